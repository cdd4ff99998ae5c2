/**
 * Add preferences and email_verified to users
 *
 * Revision: 93d0889cfd61
 * Revises:  bdbfc840ae11
 * Created:  2026-02-19T10:33:54Z
 */
import { type Operations, boolean, json, timestamp } from 'limbeck'

export const revision = '93d0889cfd61'
export const downRevision = 'bdbfc840ae11'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.alterTable('users', (t) => {
    t.addColumn('email_verified', boolean().notNull().default(false))
    t.addColumn('preferences', json().notNull().default({}))
    t.addColumn('last_login_at', timestamp({ withTimezone: true }))
  })
}

export async function downgrade(op: Operations) {
  await op.alterTable('users', (t) => {
    t.dropColumn('email_verified')
    t.dropColumn('preferences')
    t.dropColumn('last_login_at')
  })
}
