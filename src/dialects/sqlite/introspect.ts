import {
  type Catalog,
  type CatalogObject,
  type DefinedObject,
  type OtherObject,
  createCatalog,
} from '../../schema/index.ts'

import type { Connection, IntrospectionScope } from '../index.ts'
import { type ParsedIndex, parseIndex, parseTable } from './create-text/index.ts'
import { typeOf, withRequirements } from './objects/index.ts'
import { type KnownColumns, quickParts } from './quick-parts.ts'
import { type TableOutline, type TableParts, outlineOf, readIndex, readTable } from './read-table.ts'

/** One row of `sqlite_schema`: an object with its CREATE text; automatic indexes have none. */
interface SchemaRow {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
  readonly [column: string]: unknown
}

/**
 * Reads the whole schema in one query (two where there are virtual tables), a few tables in one or two; everything else is
 * in the CREATE texts.
 *
 * @throws LimbeckError LB6165 when a CREATE text cannot be read.
 * @see https://www.sqlite.org/schematab.html
 */
export async function introspect(connection: Connection, scope: IntrospectionScope): Promise<Catalog> {
  const rows = await schemaRows(connection, scope)
  const hidden = await shadowTables(connection, rows)
  return catalogOf(
    rows.filter(({ tbl_name }) => !hidden.has(tbl_name)),
    scope,
  )
}

/** The rows of `sqlite_schema` that matter: all of them, or those of the wanted tables and of the tables that these reference. */
async function schemaRows(connection: Connection, scope: IntrospectionScope): Promise<readonly SchemaRow[]> {
  const select = 'SELECT type, name, tbl_name, sql FROM sqlite_schema'
  if (scope.tables === null) return await connection.query<SchemaRow>(`${select} ORDER BY rowid`)
  const rowsOf = async (names: readonly string[], virtual: string) => {
    const places = names.map(() => '?').join(', ')
    return await connection.query<SchemaRow>(
      `${select} WHERE tbl_name COLLATE NOCASE IN (${places})${virtual} ORDER BY rowid`,
      names,
    )
  }
  const names = scope.tables.filter(({ namespace }) => namespace === null).map(({ name }) => name)
  // Which tables belong to virtual ones is asked only where there are some.
  const rows = await rowsOf(names, ` OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%')`)
  const known = new Set(rows.map(({ tbl_name }) => tbl_name.toLowerCase()))
  const others = rows.flatMap(referencedTables).filter((name) => !known.has(name.toLowerCase()))
  return others.length === 0 ? rows : [...rows, ...(await rowsOf([...new Set(others)], ''))]
}

/** The tables that the foreign keys of a table point at. */
function referencedTables(row: SchemaRow): readonly string[] {
  if (row.type !== 'table' || row.sql === null || isVirtual(row) || !/\breferences\b/i.test(row.sql)) return []
  const { columns, constraints } = parseTable(row.sql)
  const all = [...columns.flatMap((column) => column.constraints), ...constraints]
  return all.flatMap((one) => ('reference' in one ? [one.reference.table] : []))
}

/** The tables that virtual tables keep their content in. */
async function shadowTables(connection: Connection, rows: readonly SchemaRow[]): Promise<ReadonlySet<string>> {
  if (!rows.some(isVirtual)) return new Set()
  // One row: a shadow table of a virtual table.
  const found = await connection.query<{ name: string }>("SELECT name FROM pragma_table_list WHERE type = 'shadow'")
  return new Set(found.map(({ name }) => name))
}

function isVirtual({ type, sql }: SchemaRow): boolean {
  return type === 'table' && /^\s*CREATE\s+VIRTUAL\s/i.test(sql ?? '')
}

/** Rows of `sqlite_schema` → catalog. */
function catalogOf(rows: readonly SchemaRow[], scope: IntrospectionScope): Catalog {
  const parsed = new Map<string, TableParts>()
  const knownColumns: KnownColumns = new Map()
  const texts = new Map<string, string>()
  for (const row of rows) {
    if (row.type === 'table' && row.sql !== null && !isVirtual(row) && !isInternal(row.name)) {
      texts.set(row.name.toLowerCase(), row.sql)
    }
  }
  const parse = (name: string): TableParts | null => {
    const key = name.toLowerCase()
    const text = texts.get(key)
    if (text === undefined) return null
    let known = parsed.get(key)
    if (known === undefined) {
      known = quickParts(text, knownColumns) ?? parseTable(text)
      parsed.set(key, known)
    }
    return known
  }
  const uniqueIndexes = uniqueIndexesOf(rows)
  const outlines = new Map<string, TableOutline | null>()
  const lookUp = (name: string): TableOutline | null => {
    const key = name.toLowerCase()
    if (!outlines.has(key)) {
      const table = parse(name)
      outlines.set(key, table === null ? null : outlineOf(table, uniqueIndexes.get(key) ?? []))
    }
    return outlines.get(key) ?? null
  }
  const wanted = wantedTables(scope)
  const tables = rows.filter((row) => row.type === 'table' && texts.has(row.name.toLowerCase()) && wanted(row.name))
  const read = function* (): Iterable<CatalogObject> {
    const enums: EnumUse[] = []
    for (const { name } of tables) {
      const parts = parse(name)
      if (parts === null) continue
      const table = readTable(parts, { namingConvention: scope.namingConvention, lookUp })
      yield table.table
      yield* table.columns
      for (const { constraint } of table.constraints) yield constraint
      for (const { type, values, column } of table.enums) enums.push({ type, values, place: `${parts.name}.${column}` })
    }
    yield* gatherEnums(enums)
    // Only triggers on views ask, and most schemas have none.
    let owners: ReadonlyMap<string, string> | null = null
    const ownerOf = (name: string) => {
      owners ??= new Map(rows.filter((row) => row.type !== 'trigger').map((row) => [row.name.toLowerCase(), row.name]))
      return owners.get(name.toLowerCase()) ?? name
    }
    for (const row of rows) yield* otherObjects(row, parse, wanted, scope, ownerOf)
  }
  return withRequirements(createCatalog(read()))
}

