/**
 * Add executions table
 *
 * Revision: 95f64efc895f
 * Revises:  6b33f14a7265
 * Created:  2026-02-10T11:05:08Z
 */
import { type Operations, enumType, integer, json, text, timestamp, uuid } from 'limbeck'

export const revision = '95f64efc895f'
export const downRevision = '6b33f14a7265'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.createEnum('execution_status', ['queued', 'running', 'succeeded', 'failed', 'cancelled'])
  await op.createTable('executions', (t) => {
    t.column('id', uuid().notNull().defaultUuid())
    t.column('crew_id', uuid().notNull())
    t.column(
      'status',
      enumType('execution_status', ['queued', 'running', 'succeeded', 'failed', 'cancelled'])()
        .notNull()
        .default('queued'),
    )
    t.column('inputs', json().notNull().default({}))
    t.column('outputs', json())
    t.column('error_message', text())
    t.column('prompt_tokens', integer().notNull().default(0))
    t.column('completion_tokens', integer().notNull().default(0))
    t.column('queued_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.column('started_at', timestamp({ withTimezone: true }))
    t.column('finished_at', timestamp({ withTimezone: true }))
    t.primaryKey('pk_executions', ['id'])
    t.foreignKey('fk_executions_crew_id_crews', ['crew_id'], 'crews', ['id'], {
      onDelete: 'cascade',
    })
    t.index('ix_executions_crew_id', ['crew_id'])
  })
}

export async function downgrade(op: Operations) {
  await op.dropTable('executions')
  await op.dropEnum('execution_status')
}
