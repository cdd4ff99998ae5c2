import { integer, string, table, timestamp } from 'limbeck/model'

export const users = table('users', {
  id: integer().primaryKey(),
  email: string(255).notNull().unique(),
  name: string(100).notNull(),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
})
