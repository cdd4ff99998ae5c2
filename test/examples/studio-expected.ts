import { type StudioRow, type StudioTable, studioRows } from './studio-rows.ts'
import type { StudioState } from './studio-state.ts'

/** What the history must have made of the rows at its end, worked out without SQL. */
export function expectedAtHead(): StudioState {
  const rows = studioRows()
  const executionsOf = Map.groupBy(rows.executions, (row) => row['crew_id'])
  const namesakes = new Map<string, number>()
  const taken = new Map<unknown, number>()
  const made = {
    users: rows.users.map(({ first_name, last_name, ...user }) => ({
      ...user,
      full_name: `${String(first_name)} ${String(last_name)}`.trim(),
      email_verified: false,
      preferences: '{}',
      last_login_at: null,
    })),
    crews: rows.crews.map((crew) => {
      const key = JSON.stringify([crew['owner_id'], crew['name']])
      const number = (namesakes.get(key) ?? 0) + 1
      namesakes.set(key, number)
      const executions = executionsOf.get(crew.id) ?? []
      const over = executions.filter(({ status }) => status === 'succeeded' || status === 'failed')
      const succeeded = over.filter(({ status }) => status === 'succeeded').length
      return {
        ...crew,
        name: number === 1 ? String(crew['name']) : `${String(crew['name'])} (${number})`,
        total_executions: executions.length,
        success_rate: over.length === 0 ? null : Math.round((10_000 * succeeded) / over.length) / 100,
      }
    }),
    agents: rows.agents.map(({ llm, ...agent }) => ({
      ...agent,
      model: llm ?? null,
      backstory: agent['backstory'] ?? '',
      temperature: Math.min(2, Number(agent['temperature'])),
      execution_count: 0,
      average_seconds: null,
    })),
    tasks: rows.tasks.map((task) => {
      // Rows are made in the order of their positions and times.
      const position = taken.get(task['crew_id']) ?? 0
      taken.set(task['crew_id'], position + 1)
      return { ...task, position, parent_id: null, context: '{}' }
    }),
    workflows: rows.workflows,
    executions: rows.executions.map((execution) => ({
      ...execution,
      cost_usd: 0,
      attempts: 1,
      workflow_id: null,
      started_by_id: null,
    })),
  } satisfies { readonly [Table in StudioTable]: readonly StudioRow[] }
  return {
    schema: '',
    rows: Object.fromEntries(
      Object.entries(made).map(([table, list]) => [table, list.map((row) => JSON.stringify(row)).join('\n')]),
    ),
  }
}
