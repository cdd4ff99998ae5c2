/**
 * Make crew names unique per owner
 *
 * Revision: cc974b39c55c
 * Revises:  92184a034345
 * Created:  2026-03-10T09:30:48Z
 */
import { type Operations } from 'limbeck'

export const revision = 'cc974b39c55c'
export const downRevision = '92184a034345'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  // The second 'Research' of an owner becomes 'Research (2)'.
  await op.execute(`
    UPDATE crews
    SET name = crews.name || ' (' || numbered.number || ')'
    FROM (
      SELECT id, ROW_NUMBER() OVER (PARTITION BY owner_id, name ORDER BY created_at, id) AS number
      FROM crews
    ) AS numbered
    WHERE numbered.id = crews.id AND numbered.number > 1
  `)
  await op.alterTable('crews', (t) => {
    t.dropIndex('ix_crews_owner_id')
    t.createUniqueConstraint('uq_crews_owner_id_name', ['owner_id', 'name'])
  })
}

export async function downgrade(op: Operations) {
  // The new names stay: they are as good as the old ones.
  await op.alterTable('crews', (t) => {
    t.createIndex('ix_crews_owner_id', ['owner_id'])
    t.dropConstraint('uq_crews_owner_id_name', { type: 'unique' })
  })
}
