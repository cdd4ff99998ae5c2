import { boolean, index, integer, json, string, table, text, timestamp, uuid } from 'limbeck/model'
import { crews } from './crew.ts'

export const workflows = table(
  'workflows',
  {
    id: uuid().primaryKey().defaultUuid(),
    crew_id: uuid()
      .notNull()
      .references(() => crews.id, { onDelete: 'cascade' }),
    name: string(255).notNull(),
    description: text(),
    definition: json<{ nodes: unknown[]; edges: unknown[] }>().notNull().default({ nodes: [], edges: [] }),
    version: integer().notNull().default(1),
    is_published: boolean().notNull().default(false),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updated_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index('ix_workflows_crew_id').on(t.crew_id)],
)
