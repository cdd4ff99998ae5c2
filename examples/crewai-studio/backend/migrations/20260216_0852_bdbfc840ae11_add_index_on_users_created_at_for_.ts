/**
 * Add index on users.created_at for performance
 *
 * The list of new users on the dashboard sorts all users by it.
 *
 * Revision: bdbfc840ae11
 * Revises:  95f64efc895f
 * Created:  2026-02-16T08:52:31Z
 */
import type { Operations } from 'limbeck'

export const revision = 'bdbfc840ae11'
export const downRevision = '95f64efc895f'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.createIndex('ix_users_created_at', 'users', ['created_at'])
}

export async function downgrade(op: Operations) {
  await op.dropIndex('ix_users_created_at', 'users')
}
