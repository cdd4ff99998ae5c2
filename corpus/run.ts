/**
 * `npm run corpus -- --corpus FOLDER [PATTERN]`: pairs of schemas that others wrote, through the whole way up and down.
 * `--dialect sqlite|postgres` takes one database, `--write` puts the page into docs/corpus.md, `--verbose` prints every
 * reason in full. The folder may also stand in LIMBECK_CORPUS.
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { readPairs } from './cases.ts'
import { databasesOf } from './pair-databases.ts'
import { renderReport } from './report.ts'
import { type PairResult, runPair } from './run-pair.ts'

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
const pairs = readPairs(folder, positionals[0] ?? '').filter(
  ({ dialect }) => values.dialect === undefined || values.dialect === dialect,
)
const needsServer = pairs.some(({ dialect }) => dialect === 'postgres')
// The newest major that the usual pg_dump can look at.
const server = needsServer
  ? await startPostgresServer({ version: process.env['LIMBECK_TEST_POSTGRES_VERSION'] ?? '15' })
  : null
try {
  const waiting = pairs.entries()
  const results: PairResult[] = []
  const work = async () => {
    for (const [place, pair] of waiting) {
      const result = await runPair(pair, databasesOf(pair.dialect, server?.url ?? ''))
      results[place] = result
      const bad = [result.up, result.down].find((verdict) => verdict !== null && !verdict.outcome.startsWith('passed'))
      if (bad === undefined || bad === null) continue
      const reason = values.verbose === true ? bad.reason : bad.reason.slice(0, 200)
      console.error(`${pair.id}: ${result.up.outcome.startsWith('passed') ? 'down' : 'up'} ${bad.outcome}: ${reason}`)
    }
  }
  // Two at a time: one waits for its server while the other thinks.
  await Promise.all([work(), work()])
  const report = renderReport(results)
  if (values.write === true) writeFileSync(resolve(join(import.meta.dirname, '../docs/corpus.md')), report)
  console.log(report.split('\n## ')[0])
} finally {
  await server?.stop()
}
