/**
 * `npm run bench`: whole processes timed beside their limit, in turn, in one run, with the built package.
 *
 * `--only PATTERN` a part of the ids · `--runs N` turns · `--quick` small sizes without
 * targets, to see that all works · `--json FILE` every
 * number · `--write` the tables into docs/performance.md · `--anyway` conclude on a busy machine · `--no-peers` limbeck
 * and its limits only.
 *
 * Exit status: 0 all targets met · 1 one was missed · 2 a workload failed · 75 the machine is too busy to tell.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { restlessness } from './measure/noise.ts'
import { findPython } from './measure/process-timer.ts'
import { type ProfilePart, profileOf } from './measure/profile.ts'
import { runContest } from './measure/run-contest.ts'
import { peerContenders } from './peers/peer-contenders.ts'
import { machineLine } from './report/machine.ts'
import { type BenchResult, limitOf, ratioTo, verdictOf } from './report/result.ts'
import { renderTables } from './report/tables.ts'
import { writePage } from './report/write-page.ts'
import { fullSizes, quickSizes } from './sizes.ts'
import { openStage } from './stage.ts'
import { workloadsOf } from './workloads/index.ts'
import type { Contender, Workload } from './workload.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
    anyway: { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
  },
})
const tooBusy = 75
const anyway = values.anyway || values.quick
const say = (line: string) => process.stderr.write(`${line}\n`)

if (values.write && (values.quick || values.only !== undefined))
  throw new Error('--write takes a whole run: leave out --quick and --only.')
const runs = values.runs === undefined ? null : Number(values.runs)
if (runs !== null && !(Number.isInteger(runs) && runs > 0)) throw new Error('--runs takes a number from 1.')

const busy = await restlessness(2000)
if (busy > 0.5) {
  say(`Other work keeps ${busy.toFixed(1)} processors busy: no time measured now means anything.`)
  if (!anyway) {
    say('Run it on a machine at rest, or with --anyway.')
    process.exit(tooBusy)
  }
}
const python = findPython()
if (python === null) say('python3 is not installed: processor time and memory are not measured.')

const sizes = values.quick ? quickSizes : fullSizes
const pattern = new RegExp(values.only ?? '')
const stage = openStage(sizes, say)
const results: BenchResult[] = []
try {
  const chosen = workloadsOf(sizes).filter(({ id }) => pattern.test(id))
  for (const [place, workload] of chosen.entries()) {
    say(`[${place + 1}/${chosen.length}] ${workload.id}`)
    const result = await measured(workload)
    results.push(result)
    say(`    ${summaryOf(result)}`)
  }
} finally {
  await stage.close()
}

const machine = machineLine()
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, sizes, results }, null, 2)}\n`)
const tables = renderTables(results, anyway)
console.log(`${machine}\n\n${tables}`)
const verdicts = results.map((result) => verdictOf(result, anyway))
if (verdicts.includes('failed')) process.exitCode = 2
else if (verdicts.includes('noisy')) {
  say('The machine was too busy for a verdict. Run it on a machine at rest, or with --anyway.')
  process.exitCode = tooBusy
} else {
  if (values.write) writePage(`${machine}\n\n${tables}`)
  if (verdicts.includes('missed')) process.exitCode = 1
}

async function measured(workload: Workload): Promise<BenchResult> {
  const { id, title, limit } = workload
  const head = {
    id,
    title,
    limit,
    target: (values.quick ? null : workload.target) ?? null,
    growth: workload.growth ?? null,
  }
  try {
    const own = await workload.prepare(stage)
    const asked = values['no-peers'] ? undefined : workload.peers
    const contenders = asked === undefined ? own : [...own, ...(await peerContenders(stage, asked, say))]
    const turns = runs ?? (values.quick ? 2 : workload.runs)
    const { failures, ...result } = await runContest(contenders, turns, python)
    for (const each of failures) say(`    ${each}`)
    const measuredNow = { ...head, ...result, failure: null, profile: null }
    return verdictOf(measuredNow, true) === 'missed' ? { ...measuredNow, profile: await profiled(own[0]) } : measuredNow
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { ...head, contenders: [], missing: [], noise: null, failure, profile: null }
  }
}

async function profiled(contender: Contender | undefined): Promise<readonly ProfilePart[] | null> {
  if (contender === undefined) return null
  await contender.before?.()
  return profileOf(contender.command)
}

function summaryOf(result: BenchResult): string {
  if (result.failure !== null) return `FAILED: ${result.failure}`
  const ratio = ratioTo(result, limitOf(result))
  const verdict = verdictOf(result, anyway)
  const said =
    ratio === null ? `no limit: ${result.missing.join(', ')} is not installed` : `${ratio.median.toFixed(2)}×`
  return `${said}, ${verdict}${verdict === 'noisy' ? `: ${result.noise}` : ''}`
}
