import { type Catalog, CatalogDraft, type EnumType, type TableRef, tableKey } from '../../../schema/index.ts'
import type { Connection, IntrospectionScope } from '../../index.ts'
import { objectsQueries } from '../objects/objects-query.ts'
import { objectTypes } from '../objects/registry.ts'
import { putObjects } from '../objects/read-objects.ts'
import { queryAll } from '../query-all.ts'
import type { CatalogNames } from './catalog-names.ts'
import { type IntrospectionQueries, introspectionQueries } from './queries.ts'
import { readColumn, readSequences } from './read-columns.ts'
import { readConstraint } from './read-constraints.ts'
import { readIndex } from './read-indexes.ts'
import { readRelation, readTable, specialRelation } from './read-others.ts'
import { putRights } from './read-rights.ts'
import { type ScopeFilter, scopeFilter } from './scope-filter.ts'
import { type ResultRow, isTrueAt, numberAt, textAt, textOrNullAt, textsAt } from './result-row.ts'

type Results = { readonly [Query in keyof IntrospectionQueries | 'objects']: readonly ResultRow[] }

/**
 * To compile the many expressions of queries that give few rows takes far longer than to run them. For the transaction only.
 *
 * @see https://www.postgresql.org/docs/18/jit-decision.html
 */
const withoutJit = `SELECT pg_catalog.set_config('jit', 'off', true)`

/** The database as a catalog, in one round trip. */
export async function introspect(connection: Connection, scope: IntrospectionScope): Promise<Catalog> {
  return await introspectFiltered(connection, scopeFilter(scope), scope.exclude)
}

/** What a filter lets through as a catalog, without the tables in `exclude`. */
export async function introspectFiltered(
  connection: Connection,
  filter: ScopeFilter,
  exclude: readonly TableRef[],
): Promise<Catalog> {
  const major = Number.parseInt(connection.serverVersion, 10)
  const queries = introspectionQueries(filter, major)
  const ofObjects = filter.tablesOnly ? [] : objectsQueries(filter, major)
  const [, ...rows] = await queryAll(connection, [withoutJit, ...Object.values(queries), ...ofObjects])
  const keys = Object.keys(queries)
  // The keys are all there, each with the rows of its query.
  const found = Object.fromEntries(keys.map((key, index) => [key, rows[index] ?? []])) as Omit<Results, 'objects'>
  const results: Results = { ...found, objects: rows.slice(keys.length).flat().sort(byAge) }
  const { draft, names, wanted } = readTables(results, exclude)
  putMembers(draft, results, names, wanted)
  putObjects(draft, results, names, wanted)
  putRights(draft, results, names, wanted)
  return draft
}

/** The order in which objects were made, by their oids; then by type. */
function byAge(a: ResultRow, b: ResultRow): number {
  return numberAt(a, 2) - numberAt(b, 2) || (textAt(a, 0) < textAt(b, 0) ? -1 : 1)
}

function readTables(
  results: Results,
  exclude: readonly TableRef[],
): { readonly draft: CatalogDraft; readonly names: CatalogNames; readonly wanted: ReadonlyMap<string, TableRef> } {
  const names = readNames(results)
  const excluded = new Set(exclude.map((table) => tableKey(table)))
  /** Table oid → table, for those that the catalog gets. */
  const wanted = new Map<string, TableRef>()
  const sequences = readSequences(results.sequences)
  const draft = new CatalogDraft()

  for (const row of results.namespaces) {
    if (!isTrueAt(row, 2) && !isTrueAt(row, 3)) draft.put({ kind: 'namespace', name: textAt(row, 1) })
  }
  for (const row of results.enums) {
    const found = names.enums.get(textAt(row, 0))
    if (isTrueAt(row, 6) && found !== undefined) draft.put(found.type)
  }
  for (const row of results.relations) {
    const special = specialRelation(row)
    const namespace = names.namespaces.get(textAt(row, 1)) ?? null
    if (special !== null) {
      if (objectTypes.has(special)) continue
      const other = readRelation(row, special, namespace, sequences)
      if (other !== null) draft.put(other)
      continue
    }
    const table = { namespace, name: textAt(row, 2) }
    if (excluded.has(tableKey(table))) continue
    wanted.set(textAt(row, 0), table)
    draft.put(readTable(row, table))
  }
  for (const row of results.columns) {
    const table = wanted.get(textAt(row, 0))
    if (table !== undefined) draft.put(readColumn(row, table, names, sequences))
  }
  return { draft, names, wanted }
}

