/**
 * Add indexes for the dashboard lists
 *
 * Revision: 84b6915b5c68
 * Revises:  ab3e307a862d
 * Created:  2026-03-31T13:25:02Z
 */
import { type Operations, sql } from 'limbeck'

export const revision = '84b6915b5c68'
export const downRevision = 'ab3e307a862d'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.createIndex('ix_agents_name_lower', 'agents', [sql`lower(name)`])
  await op.createIndex('ix_crews_status', 'crews', ['status'])
  await op.alterTable('executions', (t) => {
    t.createIndex('ix_executions_crew_id_queued_at', ['crew_id', { column: 'queued_at', order: 'desc' }])
    t.createIndex('ix_executions_unfinished', ['status'], { where: sql`finished_at IS NULL` })
    t.dropIndex('ix_executions_crew_id')
  })
  await op.createIndex('ix_tasks_status', 'tasks', ['status'])
}

export async function downgrade(op: Operations) {
  await op.dropIndex('ix_crews_status', { table: 'crews' })
  await op.dropIndex('ix_agents_name_lower', { table: 'agents' })
  await op.alterTable('executions', (t) => {
    t.createIndex('ix_executions_crew_id', ['crew_id'])
    t.dropIndex('ix_executions_crew_id_queued_at')
    t.dropIndex('ix_executions_unfinished')
  })
  await op.dropIndex('ix_tasks_status', { table: 'tasks' })
}
