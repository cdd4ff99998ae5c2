import { expect, test } from 'vitest'
import { dumpSchema } from '../../../test/support/postgres-dump.ts'
import { type ScratchConnection, scratchConnection } from '../../../test/support/postgres-connection.ts'
import { randomCatalog } from '../../../test/support/random-catalog.ts'
import { editRandomly } from '../../../test/support/random-edit.ts'
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
  }
  await connection.commit()
}

/** More seeds than an ordinary run has time for, for a night. */
const seeds = Array.from({ length: Number(process.env['LIMBECK_TEST_POSTGRES_RUNS'] ?? 6) }, (_, seed) => seed)

test.each(seeds)('random models %i: made, compared, changed and unmade on a real server', async (seed) => {
  await using scratch = await scratchConnection(`random_${seed}`)
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
})
