import { boolean, check, decimal, index, integer, json, sql, string, table, text, timestamp, uuid } from 'limbeck/model'
import { crews } from './crew.ts'

export const agents = table(
  'agents',
  {
    id: uuid().primaryKey().defaultUuid(),
    crew_id: uuid()
      .notNull()
      .references(() => crews.id, { onDelete: 'cascade' }),
    name: string(255).notNull(),
    role: string(255).notNull(),
    goal: text().notNull(),
    backstory: text().notNull().default(''),
    model: string(100).notNull(),
    temperature: decimal(3, 2).notNull().default(0.7),
    tools: json<string[]>().notNull().default([]),
    allow_delegation: boolean().notNull().default(false),
    execution_count: integer().notNull().default(0),
    average_seconds: decimal(10, 3),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index('ix_agents_crew_id').on(t.crew_id),
    index('ix_agents_name_lower').on(sql`lower(${t.name})`),
    check('ck_agents_temperature', sql`${t.temperature} >= 0 AND ${t.temperature} <= 2`),
  ],
)
