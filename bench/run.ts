/**
 * `npm run bench`: whole processes timed beside their limit, in turn, in one run. The built package is used, so the
 * script builds first. Prints a table in Markdown; `--runs N` (default 7) and `--tables N` (default 1,000) change the size.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { catalogQueries } from './catalog-queries.ts'
import { type TimedCommand, compareCommands, noise } from './harness.ts'
import { type BenchRow, renderTable } from './table.ts'
import { writeRevisionHistory } from './revision-history.ts'
import { writeWideProject } from './wide-project.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, tables: { type: 'string' } } })
const runs = Number(values.runs ?? 7)
const tables = Number(values.tables ?? 1000)

const root = resolve(import.meta.dirname, '..')
execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: 'inherit' })
const folder = mkdtempSync(join(tmpdir(), 'limbeck-bench-'))
const rows: BenchRow[] = []

/** What any program must do that looks at every file of a folder. */
const readAll =
  "const fs = require('fs'); const folder = process.argv[1]; for (const name of fs.readdirSync(folder)) fs.readFileSync(folder + '/' + name)"

const emptyNode: TimedCommand = { command: process.execPath, args: ['-e', '0'] }

function limbeck(cwd: string, url: string, ...args: string[]): TimedCommand {
  return { command: process.execPath, args: [join(root, 'bin/limbeck.js'), ...args], cwd, env: { DATABASE_URL: url } }
}

function run({ command, args, cwd, env }: TimedCommand): void {
  execFileSync(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
}

function measure(work: string, ours: TimedCommand, limit: string, other: TimedCommand, target: number): void {
  const measurement = compareCommands(ours, other, runs)
  rows.push({ work, limit, target, measurement })
  console.error(`${work}: ${measurement.ratio.toFixed(2)}× (target ${target}×)`)
}

const busy = noise()
if (busy !== null) console.error(`Warning: ${busy}; do not believe these figures.`)

try {
  const small = join(folder, 'small')
  const sqlite = `sqlite:///${join(folder, 'small.db')}`
  writeWideProject(small, 5)
  for (let number = 1; number <= 10; number += 1)
    run(limbeck(small, sqlite, 'revision', '-m', `Revision number ${number}`))
  run(limbeck(small, sqlite, 'upgrade', 'head'))
  measure('`--version`', limbeck(small, sqlite, '--version'), '`node -e 0`', emptyNode, 1.3)
  measure('`current`, SQLite, 10 revisions', limbeck(small, sqlite, 'current'), '`node -e 0`', emptyNode, 2)

  const plain = { revisions: 10_000, bulkEvery: 0, bulkBytes: 0 }
  for (const [name, size, commands] of [
    ['10,000 revisions', plain, [['heads'], ['history'], ['history', '-v']]],
    ['10,000 revisions, some of 300 KB', { ...plain, bulkEvery: 100, bulkBytes: 300_000 }, [['heads']]],
  ] as const) {
    const long = join(folder, name)
    writeRevisionHistory(long, size)
    const reading: TimedCommand = { command: process.execPath, args: ['-e', readAll, join(long, 'migrations')] }
    for (const command of commands) {
      const asked = limbeck(long, sqlite, ...command)
      measure(`\`${command.join(' ')}\`, ${name}`, asked, 'Node reading the files', reading, 3)
    }
    const afresh = limbeck(long, sqlite, 'heads')
    const off = { ...afresh, env: { ...afresh.env, LIMBECK_CACHE: 'off' } }
    measure(`\`heads\`, ${name}, nothing remembered`, off, 'Node reading the files', reading, 3)
  }

  const applied = join(folder, 'applied')
  writeRevisionHistory(applied, { revisions: 2000, bulkEvery: 0, bulkBytes: 0 })
  const measureNothingToDo = (database: string, url: string, target: number) => {
    run(limbeck(applied, url, 'upgrade', 'heads', '--quiet'))
    const work = `\`upgrade heads\`, nothing to do, ${database}, 2,000 revisions`
    measure(work, limbeck(applied, url, 'upgrade', 'heads'), '`node -e 0`', emptyNode, target)
  }
  measureNothingToDo('SQLite', `sqlite:///${join(folder, 'applied.db')}`, 3)

  const server = await startPostgresServer()
  try {
    measure('`current`, PostgreSQL, 10 revisions', limbeck(small, server.url, 'current'), '`node -e 0`', emptyNode, 3)

    execFileSync('psql', ['-X', '-q', '-c', 'CREATE SCHEMA applied', server.url])
    measureNothingToDo('PostgreSQL', `${server.url}?schema=applied`, 4)

    const wide = join(folder, 'wide')
    writeWideProject(wide, tables)
    run(limbeck(wide, server.url, 'revision', '--autogenerate', '-m', 'Create everything'))
    run(limbeck(wide, server.url, 'upgrade', 'head'))
    const queries = join(folder, 'catalog.sql')
    writeFileSync(queries, await catalogQueries(server.url))
    measure(
      `autogenerate, nothing to do, PostgreSQL, ${tables} tables`,
      limbeck(wide, server.url, 'revision', '--autogenerate', '-m', 'Nothing to do'),
      'its catalog queries in `psql`',
      { command: 'psql', args: ['-X', '-q', '-A', '-t', '-f', queries, server.url] },
      2,
    )
  } finally {
    await server.stop()
  }
  console.log(renderTable(rows))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
