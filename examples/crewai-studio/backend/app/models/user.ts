import { boolean, enumType, index, json, string, table, timestamp, unique, uuid } from 'limbeck/model'

export const userRole = enumType('user_role', ['admin', 'member', 'viewer'])

export const users = table(
  'users',
  {
    id: uuid().primaryKey().defaultUuid(),
    email: string(255).notNull(),
    full_name: string(255).notNull().default(''),
    role: userRole().notNull().default('member'),
    is_active: boolean().notNull().default(true),
    email_verified: boolean().notNull().default(false),
    preferences: json<{ theme?: 'light' | 'dark'; language?: string }>().notNull().default({}),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    last_login_at: timestamp({ withTimezone: true }),
  },
  (t) => [unique('uq_users_email').on(t.email), index('ix_users_created_at').on(t.created_at)],
)
