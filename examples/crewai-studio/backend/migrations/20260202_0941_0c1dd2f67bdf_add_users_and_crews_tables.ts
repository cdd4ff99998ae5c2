/**
 * Add users and crews tables
 *
 * Revision: 0c1dd2f67bdf
 * Revises:  base
 * Created:  2026-02-02T09:41:17Z
 */
import { type Operations, boolean, enumType, json, sql, string, text, timestamp, uuid } from 'limbeck'

export const revision = '0c1dd2f67bdf'
export const downRevision = null
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.createEnum('crew_status', ['draft', 'active', 'archived'])
  await op.createEnum('user_role', ['admin', 'member', 'viewer'])
  await op.createTable('users', (t) => {
    t.column('id', uuid().notNull().defaultUuid())
    t.column('email', string(255).notNull())
    t.column('first_name', string(100).notNull().default(''))
    t.column('last_name', string(100).notNull().default(''))
    t.column('role', enumType('user_role', ['admin', 'member', 'viewer'])().notNull().default('member'))
    t.column('is_active', boolean().notNull().default(true))
    t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.primaryKey('pk_users', ['id'])
    t.unique('uq_users_email', ['email'])
  })
  await op.createTable('crews', (t) => {
    t.column('id', uuid().notNull().defaultUuid())
    t.column('owner_id', uuid().notNull())
    t.column('name', string(255).notNull())
    t.column('description', text())
    t.column('status', enumType('crew_status', ['draft', 'active', 'archived'])().notNull().default('draft'))
    t.column('settings', json().notNull().default({}))
    t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.column('updated_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.primaryKey('pk_crews', ['id'])
    t.foreignKey('fk_crews_owner_id_users', ['owner_id'], 'users', ['id'], { onDelete: 'cascade' })
    t.check('ck_crews_name_not_empty', sql`length(name) > 0`)
    t.index('ix_crews_owner_id', ['owner_id'])
  })
}

export async function downgrade(op: Operations) {
  await op.dropTable('crews')
  await op.dropTable('users')
  await op.dropEnum('crew_status')
  await op.dropEnum('user_role')
}
