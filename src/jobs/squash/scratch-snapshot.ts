import type { ResolvedConfig } from '../../config/index.ts'
import type { Dialect } from '../../dialects/index.ts'
import { diffCatalogs } from '../../diff/index.ts'
import { describeOperation } from '../../operations/index.ts'
import { type MigrationContext, introspect } from '../../runtime/index.ts'
import { type Catalog, type Column, type OtherObject, displayName, displayTable, idOf } from '../../schema/index.ts'

/** What a scratch database holds. */
export interface Snapshot {
  readonly catalog: Catalog
  /** Rows by table as sorted lines, without what the database made up itself; null: not compared. */
  readonly rows: ReadonlyMap<string, readonly string[]> | null
}

/** The same without the rows. */
export function schemaOf({ catalog }: Snapshot): Snapshot {
  return { catalog, rows: null }
}

export async function snapshotOf(context: MigrationContext): Promise<Snapshot> {
  const { grammar } = context.dialect
  const catalog = await introspect(context, null)
  const rows = new Map<string, readonly string[]>()
  for (const table of catalog.tables()) {
    const columns = catalog.definitionOf(table)?.columns.filter(isTold) ?? []
    const list = columns.map((column) => grammar.quote(column.name)).join(', ')
    const sql = `SELECT ${list === '' ? '1' : list} FROM ${grammar.qualified(table.namespace, table.name)}`
    const found = await context.connection.query(sql)
    rows.set(displayTable(table), found.map((row) => JSON.stringify(row, textOf)).sort())
  }
  return { catalog, rows }
}

/** Whether its values are the same on every run: times and random ids that the database fills in are not. */
function isTold(column: Column): boolean {
  return column.default === null || column.default.kind === 'literal'
}

function textOf(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

/** What would have to be done so that `found` is `wanted`, a line each. */
export function differencesOf(
  dialect: Dialect,
  { schemas }: Pick<ResolvedConfig, 'schemas'>,
  found: Snapshot,
  wanted: Snapshot,
): readonly string[] {
  const request = {
    found: found.catalog,
    wanted: wanted.catalog,
    dialect,
    namespaces: schemas,
    objectTypes: [...typesIn(found.catalog), ...typesIn(wanted.catalog)],
  }
  const { operations, renames } = diffCatalogs(request)
  const [before, after] = [othersIn(found.catalog), othersIn(wanted.catalog)]
  const others = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
  const rows = [...(found.rows ?? [])].filter(
    ([table, lines]) => wanted.rows?.get(table)?.join('\n') !== lines.join('\n'),
  )
  return [
    ...[...renames, ...operations].map(describeOperation),
    ...others.map((name) => `Make ${name} the same`),
    ...rows.map(
      ([table, lines]) =>
        `Make the rows of ${table} the same: ${lines.length} instead of ${wanted.rows?.get(table)?.length ?? 0}`,
    ),
  ]
}

/** The types of objects that stand by their definition. */
function typesIn(catalog: Catalog): readonly string[] {
  return [...catalog.looseObjects()].flatMap((object) => (object.kind === 'defined' ? [object.objectType] : []))
}

/** Whatever limbeck does not model, with their definitions. */
function othersIn(catalog: Catalog): ReadonlyMap<string, string> {
  const others = [...catalog.objects()].filter((object): object is OtherObject => object.kind === 'other')
  return new Map(others.map((object) => [`${object.objectType} ${displayName(idOf(object))}`, object.definition ?? '']))
}
