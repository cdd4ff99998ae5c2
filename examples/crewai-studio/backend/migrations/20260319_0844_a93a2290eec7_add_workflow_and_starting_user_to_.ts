/**
 * Add workflow and starting user to executions
 *
 * Revision: a93a2290eec7
 * Revises:  0653ac85d648
 * Created:  2026-03-19T08:44:57Z
 */
import { type Operations, uuid } from 'limbeck'

export const revision = 'a93a2290eec7'
export const downRevision = '0653ac85d648'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.alterTable('executions', (t) => {
    t.addColumn('workflow_id', uuid())
    t.addColumn('started_by_id', uuid())
    t.createIndex('ix_executions_workflow_id', ['workflow_id'])
    t.createIndex('ix_executions_started_by_id', ['started_by_id'])
    t.createForeignKey('fk_executions_workflow_id_workflows', 'workflows', ['workflow_id'], ['id'], {
      onDelete: 'set null',
    })
    t.createForeignKey('fk_executions_started_by_id_users', 'users', ['started_by_id'], ['id'], {
      onDelete: 'set null',
    })
  })
}

export async function downgrade(op: Operations) {
  await op.alterTable('executions', (t) => {
    t.dropConstraint('fk_executions_workflow_id_workflows', { type: 'foreignKey' })
    t.dropConstraint('fk_executions_started_by_id_users', { type: 'foreignKey' })
    t.dropIndex('ix_executions_workflow_id')
    t.dropIndex('ix_executions_started_by_id')
    t.dropColumn('workflow_id')
    t.dropColumn('started_by_id')
  })
}
