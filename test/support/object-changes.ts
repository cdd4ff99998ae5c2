import { expect } from 'vitest'
import { parseDatabaseUrl } from '../../src/dialects/index.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { type Operation, describeOperation } from '../../src/operations/index.ts'
import { planChanges } from '../../src/plan/index.ts'
import { type Catalog, createCatalog, defaultNamingConvention } from '../../src/schema/index.ts'
import { createScratchDatabase } from './postgres-database.ts'
import { dumpRows, dumpSchema } from './postgres-dump.ts'

const scope = { tables: null, namespaces: 'all', exclude: [], namingConvention: defaultNamingConvention } as const
const options = { connectTimeoutMs: 10_000, create: false, applicationName: 'limbeck test' }

/** A scratch database made by a script, as a catalog, and something to run operations on. */
export async function databaseWith(sql: string) {
  const database = await createScratchDatabase('objects')
  const connection = await postgres.connect(parseDatabaseUrl(database.url, '/'), options)
  await connection.executeScript(sql)
  const catalog = () => postgres.introspect(connection, scope)
  return {
    url: database.url,
    catalog,
    execute: (script: string) => connection.executeScript(script),
    query: (query: string) => connection.query(query),
    async run(operations: readonly Operation[]) {
      for (const op of operations) {
        const capabilities = postgres.capabilitiesOf(connection.serverVersion)
        // As a run does it: most operations are written without a look at the database.
        const before = postgres.readsBefore(op, capabilities).length === 0 ? createCatalog([]) : await catalog()
        const context = { before, capabilities }
        for (const { sql: text, parameters } of postgres.emit(op, context)) {
          await connection.execute(text, parameters ?? [])
        }
      }
    },
    async [Symbol.asyncDispose]() {
      await connection.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** Answers to the questions about renames. */
type Answers = Pick<Parameters<typeof planChanges>[0], 'declaredRenames' | 'decisions' | 'rights'>

export const planFor = (found: Catalog, wanted: Catalog, answers: Answers = {}) =>
  changesFor(found, wanted, answers).plan

export const changesFor = (found: Catalog, wanted: Catalog, answers: Answers = {}) => {
  const namespaces = namespacesOf(found, wanted)
  return planChanges({ found, wanted, dialect: postgres, objectTypes: 'all', namespaces, ...answers })
}

function namespacesOf(...catalogs: readonly Catalog[]): readonly string[] {
  return catalogs.flatMap((catalog) =>
    [...catalog.looseObjects()].flatMap((object) => (object.kind === 'namespace' ? [object.name] : [])),
  )
}

function sayYes(found: Catalog, wanted: Catalog): Answers {
  let decisions: NonNullable<Answers['decisions']> = {}
  for (;;) {
    const { questions } = changesFor(found, wanted, { decisions })
    if (questions.length === 0) return { decisions }
    decisions = {
      ...decisions,
      ...Object.fromEntries(questions.map(({ id, candidates }) => [id, candidates[0] ?? null])),
    }
  }
}

/**
 * From one schema to the other and back, each time until a comparison finds nothing and the server says of the database
 * what it says of one made from the script. With answers about renames every row stays. Gives what the way up does.
 *
 * @param answers `yes` to whatever is asked: each time the best candidate
 */
export async function upAndDown(from: string, to: string, answers?: Answers | 'yes'): Promise<readonly string[]> {
  await using one = await databaseWith(from)
  await using other = await databaseWith(to)
  const found = await one.catalog()
  const wanted = await other.catalog()
  const before = await dumpSchema(one.url)
  const plan = planFor(found, wanted, answers === 'yes' ? sayYes(found, wanted) : answers)
  const rows = answers === undefined ? '' : await dumpRows(one.url)
  await one.run(plan.upgrade)
  expect(planFor(await one.catalog(), wanted).upgrade.map(describeOperation)).toEqual([])
  expect(await dumpSchema(one.url)).toBe(await dumpSchema(other.url))
  await one.run(plan.downgrade)
  expect(planFor(await one.catalog(), found).upgrade.map(describeOperation)).toEqual([])
  expect(await dumpSchema(one.url)).toBe(before)
  if (answers !== undefined) expect(await dumpRows(one.url)).toBe(rows)
  return plan.upgrade.map(describeOperation)
}
