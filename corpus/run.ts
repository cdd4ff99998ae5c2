/**
 * `npm run corpus -- --corpus FOLDER [PATTERN]`: pairs of schemas that others wrote, through the whole way up and down, and
 * their whole schemas and histories.
 * `--dialect sqlite|postgres` takes one database, `--write` puts the page into docs/corpus.md, `--verbose` prints every
 * reason in full. The folder may also stand in LIMBECK_CORPUS. Ctrl-C: the cases under way are the last ones, and the page says how
 * many were not run.
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { type CorpusCase, readHistories, readPairs, readSchemas } from './cases.ts'
import { databasesOf } from './pair-databases.ts'
import { renderReport } from './report.ts'
import { runHistory } from './run-history.ts'
import { type PairResult, runPair } from './run-pair.ts'
import { runSchema } from './run-schema.ts'
import type { Verdict } from './verdict.ts'
import type { WholeResult } from './whole-project.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    dialect: { type: 'string' },
    write: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
})
const folder = values.corpus ?? process.env['LIMBECK_CORPUS']
if (folder === undefined) throw new Error('Name the folder of the corpus: `npm run corpus -- --corpus FOLDER`.')
const pattern = positionals[0] ?? ''
const asked = <Case extends CorpusCase>(cases: readonly Case[]) =>
  cases.filter(({ dialect }) => values.dialect === undefined || values.dialect === dialect)
const pairs = asked(readPairs(folder, pattern))
const schemas = asked(readSchemas(folder, pattern))
const histories = asked(readHistories(folder, pattern))
const needsServer = [...pairs, ...schemas, ...histories].some(({ dialect }) => dialect === 'postgres')
// The newest major that the usual pg_dump can look at.
const server = needsServer
  ? await startPostgresServer({ version: process.env['LIMBECK_TEST_POSTGRES_VERSION'] ?? '15' })
  : null
const databases = (one: CorpusCase) => databasesOf(one.dialect, server?.url ?? '')

const tell = (id: string, stage: string, { outcome, reason }: Verdict) => {
  if (!outcome.startsWith('passed'))
    console.error(`${id}: ${stage} ${outcome}: ${values.verbose === true ? reason : reason.slice(0, 200)}`)
}

const results: PairResult[] = []
const wholes: WholeResult[] = []
const pairJobs = pairs.map((pair, place) => async () => {
  const result = await runPair(pair, databases(pair))
  results[place] = result
  tell(pair.id, 'up', result.up)
  if (result.up.outcome.startsWith('passed') && result.down !== null) tell(pair.id, 'down', result.down)
})
// Far from one another, so that what was run before Ctrl-C is of every kind.
const apart = (count: number) => Array.from({ length: count }, (_, place) => (place * 619) % count)
const jobs: (() => Promise<void>)[] = [
  ...(pairJobs.length % 619 === 0 ? pairJobs : apart(pairJobs.length).flatMap((place) => pairJobs[place] ?? [])),
  ...[
    ...schemas.map((schema) => () => runSchema(schema, databases(schema))),
    ...histories.map((history) => () => runHistory(history, databases(history))),
  ].map((run, place) => async () => {
    const result = await run()
    wholes[place] = result
    for (const { name, verdict } of result.stages) tell(result.whole.id, name, verdict)
  }),
]
try {
  const waiting = jobs.values()
  let left = jobs.length
  let isStopped = false
  process.once('SIGINT', () => {
    isStopped = true
  })
  const work = async () => {
    for (const job of waiting) {
      await job()
      left -= 1
      if (isStopped) return
    }
  }
  // Several at a time: one waits for its server or observer while another thinks.
  await Promise.all([work(), work(), work()])
  const isThere = <Result>(result: Result | undefined) => result !== undefined
  const report = renderReport(results.filter(isThere), wholes.filter(isThere), left)
  if (values.write === true) writeFileSync(resolve(join(import.meta.dirname, '../docs/corpus.md')), report)
  console.log(report.split('\n## Where')[0])
} finally {
  await server?.stop()
}
