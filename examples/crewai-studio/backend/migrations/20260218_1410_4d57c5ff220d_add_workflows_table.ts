/**
 * Add workflows table
 *
 * Revision: 4d57c5ff220d
 * Revises:  bdbfc840ae11
 * Created:  2026-02-18T14:10:26Z
 */
import { type Operations, boolean, integer, json, string, text, timestamp, uuid } from 'limbeck'

export const revision = '4d57c5ff220d'
export const downRevision = 'bdbfc840ae11'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.createTable('workflows', (t) => {
    t.column('id', uuid().notNull().defaultUuid())
    t.column('crew_id', uuid().notNull())
    t.column('name', string(255).notNull())
    t.column('description', text())
    t.column('definition', json().notNull().default({ nodes: [], edges: [] }))
    t.column('version', integer().notNull().default(1))
    t.column('is_published', boolean().notNull().default(false))
    t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.column('updated_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.primaryKey('pk_workflows', ['id'])
    t.foreignKey('fk_workflows_crew_id_crews', ['crew_id'], 'crews', ['id'], {
      onDelete: 'cascade',
    })
    t.index('ix_workflows_crew_id', ['crew_id'])
  })
}

export async function downgrade(op: Operations) {
  await op.dropTable('workflows')
}
