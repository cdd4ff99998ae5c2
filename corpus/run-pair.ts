import type { Operation } from '../src/operations/index.ts'
import type { Catalog } from '../src/schema/index.ts'
import { RoundTrip } from '../test/round-trip/round-trip.ts'
import { insertRandomRows } from '../test/support/random-rows.ts'
import type { PairCase } from './cases.ts'
import type { MakeDatabase, PairDatabase } from './pair-databases.ts'
import { type Verdict, differenceOf, firstLine, passed, verdictOf } from './verdict.ts'

/** How a pair went: up, and down and up again. */
export interface PairResult {
  readonly pair: PairCase
  readonly up: Verdict
  /** Null where the way up did not pass. */
  readonly down: Verdict | null
}

export async function runPair(pair: PairCase, make: MakeDatabase): Promise<PairResult> {
  try {
    await using current = await make(pair, pair.current)
    await using desired = await make(pair, pair.desired)
    const full = await travel(current, desired, 3)
    if (![full.up, full.down].some((verdict) => verdict !== null && rowsRefused.test(verdict.reason)))
      return { pair, ...full }
    await using emptyCurrent = await make(pair, pair.current)
    const { up, down } = await travel(emptyCurrent, desired, 0)
    const reason = `${full.up.reason}${full.down?.reason ?? ''}`
    const asEmpty = (verdict: Verdict): Verdict =>
      verdict.outcome === 'passed' ? { outcome: 'passed empty', reason } : verdict
    return {
      pair,
      up: full.up.outcome === 'passed' ? full.up : asEmpty(up),
      down: down === null ? null : asEmpty(down),
    }
  } catch (error) {
    return { pair, up: { outcome: 'unloadable', reason: firstLine(error) }, down: null }
  }
}

/** Errors about rows that a new constraint or type does not take, with the rows named. */
const rowsRefused = /^LB(?:610[1-4]|6109|612[12]|615[1-5]) /

async function travel(
  current: PairDatabase,
  desired: PairDatabase,
  rowsEach: number,
): Promise<Pick<PairResult, 'up' | 'down'>> {
  const scope = { namespaces: 'all', objectTypes: 'all' } as const
  const trip = await RoundTrip.open(current.url, scope)
  const target = await RoundTrip.open(desired.url, scope)
  try {
    const found = await trip.introspect()
    const wanted = await target.introspect()
    const observed = { before: await current.dump(), wanted: await desired.dump() }
    await insertRandomRows(found, trip.connection, rowsEach, () => false, { tolerant: true })
    const rows = await rowCounts(trip, found)
    let way: { readonly upgrade: readonly Operation[]; readonly downgrade: readonly Operation[] }
    try {
      const plan = await trip.plan(wanted)
      way = plan
      await trip.run('upgrade', plan.upgrade)
      const wrong = await differences(trip, wanted, current, observed.wanted)
      const lost = lostRows(rows, await rowCounts(trip, wanted), found, wanted, plan.upgrade)
      if (wrong !== '' || lost !== '') return { up: { outcome: 'wrong', reason: `${wrong}${lost}` }, down: null }
      if (plan.irreversible.length > 0)
        return { up: passed, down: { outcome: 'refused', reason: plan.irreversible[0] ?? '' } }
    } catch (error) {
      return { up: verdictOf(error), down: null }
    }
    try {
      await trip.run('downgrade', way.downgrade)
      const wrong = await differences(trip, found, current, observed.before)
      if (wrong !== '') return { up: passed, down: { outcome: 'wrong', reason: wrong } }
      await trip.run('upgrade', way.upgrade)
      const again = await differences(trip, wanted, current, observed.wanted)
      return { up: passed, down: again === '' ? passed : { outcome: 'wrong', reason: `the second time: ${again}` } }
    } catch (error) {
      return { up: passed, down: verdictOf(error) }
    }
  } finally {
    await trip.close()
    await target.close()
  }
}

/** What a comparison with limbeck's own eyes, and then an observer's, still finds. */
async function differences(
  trip: RoundTrip,
  wanted: Catalog,
  database: PairDatabase,
  dump: string | null,
): Promise<string> {
  const left = await trip.plan(wanted)
  if (left.upgrade.length > 0)
    return `not empty afterwards: ${left.upgrade.map((operation) => JSON.stringify(operation)).join(' ')}`
  return differenceOf(dump, await database.dump())
}

async function rowCounts(trip: RoundTrip, catalog: Catalog): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const table of catalog.tables()) {
    const name = trip.context.dialect.grammar.qualified(table.namespace, table.name)
    const [row] = await trip.connection.query(`SELECT count(*) AS count FROM ${name}`)
    counts.set(name, Number(row?.['count']))
  }
  return counts
}

/** Tables of both sides keep their rows, unless the plan says that it drops them. */
function lostRows(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  found: Catalog,
  wanted: Catalog,
  operations: readonly Operation[],
): string {
  const dropped = new Set(operations.flatMap((operation) => (operation.kind === 'dropTable' ? [operation.table] : [])))
  return [...found.tables()]
    .filter((table) => wanted.has(table) && !dropped.has(table.name))
    .flatMap((table) => {
      const name = [...before.keys()].find((one) => one.endsWith(`"${table.name}"`)) ?? ''
      return before.get(name) === after.get(name) ? [] : [`${name}: ${before.get(name)} rows became ${after.get(name)}`]
    })
    .join(' ')
}
