import { expect, test } from 'vitest'
import { dumpRows, dumpSchema, pgDump } from '../../../test/support/postgres-dump.ts'
import { type ScratchConnection, scratchConnection } from '../../../test/support/postgres-connection.ts'
import { randomCatalog } from '../../../test/support/random-catalog.ts'
import { editRandomly } from '../../../test/support/random-edit.ts'
import { insertRandomRows } from '../../../test/support/random-rows.ts'
import type { Operation } from '../../operations/index.ts'
import { planChanges } from '../../plan/index.ts'
import type { Catalog } from '../../schema/index.ts'
import { postgres } from './index.ts'

type DeclaredRenames = NonNullable<Parameters<typeof planChanges>[0]['declaredRenames']>

async function plan(scratch: ScratchConnection, models: Catalog, declaredRenames: DeclaredRenames = []) {
  const found = await scratch.introspect()
  const wanted = await postgres.canonicalize(models, found, scratch.connection)
  return planChanges({ found, wanted, dialect: postgres, declaredRenames }).plan
}

async function run(operations: readonly Operation[], { connection, introspect }: ScratchConnection): Promise<void> {
  const capabilities = postgres.capabilitiesOf(connection.serverVersion)
  await connection.begin()
  for (const op of operations) {
    const needs = postgres.readsBefore(op, capabilities)
    const before = await introspect({ tables: needs === 'everything' ? null : needs })
    for (const statement of postgres.emit(op, { before, capabilities })) {
      try {
        await connection.execute(statement.sql, statement.parameters ?? [])
      } catch (error) {
        throw new Error(`${String(error)}\n${statement.sql}\n${JSON.stringify(op)}`, { cause: error })
      }
    }
    // A new value can be used only when it is committed, and the next operation may use it.
    if (op.kind === 'addEnumValue') {
      await connection.commit()
      await connection.begin()
    }
  }
  await connection.commit()
}

/** More seeds than an ordinary run has time for, for a night. */
const seeds = Array.from({ length: Number(process.env['LIMBECK_TEST_POSTGRES_RUNS'] ?? 2) }, (_, seed) => seed)

test.each(seeds)('random models %i: made, compared, changed and unmade on a real server', async (seed) => {
  await using scratch = await scratchConnection(`random_${seed}`)
  const empty = await pgDump(scratch.url)
  const a = randomCatalog({ seed, tables: 1 + (seed % 6) })
  const made = await plan(scratch, a)
  await run(made.upgrade, scratch)
  expect((await plan(scratch, a)).upgrade).toEqual([])

  const dump = await dumpSchema(scratch.url)
  const { catalog: b, renames } = editRandomly(a, { seed: seed + 1000, edits: 1 + (seed % 9), renames: true })
  const changed = await plan(scratch, b, renames)
  await run(changed.upgrade, scratch)
  expect((await plan(scratch, b)).upgrade).toEqual([])

  expect(changed.irreversible).toEqual([])
  await run(changed.downgrade, scratch)
  expect(await dumpSchema(scratch.url)).toBe(dump)
  await run(made.downgrade, scratch)
  expect(await dumpSchema(scratch.url)).toBe('schema public\n')
  expect(await pgDump(scratch.url)).toBe(empty)
})

test.each(seeds)('random models %i with rows: no row is lost on the way up and down', async (seed) => {
  await using scratch = await scratchConnection(`rows_${seed}`)
  // Rows for arrays, and unique ones for every type, are more than this test's generator knows.
  const a = randomCatalog({ seed, tables: 1 + (seed % 4), features: { arrays: false, allTypes: false } })
  await run((await plan(scratch, a)).upgrade, scratch)
  await insertRandomRows(a, scratch.connection, 2)
  const [schema, rows] = [await dumpSchema(scratch.url), await dumpRows(scratch.url)]

  const { catalog: b } = editRandomly(a, { seed: seed + 2000, edits: 1 + (seed % 6), keepsRows: true })
  const changed = await plan(scratch, b)
  await run(changed.upgrade, scratch)
  expect((await plan(scratch, b)).upgrade).toEqual([])
  // What the upgrade drops, rows of parents among it, does not come back, so what needs it may be refused.
  if (changed.losses.length > 0) return
  await run(changed.downgrade, scratch)
  expect(await dumpSchema(scratch.url)).toBe(schema)
  expect(await dumpRows(scratch.url)).toBe(rows)
})
