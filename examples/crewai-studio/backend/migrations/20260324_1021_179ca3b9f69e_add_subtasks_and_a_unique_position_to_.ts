/**
 * Add subtasks and a unique position to tasks
 *
 * Revision: 179ca3b9f69e
 * Revises:  a93a2290eec7
 * Created:  2026-03-24T10:21:14Z
 */
import { type Operations, json, uuid } from 'limbeck'

export const revision = '179ca3b9f69e'
export const downRevision = 'a93a2290eec7'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  // Tasks of a crew are numbered anew, in the order in which they were shown so far.
  await op.execute(`
    UPDATE tasks
    SET position = numbered.number - 1
    FROM (
      SELECT id, ROW_NUMBER() OVER (PARTITION BY crew_id ORDER BY position, created_at, id) AS number
      FROM tasks
    ) AS numbered
    WHERE numbered.id = tasks.id
  `)
  await op.alterTable('tasks', (t) => {
    t.addColumn('parent_id', uuid())
    t.addColumn('context', json().notNull().default({}))
    t.createIndex('ix_tasks_parent_id', ['parent_id'])
    t.createForeignKey('fk_tasks_parent_id_tasks', 'tasks', ['parent_id'], ['id'], {
      onDelete: 'cascade',
    })
    t.dropIndex('ix_tasks_crew_id')
    t.createUniqueConstraint('uq_tasks_crew_id_position', ['crew_id', 'position'])
  })
}

export async function downgrade(op: Operations) {
  // The numbers stay: they give the same order.
  await op.alterTable('tasks', (t) => {
    t.createIndex('ix_tasks_crew_id', ['crew_id'])
    t.dropConstraint('fk_tasks_parent_id_tasks', { type: 'foreignKey' })
    t.dropIndex('ix_tasks_parent_id')
    t.dropConstraint('uq_tasks_crew_id_position', { type: 'unique' })
    t.dropColumn('parent_id')
    t.dropColumn('context')
  })
}
