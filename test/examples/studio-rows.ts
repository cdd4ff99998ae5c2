/** Rows as CrewAI Studio had them when it had the tables of its third revision; the same on every run. */

export type Value = string | number | boolean | null
export interface StudioRow {
  readonly id: string
  readonly [column: string]: Value
}
export type StudioTable = 'users' | 'crews' | 'agents' | 'tasks' | 'executions' | 'workflows'
export type StudioRows = { readonly [Table in StudioTable]: readonly StudioRow[] }

export const rowCounts = { users: 200, crews: 500, agents: 1000, tasks: 1500, executions: 2000, workflows: 200 }

const letters: { readonly [Table in StudioTable]: string } = {
  users: 'a',
  crews: 'b',
  agents: 'c',
  tasks: 'd',
  executions: 'e',
  workflows: 'f',
}

export function studioId(table: StudioTable, number: number): string {
  return `${letters[table].repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

/** The SQL that inserts rows, on every database, in parts of a few hundred rows. */
export function* insertsOf(table: StudioTable, rows: readonly StudioRow[]): Generator<string> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  for (let start = 0; start < rows.length; start += 500) {
    const lines = rows
      .slice(start, start + 500)
      .map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`)
    yield `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${lines.join(',\n')}`
  }
}

export function literal(value: Value): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

export function studioRows(): StudioRows {
  return {
    users: numbers(rowCounts.users).map(user),
    crews: numbers(rowCounts.crews).map(crew),
    agents: numbers(rowCounts.agents).map(agent),
    tasks: numbers(rowCounts.tasks).map(task),
    executions: numbers(rowCounts.executions).map(execution),
    workflows: numbers(rowCounts.workflows).map(workflow),
  }
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number)
}

function pick<Item>(items: readonly [Item, ...Item[]], number: number): Item {
  return items[number % items.length] ?? items[0]
}

/** Minutes after the studio opened, as an instant. */
function at(minutes: number): string {
  return new Date(Date.UTC(2026, 1, 3) + minutes * 60_000).toISOString()
}

function user(number: number): StudioRow {
  const first = pick(['Ada', 'Grace', "Miles O'Brien", 'Mary Ann', 'José', '李', 'Zoë', ''], number)
  const last = first === '' ? '' : pick(['Lovelace', 'Hopper', "O'Neil", 'Müller-Lüdenscheidt', '娜', ''], number >> 3)
  return {
    id: studioId('users', number),
    email: `user${number}@studio.example`,
    // A name of several words and no last name would come back as first and last.
    first_name: last === '' ? (first.split(' ')[0] ?? '') : first,
    last_name: last,
    role: pick(['member', 'member', 'admin', 'viewer'], number),
    is_active: number % 7 !== 0,
    created_at: at(number),
  }
}

/** Every tenth crew has the name of the one before it and the same owner. */
function crew(number: number): StudioRow {
  const original = number % 10 === 9 ? number - 1 : number
  return {
    id: studioId('crews', number),
    owner_id: studioId('users', original % rowCounts.users),
    name: `${pick(['Research', 'Sales “West”', 'Support; DROP TABLE crews'], original)} ${original}`,
    description: number % 3 === 0 ? null : `Crew ${number}\nwith a second line`,
    status: pick(['draft', 'active', 'archived'], number),
    settings: JSON.stringify({ verbose: number % 2 === 0, process: 'sequential' }),
    created_at: at(1000 + number),
    updated_at: at(2000 + number),
  }
}

function agent(number: number): StudioRow {
  return {
    id: studioId('agents', number),
    crew_id: studioId('crews', number % rowCounts.crews),
    name: `Agent ${number}`,
    role: pick(['Researcher', 'Writer', 'Critic'], number),
    goal: 'Find out what nobody knows',
    backstory: number % 4 === 0 ? null : `Born in 19${10 + (number % 90)}`,
    llm: pick(['claude-sonnet', 'gpt', 'llama'], number),
    // Every hundredth was set too hot.
    temperature: number % 100 === 99 ? 2.5 : (number % 9) / 4,
    tools: JSON.stringify(['search', `tool-${number}`]),
    allow_delegation: number % 2 === 1,
    created_at: at(3000 + number),
  }
}

/** In every fifth crew all tasks were left at position 0. */
function task(number: number): StudioRow {
  const crewNumber = number % rowCounts.crews
  return {
    id: studioId('tasks', number),
    crew_id: studioId('crews', crewNumber),
    agent_id: number % 6 === 0 ? null : studioId('agents', number % rowCounts.agents),
    title: `Task ${number}`,
    description: 'Do it; then say so',
    expected_output: number % 2 === 0 ? null : 'A report',
    status: pick(['pending', 'running', 'completed', 'failed', 'cancelled'], number),
    position: crewNumber % 5 === 0 ? 0 : Math.floor(number / rowCounts.crews),
    created_at: at(5000 + number),
  }
}

/** Some crews never ran. */
function execution(number: number): StudioRow {
  const status = pick(['succeeded', 'failed', 'succeeded', 'running', 'queued', 'cancelled'], number)
  const isOver = status !== 'running' && status !== 'queued'
  return {
    id: studioId('executions', number),
    crew_id: studioId('crews', (number * 7) % (rowCounts.crews - 100)),
    status,
    inputs: JSON.stringify({ topic: `Topic ${number}` }),
    outputs: status === 'succeeded' ? JSON.stringify({ text: 'Done' }) : null,
    error_message: status === 'failed' ? 'The model did not answer' : null,
    prompt_tokens: number * 1000,
    completion_tokens: 2_147_483_647 - number,
    queued_at: at(9000 + number),
    started_at: status === 'queued' ? null : at(9001 + number),
    finished_at: isOver ? at(9002 + number) : null,
  }
}

function workflow(number: number): StudioRow {
  return {
    id: studioId('workflows', number),
    crew_id: studioId('crews', number),
    name: `Workflow ${number}`,
    description: null,
    definition: JSON.stringify({ nodes: [number], edges: [] }),
    version: 1 + (number % 4),
    is_published: number % 2 === 0,
    created_at: at(20_000 + number),
    updated_at: at(20_001 + number),
  }
}
