import { isLimbeckError } from '../../src/errors/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { type Catalog, type DeclaredRename, type TableDefinition, tableKey, tableOf } from '../../src/schema/index.ts'
import { insertRandomRows } from '../support/random-rows.ts'
import { cannotComeBack } from './cannot-come-back.ts'
import { RoundTrip } from './round-trip.ts'

/** A database made from a script. */
export interface PairDatabase extends AsyncDisposable {
  readonly url: string
  /** What it is, in an observer's words, a line each. */
  dump(): Promise<string>
}

export type MakeDatabase = (script: string) => Promise<PairDatabase>

/** From one schema to another, each a script. */
export interface Way {
  readonly a: string
  readonly b: string
  readonly renames?: readonly DeclaredRename[]
  /** Namespaces of the first whose tables get rows; null is the default one. */
  readonly rowsIn?: readonly (string | null)[]
}

/** `refused`: limbeck says beforehand why it does not do it; `wrong`: anything but that and what was asked for. */
export interface Outcome {
  readonly outcome: 'passed' | 'refused' | 'wrong'
  readonly reason: string
}

/**
 * Generates and runs the way from a to b, back to a, and to b again. Each time the next comparison must find nothing, an
 * observer must see what the scripts make, and rows must be what they were.
 */
export async function travel(way: Way, make: MakeDatabase): Promise<Outcome> {
  const [current, desired] = await Promise.allSettled([make(way.a), make(way.b)])
  if (current.status === 'fulfilled' && desired.status === 'fulfilled')
    return await between(current.value, desired.value, way)
  const [failed] = [current, desired].filter((one) => one.status === 'rejected')
  for (const one of [current, desired]) if (one.status === 'fulfilled') await one.value[Symbol.asyncDispose]()
  return { outcome: 'wrong', reason: `cannot be made: ${String(failed?.reason)}` }
}

async function between(current: PairDatabase, desired: PairDatabase, way: Way): Promise<Outcome> {
  await using _ = current
  await using __ = desired
  const scope = { namespaces: 'all', objectTypes: 'all' } as const
  const [trip, target] = await Promise.all([RoundTrip.open(current.url, scope), RoundTrip.open(desired.url, scope)])
  let place = 'introspection'
  try {
    const [found, wanted, before, after] = await Promise.all([
      trip.introspect(),
      target.introspect(),
      current.dump(),
      desired.dump(),
    ])
    const { renames = [], rowsIn = [] } = way
    const stayEmpty = (definition: TableDefinition) =>
      !rowsIn.includes(definition.table.namespace) || cannotComeBack(definition, wanted, renames)
    if (rowsIn.length > 0) await insertRandomRows(found, trip.connection, 4, stayEmpty, { tolerant: true })
    const rows = await rowsOf(found, wanted, trip)

    place = 'plan'
    const plan = await trip.plan(wanted, renames)
    if (plan.irreversible.length > 0)
      return { outcome: 'refused', reason: `irreversible: ${plan.irreversible.join(' ')}` }
    const check = async (catalog: Catalog, dump: string) => {
      const left = await trip.plan(catalog)
      if (left.upgrade.length > 0)
        throw new Wrong(`not empty: ${left.upgrade.map((one) => JSON.stringify(one)).join('\n  ')}`)
      const wrong = [
        ...linesApart(dump, await current.dump()),
        ...lostRows(rows, await rowsOf(found, wanted, trip), plan.upgrade),
      ]
      if (wrong.length > 0) throw new Wrong(wrong.join('\n  '))
    }
    place = 'upgrade'
    await trip.run('upgrade', plan.upgrade)
    await check(wanted, after)
    place = 'downgrade'
    await trip.run('downgrade', plan.downgrade)
    await check(found, before)
    place = 'second upgrade'
    await trip.run('upgrade', plan.upgrade)
    const apart = linesApart(after, await current.dump())
    if (apart.length > 0) throw new Wrong(apart.join('\n  '))
    return { outcome: 'passed', reason: '' }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    if (error instanceof Wrong) return { outcome: 'wrong', reason: `${place}: ${text}` }
    if (!isLimbeckError(error))
      return { outcome: 'wrong', reason: `${place}: ${error instanceof Error ? (error.stack ?? text) : text}` }
    const isRefusal = error.code.startsWith('LB5') && place === 'plan'
    return { outcome: isRefusal ? 'refused' : 'wrong', reason: `${error.code} ${place}: ${text}` }
  } finally {
    await Promise.all([trip.close(), target.close()])
  }
}

class Wrong extends Error {}

function linesApart(wanted: string, is: string): readonly string[] {
  const lines = { wanted: new Set(wanted.split('\n')), is: new Set(is.split('\n')) }
  const missing = [...lines.wanted].filter((line) => !lines.is.has(line)).map((line) => `missing: ${line}`)
  const extra = [...lines.is].filter((line) => !lines.wanted.has(line)).map((line) => `there: ${line}`)
  const counts =
    wanted.length === is.length || missing.length + extra.length > 0 ? [] : ['the same lines another number of times']
  return [...missing, ...extra, ...counts]
}

type Rows = ReadonlyMap<string, readonly string[]>

/** The rows of the tables that both catalogs have, in the columns that they have alike. */
async function rowsOf(a: Catalog, b: Catalog, { connection, context }: RoundTrip): Promise<Rows> {
  const { grammar, name: dialect } = context.dialect
  const rows = new Map<string, readonly string[]>()
  for (const table of a.tables()) {
    const [one, other] = [a.definitionOf(table), b.definitionOf(table)]
    const columns = (one?.columns ?? []).filter(({ name, type, generated }) => {
      const passed = other?.columns.find((column) => column.name === name)
      return generated === null && passed?.generated === null && JSON.stringify(passed.type) === JSON.stringify(type)
    })
    if (columns.length === 0) continue
    const list = columns.map(({ name }) => grammar.quote(name)).join(', ')
    const qualified = grammar.qualified(table.namespace, table.name)
    const found = await connection.query(`SELECT ${list} FROM ${dialect === 'sqlite' ? '' : 'ONLY '}${qualified}`)
    rows.set(tableKey(table), found.map((row) => Object.values(row).map(String).join(' | ')).sort())
  }
  return rows
}

/** Tables whose rows are not what they were, though nothing was said about that. */
function lostRows(before: Rows, after: Rows, operations: readonly Operation[]): readonly string[] {
  const dropped = new Set(operations.flatMap((one) => (one.kind === 'dropTable' ? [tableKey(tableOf(one))] : [])))
  return [...before].flatMap(([key, rows]) => {
    const now = after.get(key) ?? []
    if (dropped.has(key) || rows.join('\n') === now.join('\n')) return []
    return [`rows of ${key}: ${JSON.stringify(rows)} became ${JSON.stringify(now)}`]
  })
}
