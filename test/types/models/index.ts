import { enumType, integer, json, schema, string, table, timestamp, uuid } from 'limbeck/model'

/** The models that the type tests of Kysely read, as a team's barrel file. */
export const role = enumType('role', ['admin', 'member'])

export const users = table('users', {
  id: uuid().primaryKey().defaultUuid(),
  email: string(255).notNull(),
  role: role().notNull().default('member'),
  preferences: json<{ theme?: 'light' | 'dark' }>().notNull().default({}),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  last_login_at: timestamp(),
})

export const invoices = schema('billing').table('invoices', {
  id: integer().identity({ always: true }).primaryKey(),
  user_id: uuid()
    .notNull()
    .references(() => users.id),
})

export const somethingElse = 5