function putMembers(
  draft: CatalogDraft,
  results: Results,
  tableNames: CatalogNames,
  wanted: ReadonlyMap<string, TableRef>,
): void {
  const names = withMemberNames(tableNames, results)
  const tableOf = (row: ResultRow, index: number) => wanted.get(textOrNullAt(row, index) ?? '') ?? null
  for (const row of results.constraints) {
    const table = tableOf(row, 0)
    const constraint = table === null ? null : readConstraint(row, table, names)
    if (constraint !== null) draft.put(constraint)
  }
  for (const row of results.indexes) {
    const table = tableOf(row, 0)
    if (table !== null) for (const object of readIndex(row, table, names)) draft.put(object)
  }
  for (const row of results.others) {
    const table = tableOf(row, 2)
    // A trigger of a view, say: the view is no table, so it is reported without one.
    draft.put({
      kind: 'other',
      objectType: textAt(row, 0),
      namespace: table?.namespace ?? names.namespaces.get(textOrNullAt(row, 1) ?? '') ?? null,
      table: table?.name ?? null,
      name: textAt(row, 3),
      definition: null,
      ...(textOrNullAt(row, 4) === null ? {} : { tables: numberAt(row, 4) }),
    })
  }
}

function readNames(results: Results): CatalogNames {
  const namespaces = new Map(
    results.namespaces.map((row) => [textAt(row, 0), isTrueAt(row, 2) ? null : textAt(row, 1)] as const),
  )
  const tables = new Map<string, TableRef>()
  for (const row of results.relations) {
    tables.set(textAt(row, 0), { namespace: namespaces.get(textAt(row, 1)) ?? null, name: textAt(row, 2) })
  }
  const columns = new Map<string, Map<number, string>>()
  const columnCollations = new Map<string, Map<number, string>>()
  for (const row of results.columns) {
    putNested(columns, textAt(row, 0), numberAt(row, 1), textAt(row, 2))
    const collation = textOrNullAt(row, 9)
    if (collation !== null) putNested(columnCollations, textAt(row, 0), numberAt(row, 1), collation)
  }
  return {
    namespaces,
    tables,
    columns,
    columnCollations,
    enums: readEnums(results.enums, namespaces),
    collations: new Map(results.collations.map((row) => [textAt(row, 0), textAt(row, 1)])),
    operatorClasses: new Map(),
    parsed: { types: new Map(), defaults: new Map() },
  }
}

/** The names that only constraints and indexes need: tables elsewhere that foreign keys point at, operator classes. */
function withMemberNames(names: CatalogNames, results: Results): CatalogNames {
  const tables = new Map(names.tables)
  const columns = new Map(names.columns)
  for (const row of results.foreignTargets) {
    const table = textAt(row, 0)
    tables.set(table, { namespace: textOrNullAt(row, 1), name: textAt(row, 2) })
    columns.set(table, new Map(columns.get(table)).set(numberAt(row, 3), textAt(row, 4)))
  }
  const operatorClasses = new Map(
    results.operatorClasses.map(
      (row) => [textAt(row, 0), { name: textAt(row, 1), isDefault: isTrueAt(row, 2) }] as const,
    ),
  )
  return { ...names, tables, columns, operatorClasses }
}

function readEnums(rows: readonly ResultRow[], namespaces: ReadonlyMap<string, string | null>): CatalogNames['enums'] {
  const enums = new Map<string, { readonly type: EnumType; readonly isArray: boolean }>()
  for (const row of rows) {
    const namespace = namespaces.get(textAt(row, 2))
    const type: EnumType = {
      kind: 'enumType',
      // An enum of a namespace that is not read is still the type of a column.
      namespace: namespace === undefined ? textAt(row, 7) : namespace,
      name: textAt(row, 3),
      values: textsAt(row, 4),
      comment: textOrNullAt(row, 5),
    }
    enums.set(textAt(row, 0), { type, isArray: false })
    enums.set(textAt(row, 1), { type, isArray: true })
  }
  return enums
}

function putNested<Value>(outer: Map<string, Map<number, Value>>, key: string, number: number, value: Value): void {
  const inner = outer.get(key)
  if (inner === undefined) outer.set(key, new Map([[number, value]]))
  else inner.set(number, value)
}
