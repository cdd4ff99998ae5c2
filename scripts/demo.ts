/** `npm start`: the main job on the example, in a copy in the temporary folder. Nothing in the checkout changes. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { styleText } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'limbeck-demo-'))
const backend = join(folder, 'backend')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

type Style = Parameters<typeof styleText>[0]

function say(style: Style, text: string): void {
  console.log(styleText(style, text))
}

function title(text: string): void {
  say(['bold', 'cyan'], `\n── ${text} `.padEnd(80, '─'))
}

function explain(text: string): void {
  say('dim', text)
}

function run(shown: string, program: readonly string[], expectedStatus: number): void {
  console.log(`\n${styleText('green', '$')} ${styleText('bold', shown)}`)
  const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? { FORCE_COLOR: '1' } : {}
  const { status } = spawnSync(process.execPath, program, {
    cwd: backend,
    env: { ...process.env, ...color, DATABASE_URL: 'sqlite:///./studio.db' },
    // Both into one stream, so that a pipe keeps their order.
    stdio: ['ignore', 1, 1],
  })
  if (status === expectedStatus) return
  console.error(`\n${shown} ended with ${status} instead of ${expectedStatus}`)
  process.exit(1)
}

function limbeck(args: readonly string[], expectedStatus = 0): void {
  const shown = args.map((arg) => (/[^\w./:=@-]/.test(arg) ? `"${arg}"` : arg)).join(' ')
  run(`limbeck ${shown}`, [join(root, 'bin/limbeck.js'), ...args], expectedStatus)
}

/** The rows of a query as a small table. */
function rows(sql: string): void {
  const database = new DatabaseSync(join(backend, 'studio.db'), { readOnly: true })
  const found = database.prepare(sql).all()
  database.close()
  const names = Object.keys(found[0] ?? {})
  const lines = [names, ...found.map((row) => names.map((name) => String(row[name])))]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  console.log(`\n${styleText('dim', sql)}`)
  for (const [place, line] of lines.entries()) {
    const text = line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
    console.log(`  ${place === 0 ? styleText('underline', text) : text}`)
  }
}

function show(file: string): void {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  console.log(`\n${lines.map((line) => `${styleText('dim', '│')} ${line}`).join('\n')}`)
}

/** Changes whole lines of a file, and shows them as a difference. */
function edit(file: string, changes: readonly { readonly from: string; readonly to: readonly string[] }[]): void {
  const path = join(backend, file)
  let text = readFileSync(path, 'utf8')
  say('dim', `\n${file}`)
  for (const { from, to } of changes) {
    if (!text.includes(`${from}\n`)) throw new Error(`${file} has no line ${from}`)
    text = text.replace(`${from}\n`, () => to.map((line) => `${line}\n`).join(''))
    if (!to.includes(from)) say('red', `- ${from}`)
    for (const line of to) console.log(line === from ? styleText('dim', `  ${line}`) : styleText('green', `+ ${line}`))
  }
  writeFileSync(path, text)
}

function revisionFiles(): readonly string[] {
  return readdirSync(join(backend, 'migrations')).filter((name) => name.endsWith('.ts'))
}

cpSync(join(root, 'examples/crewai-studio/backend'), backend, {
  recursive: true,
  filter: (file) => !/[/\\]node_modules$|\.db$|\.env$/.test(file),
})
mkdirSync(join(backend, 'node_modules'))
symlinkSync(root, join(backend, 'node_modules/limbeck'), 'dir')

say('bold', 'limbeck on its example: the backend of CrewAI Studio, with SQLite')
explain(`A copy in ${backend}; the team and its history are in examples/crewai-studio/backend.`)

title('A new developer sets up the database')
limbeck(['upgrade', 'head'])
run('node scripts/seed.ts', ['scripts/seed.ts'], 0)

title('Edit the models')
explain('A column gets another name, and agents get a supervisor: a foreign key, which SQLite cannot add to a table.')
edit('app/models/agent.ts', [
  { from: '    role: string(255).notNull(),', to: ['    job_title: string(255).notNull(),'] },
  {
    from: "    backstory: text().notNull().default(''),",
    to: [
      "    backstory: text().notNull().default(''),",
      "    supervisor_id: uuid().references('agents.id', { onDelete: 'set null' }),",
    ],
  },
  {
    from: "    index('ix_agents_crew_id').on(t.crew_id),",
    to: ["    index('ix_agents_crew_id').on(t.crew_id),", "    index('ix_agents_supervisor_id').on(t.supervisor_id),"],
  },
])

title('Generate a revision from the difference')
explain('Is job_title new, or was it renamed? limbeck never guesses; on a terminal of yours it asks.')
const message = 'Rename agents.role to job_title, and add supervisors'
limbeck(['revision', '--autogenerate', '-m', message], 2)
const before = revisionFiles()
limbeck(['revision', '--autogenerate', '-m', message, '--rename', 'agents.role=agents.job_title'])
for (const file of revisionFiles()) if (!before.includes(file)) show(join(backend, 'migrations', file))

title('Review it')
limbeck(['review', 'head'])

title('Apply it')
const children = 'SELECT title, agent_id IS NOT NULL AS has_agent FROM tasks'
rows('SELECT name, role FROM agents')
limbeck(['upgrade', 'head'])
explain(
  'SQLite had to rebuild the table. Its rows are there, and those of the tables that point at it still point at it:',
)
rows('SELECT name, job_title, supervisor_id FROM agents')
rows(children)
limbeck(['check'])

title('Where are we?')
limbeck(['current', '--verbose'])
limbeck(['history', '--graph', '-i'])

title('And back')
limbeck(['downgrade', '-1', '--yes'])
rows('SELECT name, role FROM agents')
rows(children)
limbeck(['current'])

say('bold', '\nThat was it. README.md tells how to start in a project of your own;')
say('bold', 'examples/crewai-studio/backend/README.md goes through a team’s whole workflow.')
