/** `npm start`: the main job on the example, in a copy in the temporary folder. Nothing in the checkout changes. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { styleText } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'limbeck-demo-'))
const backend = join(folder, 'backend')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

function title(text: string): void {
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text} `.padEnd(78, '─'))}`)
}

function limbeck(...args: string[]): void {
  const shown = args.map((arg) => (/[^\w./:=@-]/.test(arg) ? `"${arg}"` : arg)).join(' ')
  console.log(`\n${styleText('green', '$')} ${styleText('bold', `limbeck ${shown}`)}`)
  const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? { FORCE_COLOR: '1' } : {}
  const run = spawnSync(process.execPath, [join(root, 'bin/limbeck.js'), ...args], {
    cwd: backend,
    env: { ...process.env, ...color, DATABASE_URL: 'sqlite:///./studio.db' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (run.status !== 0 && !(run.status === 1 && args[0] === 'review')) {
    console.error(`limbeck ${shown} ended with ${run.status}`)
    process.exit(1)
  }
}

function show(file: string): void {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  console.log(`\n${lines.map((line) => `${styleText('dim', '│')} ${line}`).join('\n')}`)
}

function edit(file: string, from: string, to: string): void {
  const path = join(backend, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(path, text.replace(from, to))
  console.log(
    `\n${styleText('dim', file)}\n${styleText('green', to.replace(from, '').replace(/^\n?/, '+ ').trimEnd())}`,
  )
}

cpSync(join(root, 'examples/crewai-studio/backend'), backend, { recursive: true })
mkdirSync(join(backend, 'node_modules'))
symlinkSync(root, join(backend, 'node_modules/limbeck'), 'dir')

console.log(styleText('bold', 'limbeck on the example: CrewAI Studio’s backend, with SQLite'))
console.log(styleText('dim', `a copy in ${backend}`))

title('A new developer sets up the database')
limbeck('upgrade', 'head')

title('Edit the models')
edit(
  'app/models/agent.ts',
  '    tools: json<string[]>()',
  '    max_iterations: integer().notNull().default(20),\n    timezone: string(64),\n    tools: json<string[]>()',
)
edit(
  'app/models/agent.ts',
  "    index('ix_agents_crew_id')",
  "    index('ix_agents_model').on(t.model),\n    index('ix_agents_crew_id')",
)

title('Generate a revision from the difference')
limbeck('revision', '--autogenerate', '-m', 'Add iteration limit and time zone to agents')
const migrations = join(backend, 'migrations')
const newest = readdirSync(migrations)
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .at(-1)
if (newest !== undefined) show(join(migrations, newest))

title('Review it')
limbeck('review', 'head')

title('Apply it, and look around')
limbeck('upgrade', 'head')
limbeck('check')
limbeck('history', '--graph', '-i')
limbeck('current', '--verbose')

title('And back')
limbeck('downgrade', '-1')
limbeck('current')

console.log(`\n${styleText('bold', 'That was it.')} README.md tells how to start in a project of your own.`)
