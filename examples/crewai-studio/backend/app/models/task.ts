import { enumType, index, integer, json, string, table, text, timestamp, unique, uuid } from 'limbeck/model'
import { agents } from './agent.ts'
import { crews } from './crew.ts'

export const taskStatus = enumType('task_status', ['pending', 'running', 'completed', 'failed', 'cancelled'])

export const tasks = table(
  'tasks',
  {
    id: uuid().primaryKey().defaultUuid(),
    crew_id: uuid()
      .notNull()
      .references(() => crews.id, { onDelete: 'cascade' }),
    agent_id: uuid().references(() => agents.id, { onDelete: 'set null' }),
    /** The task whose output this one waits for. */
    parent_id: uuid().references('tasks.id', { onDelete: 'cascade' }),
    title: string(255).notNull(),
    description: text().notNull(),
    expected_output: text(),
    status: taskStatus().notNull().default('pending'),
    position: integer().notNull().default(0),
    context: json().notNull().default({}),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique('uq_tasks_crew_id_position').on(t.crew_id, t.position),
    index('ix_tasks_agent_id').on(t.agent_id),
    index('ix_tasks_parent_id').on(t.parent_id),
    index('ix_tasks_status').on(t.status),
  ],
)
