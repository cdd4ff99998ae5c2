import { bigInteger, decimal, enumType, index, integer, json, sql, table, text, timestamp, uuid } from 'limbeck/model'
import { crews } from './crew.ts'
import { users } from './user.ts'
import { workflows } from './workflow.ts'

export const executionStatus = enumType('execution_status', ['queued', 'running', 'succeeded', 'failed', 'cancelled'])

export const executions = table(
  'executions',
  {
    id: uuid().primaryKey().defaultUuid(),
    crew_id: uuid()
      .notNull()
      .references(() => crews.id, { onDelete: 'cascade' }),
    workflow_id: uuid().references(() => workflows.id, { onDelete: 'set null' }),
    started_by_id: uuid().references(() => users.id, { onDelete: 'set null' }),
    status: executionStatus().notNull().default('queued'),
    inputs: json().notNull().default({}),
    outputs: json(),
    error_message: text(),
    prompt_tokens: bigInteger().notNull().default(0),
    completion_tokens: bigInteger().notNull().default(0),
    cost_usd: decimal(12, 6).notNull().default(0),
    attempts: integer().notNull().default(1),
    queued_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    started_at: timestamp({ withTimezone: true }),
    finished_at: timestamp({ withTimezone: true }),
  },
  (t) => [
    index('ix_executions_crew_id_queued_at').on(t.crew_id, t.queued_at.desc()),
    index('ix_executions_workflow_id').on(t.workflow_id),
    index('ix_executions_started_by_id').on(t.started_by_id),
    index('ix_executions_unfinished')
      .on(t.status)
      .where(sql`${t.finished_at} IS NULL`),
  ],
)
