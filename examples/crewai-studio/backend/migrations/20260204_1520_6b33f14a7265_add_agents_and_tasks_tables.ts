/**
 * Add agents and tasks tables
 *
 * Revision: 6b33f14a7265
 * Revises:  0c1dd2f67bdf
 * Created:  2026-02-04T15:20:43Z
 */
import { type Operations, boolean, enumType, float, integer, json, string, text, timestamp, uuid } from 'limbeck'

export const revision = '6b33f14a7265'
export const downRevision = '0c1dd2f67bdf'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.createEnum('task_status', ['pending', 'running', 'completed', 'failed', 'cancelled'])
  await op.createTable('agents', (t) => {
    t.column('id', uuid().notNull().defaultUuid())
    t.column('crew_id', uuid().notNull())
    t.column('name', string(255).notNull())
    t.column('role', string(255).notNull())
    t.column('goal', text().notNull())
    t.column('backstory', text())
    t.column('llm', string(100).notNull())
    t.column('temperature', float().notNull().default(0.7))
    t.column('tools', json().notNull().default([]))
    t.column('allow_delegation', boolean().notNull().default(false))
    t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.primaryKey('pk_agents', ['id'])
    t.foreignKey('fk_agents_crew_id_crews', ['crew_id'], 'crews', ['id'], { onDelete: 'cascade' })
    t.index('ix_agents_crew_id', ['crew_id'])
  })
  await op.createTable('tasks', (t) => {
    t.column('id', uuid().notNull().defaultUuid())
    t.column('crew_id', uuid().notNull())
    t.column('agent_id', uuid())
    t.column('title', string(255).notNull())
    t.column('description', text().notNull())
    t.column('expected_output', text())
    t.column(
      'status',
      enumType('task_status', ['pending', 'running', 'completed', 'failed', 'cancelled'])()
        .notNull()
        .default('pending'),
    )
    t.column('position', integer().notNull().default(0))
    t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
    t.primaryKey('pk_tasks', ['id'])
    t.foreignKey('fk_tasks_crew_id_crews', ['crew_id'], 'crews', ['id'], { onDelete: 'cascade' })
    t.foreignKey('fk_tasks_agent_id_agents', ['agent_id'], 'agents', ['id'], {
      onDelete: 'set null',
    })
    t.index('ix_tasks_crew_id', ['crew_id'])
    t.index('ix_tasks_agent_id', ['agent_id'])
  })
}

export async function downgrade(op: Operations) {
  await op.dropTable('tasks')
  await op.dropTable('agents')
  await op.dropEnum('task_status')
}
