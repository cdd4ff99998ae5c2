import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/schema/index.ts'
import { createPostgresDatabase, createSqliteDatabase } from '../support/databases.ts'
import { dumpSchema } from '../support/postgres-dump.ts'
import { randomCatalog } from '../support/random-catalog.ts'
import { editRandomly } from '../support/random-edit.ts'
import { insertRandomRows } from '../support/random-rows.ts'
import { dumpSqliteSchema } from '../support/sqlite-dump.ts'
import { cannotComeBack } from './cannot-come-back.ts'
import { RoundTrip } from './round-trip.ts'

/**
 * What `generative.test.ts` proves of schemas in SQL, for models. The promise, on real databases: what is generated is applied, the next comparison is empty, rows are kept; downgraded,
 * the database is what it was, to the dump; and upgraded again. LIMBECK_ROUND_TRIPS sets how many pairs of schemas are
 * tried per database, LIMBECK_ROUND_TRIP_SEED the first of them.
 */
const first = Number(process.env['LIMBECK_ROUND_TRIP_SEED'] ?? 1)
const budget = (usual: number) => Number(process.env['LIMBECK_ROUND_TRIPS'] ?? usual)

const kinds = [
  {
    kind: 'SQLite',
    runs: budget(20),
    create: () => Promise.resolve(createSqliteDatabase()),
    dump: (url: string) => Promise.resolve(dumpSqliteSchema(url.replace('sqlite:///', ''))),
    features: { comments: false },
  },
  {
    kind: 'PostgreSQL',
    runs: budget(8),
    create: createPostgresDatabase,
    dump: async (url: string) =>
      (await dumpSchema(url))
        .split('\n')
        .filter((line) => !line.includes('limbeck_'))
        .sort()
        .join('\n'),
    features: {},
  },
]

describe.each(kinds)('$kind', ({ runs, create, dump, features }) => {
  test.each(Array.from({ length: runs }, (_, number) => first + number))('pair %i', async (seed) => {
    const a = randomCatalog({ seed, tables: 1 + (seed % 4), features })
    const { catalog: b, renames } = editRandomly(a, {
      seed: seed * 7919,
      edits: 1 + (seed % 5),
      features,
      keepsRows: true,
      renames: seed % 3 === 0,
    })
    await using database = await create()
    const trip = await RoundTrip.open(database.url)
    try {
      const creation = await trip.plan(a)
      await trip.run('upgrade', creation.upgrade)
      expect((await trip.plan(a)).upgrade).toEqual([])
      await insertRandomRows(a, trip.connection, 20, (definition) => cannotComeBack(definition, b, renames))
      const dumpA = await dump(database.url)
      const rowsA = await rowsOf(a, trip)

      const change = await trip.plan(b, renames)
      await trip.run('upgrade', change.upgrade)
      expect((await trip.plan(b)).upgrade).toEqual([])
      const dumpB = await dump(database.url)
      expect(keptRows(rowsA, await rowsOf(b, trip), a, b, change.upgrade)).toEqual([])

      await trip.run('downgrade', change.downgrade)
      expect(await dump(database.url)).toBe(dumpA)
      expect((await trip.plan(a)).upgrade).toEqual([])
      expect(lostRows(rowsA, await rowsOf(a, trip), b, renames.length > 0)).toEqual([])

      await trip.run('upgrade', change.upgrade)
      expect(await dump(database.url)).toBe(dumpB)
    } finally {
      await trip.close()
    }
  })
})

type Rows = ReadonlyMap<string, readonly { readonly [column: string]: unknown }[]>

async function rowsOf(catalog: Catalog, trip: RoundTrip): Promise<Rows> {
  const rows = new Map<string, readonly { readonly [column: string]: unknown }[]>()
  for (const table of catalog.tables()) {
    const name = trip.context.dialect.grammar.qualified(table.namespace, table.name)
    rows.set(table.name, await trip.connection.query(`SELECT * FROM ${name}`))
  }
  return rows
}

/** Tables that both schemas have under one name must have the same number of rows, whatever happened to them. */
function keptRows(
  before: Rows,
  after: Rows,
  a: Catalog,
  b: Catalog,
  operations: readonly { readonly kind: string }[],
): readonly string[] {
  const recreated = new Set(
    operations.flatMap((operation) =>
      operation.kind === 'dropTable' && 'table' in operation && typeof operation.table === 'string'
        ? [operation.table]
        : [],
    ),
  )
  return [...a.tables()]
    .filter(
      (table) => b.has({ kind: 'table', namespace: table.namespace, name: table.name }) && !recreated.has(table.name),
    )
    .filter((table) => before.get(table.name)?.length !== after.get(table.name)?.length)
    .map((table) => `${table.name}: ${before.get(table.name)?.length} rows became ${after.get(table.name)?.length}`)
}

/** Back at the start, values of columns that were never dropped must be what they were. */
function lostRows(before: Rows, after: Rows, b: Catalog, renamed: boolean): readonly string[] {
  if (renamed) return []
  return [...before].flatMap(([table, rows]) => {
    const passed = b.definitionOf({ namespace: null, name: table })
    if (passed === undefined) return []
    const same = (row: { readonly [column: string]: unknown }) =>
      JSON.stringify(
        passed.columns
          .filter((column) => column.name in row && sameKind(column.type.kind))
          .map((column) => String(row[column.name])),
      )
    const was = rows.map(same).sort()
    const is = (after.get(table) ?? []).map(same).sort()
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [`${table}: ${was[0]} … ${is[0]}`]
  })
}

/** Kinds whose values no change of type respells. */
function sameKind(kind: string): boolean {
  return ['integer', 'bigInteger', 'uuid', 'boolean', 'text'].includes(kind)
}
