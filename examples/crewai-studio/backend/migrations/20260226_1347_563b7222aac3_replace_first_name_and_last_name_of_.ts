/**
 * Replace first_name and last_name of users with full_name
 *
 * Revision: 563b7222aac3
 * Revises:  e81f7bac5b6b
 * Created:  2026-02-26T13:47:39Z
 */
import { type Operations, string } from 'limbeck'

export const revision = '563b7222aac3'
export const downRevision = 'e81f7bac5b6b'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  // Schema changes first
  await op.addColumn('users', 'full_name', string(255).notNull().default(''))

  // Data migration
  await op.execute("UPDATE users SET full_name = TRIM(first_name || ' ' || last_name)")

  // Remove old columns
  // limbeck-allow data-loss: both names live on in full_name, and the downgrade splits it again
  // limbeck-allow schema-and-data-mixed: one UPDATE of a small table; the application is deployed with the revision
  await op.alterTable('users', (t) => {
    t.dropColumn('first_name')
    t.dropColumn('last_name')
  })
}

export async function downgrade(op: Operations) {
  await op.alterTable('users', (t) => {
    t.addColumn('first_name', string(100).notNull().default(''))
    t.addColumn('last_name', string(100).notNull().default(''))
  })

  // The last word is the last name, a single word a first name. RTRIM takes away all letters behind the last space;
  // it does so on SQLite and on PostgreSQL, which has no INSTR.
  await op.execute(`
    UPDATE users
    SET first_name = TRIM(SUBSTR(full_name, 1, LENGTH(RTRIM(full_name, REPLACE(full_name, ' ', ''))))),
        last_name = SUBSTR(full_name, LENGTH(RTRIM(full_name, REPLACE(full_name, ' ', ''))) + 1)
    WHERE full_name LIKE '% %'
  `)
  await op.execute("UPDATE users SET first_name = full_name WHERE full_name NOT LIKE '% %'")

  await op.dropColumn('users', 'full_name')
}
