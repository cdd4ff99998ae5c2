import {
  check,
  decimal,
  enumType,
  index,
  integer,
  json,
  sql,
  string,
  table,
  text,
  timestamp,
  unique,
  uuid,
} from 'limbeck/model'
import { users } from './user.ts'

export const crewStatus = enumType('crew_status', ['draft', 'active', 'paused', 'archived'])

export const crews = table(
  'crews',
  {
    id: uuid().primaryKey().defaultUuid(),
    owner_id: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: string(255).notNull(),
    description: text(),
    status: crewStatus().notNull().default('draft'),
    settings: json<{ verbose?: boolean; memory?: boolean; process?: 'sequential' | 'hierarchical' }>()
      .notNull()
      .default({}),
    total_executions: integer().notNull().default(0),
    success_rate: decimal(5, 2),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updated_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique('uq_crews_owner_id_name').on(t.owner_id, t.name),
    index('ix_crews_status').on(t.status),
    check('ck_crews_name_not_empty', sql`length(${t.name}) > 0`),
    check('ck_crews_success_rate', sql`${t.success_rate} >= 0 AND ${t.success_rate} <= 100`),
  ],
)
