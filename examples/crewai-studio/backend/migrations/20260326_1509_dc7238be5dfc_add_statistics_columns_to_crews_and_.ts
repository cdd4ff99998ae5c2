/**
 * Add statistics columns to crews and agents
 *
 * Revision: dc7238be5dfc
 * Revises:  179ca3b9f69e
 * Created:  2026-03-26T15:09:41Z
 */
import { type Operations, decimal, integer, sql } from 'limbeck'

export const revision = 'dc7238be5dfc'
export const downRevision = '179ca3b9f69e'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.alterTable('agents', (t) => {
    t.addColumn('execution_count', integer().notNull().default(0))
    t.addColumn('average_seconds', decimal(10, 3))
  })
  await op.alterTable('crews', (t) => {
    t.addColumn('total_executions', integer().notNull().default(0))
    t.addColumn('success_rate', decimal(5, 2))
    t.createCheckConstraint('ck_crews_success_rate', sql`success_rate >= 0 AND success_rate <= 100`)
  })
}

export async function downgrade(op: Operations) {
  await op.alterTable('crews', (t) => {
    t.dropConstraint('ck_crews_success_rate', { type: 'check' })
    t.dropColumn('total_executions')
    t.dropColumn('success_rate')
  })
  await op.alterTable('agents', (t) => {
    t.dropColumn('execution_count')
    t.dropColumn('average_seconds')
  })
}
