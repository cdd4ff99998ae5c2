/**
 * Widen token counts to bigint and add cost to executions
 *
 * Revision: 0653ac85d648
 * Revises:  f0784bf7fec0
 * Created:  2026-03-17T14:36:20Z
 */
import { type Operations, bigInteger, decimal, integer } from 'limbeck'

export const revision = '0653ac85d648'
export const downRevision = 'f0784bf7fec0'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.alterTable('executions', (t) => {
    t.addColumn('cost_usd', decimal(12, 6).notNull().default(0))
    t.addColumn('attempts', integer().notNull().default(1))
    t.alterColumn('prompt_tokens', { type: bigInteger() })
    t.alterColumn('completion_tokens', { type: bigInteger() })
  })
}

export async function downgrade(op: Operations) {
  await op.alterTable('executions', (t) => {
    t.alterColumn('prompt_tokens', { type: integer() })
    t.alterColumn('completion_tokens', { type: integer() })
    t.dropColumn('cost_usd')
    t.dropColumn('attempts')
  })
}