/** By the table's name in lower case. */
function uniqueIndexesOf(rows: readonly SchemaRow[]): ReadonlyMap<string, readonly ParsedIndex[]> {
  const found = new Map<string, ParsedIndex[]>()
  for (const { type, sql, tbl_name } of rows) {
    if (type !== 'index' || sql === null || !/^\s*CREATE\s+UNIQUE\s/i.test(sql)) continue
    const key = tbl_name.toLowerCase()
    found.set(key, [...(found.get(key) ?? []), parseIndex(sql)])
  }
  return found
}

/** `sqlite_sequence`, `sqlite_stat1` and the like. */
function isInternal(name: string): boolean {
  return /^sqlite_/i.test(name)
}

function wantedTables(scope: IntrospectionScope): (name: string) => boolean {
  const inDefault = (refs: readonly { readonly namespace: string | null; readonly name: string }[]) =>
    new Set(refs.filter(({ namespace }) => namespace === null).map(({ name }) => name.toLowerCase()))
  const only = scope.tables === null ? null : inDefault(scope.tables)
  const without = inDefault(scope.exclude)
  return (name) => !without.has(name.toLowerCase()) && (only === null || only.has(name.toLowerCase()))
}

/** Indexes, views, triggers and virtual tables. */
function otherObjects(
  row: SchemaRow,
  parse: (name: string) => TableParts | null,
  wanted: (name: string) => boolean,
  scope: IntrospectionScope,
  ownerOf: (name: string) => string,
): readonly CatalogObject[] {
  if (row.sql === null || isInternal(row.name)) return []
  const table = wanted(row.tbl_name) ? parse(row.tbl_name) : null
  if (row.type === 'index') return table === null ? [] : [readIndex(parseIndex(row.sql), table)]
  if (row.type === 'trigger') {
    if (table !== null) return [definedObject('trigger', row, table.name)]
    // A trigger on a view hangs on no table.
    const isOnView = scope.tables === null && parse(row.tbl_name) === null
    return isOnView ? [definedObject('trigger', row, ownerOf(row.tbl_name))] : []
  }
  if (scope.tables !== null) return []
  if (row.type === 'view') return [definedObject('view', row, null)]
  return isVirtual(row) && wanted(row.name) ? [definedObject('virtual table', row, null)] : []
}

function definedObject(objectType: string, row: SchemaRow, on: string | null): DefinedObject {
  const type = typeOf({ objectType, namespace: null, on, name: row.name })
  const { attributes, facts } = type.read(row.sql ?? '')
  return {
    kind: 'defined',
    objectType,
    namespace: null,
    on,
    name: row.name,
    attributes,
    comment: null,
    facts,
    requires: [],
  }
}

/** What the marker of a column says of an enum type. */
interface EnumUse {
  readonly type: string
  readonly values: readonly string[]
  /** `table.column` */
  readonly place: string
}

/**
 * The enum types that the markers of all tables speak of. Where tables disagree, the type has the values of all of them,
 * in the order of the longest; the tables that lag behind are named as `other` objects, and their columns differ.
 */
function gatherEnums(all: readonly EnumUse[]): readonly CatalogObject[] {
  const found = new Map<string, EnumUse[]>()
  for (const use of all) found.set(use.type, [...(found.get(use.type) ?? []), use])
  return [...found].flatMap(([name, uses]) => {
    const longest = uses.reduce((best, one) => (one.values.length > best.values.length ? one : best))
    const values = [...new Set([...longest.values, ...uses.flatMap((use) => use.values)])]
    const lagging = uses.filter((use) => use.values.join('\0') !== values.join('\0')).map(({ place }) => place)
    const report: OtherObject = {
      kind: 'other',
      objectType: 'enum check that differs',
      namespace: null,
      table: null,
      name: `${name} of ${lagging.join(', ')}`,
      definition: null,
    }
    return [
      { kind: 'enumType', namespace: null, name, values, comment: null },
      ...(lagging.length === 0 ? [] : [report]),
    ] satisfies CatalogObject[]
  })
}
