/**
 * Store agent temperature as decimal and require backstory
 *
 * Revision: f0784bf7fec0
 * Revises:  cc974b39c55c
 * Created:  2026-03-12T11:54:33Z
 */
import { type Operations, decimal, float, sql } from 'limbeck'

export const revision = 'f0784bf7fec0'
export const downRevision = 'cc974b39c55c'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.execute("UPDATE agents SET backstory = '' WHERE backstory IS NULL")
  await op.execute(
    'UPDATE agents SET temperature = CASE WHEN temperature < 0 THEN 0 ELSE 2 END WHERE temperature < 0 OR temperature > 2',
  )
  // limbeck-allow data-loss: the form never let anybody set a temperature finer than hundredths
  await op.alterTable('agents', (t) => {
    t.alterColumn('backstory', { nullable: false, default: '' })
    t.alterColumn('temperature', { type: decimal(3, 2) })
    t.createCheckConstraint('ck_agents_temperature', sql`temperature >= 0 AND temperature <= 2`)
  })
}

export async function downgrade(op: Operations) {
  await op.alterTable('agents', (t) => {
    t.alterColumn('backstory', { nullable: true, default: null })
    t.dropConstraint('ck_agents_temperature', { type: 'check' })
    t.alterColumn('temperature', { type: float() })
  })
}
