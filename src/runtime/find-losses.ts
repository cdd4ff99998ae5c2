import type { Operation, TableChange } from '../operations/index.ts'
import { type Catalog, type TableRef, displayTable } from '../schema/index.ts'
import { destructiveSql, splitStatements, tableMadeBy } from '../sql/index.ts'
import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'
import { introspect } from './read-before.ts'
import type { PreparedStep } from './run-step.ts'
import { recordRevision } from './record-revision.ts'

/** A table or column with something in it that the steps drop or empty. */
export interface Loss {
  /** With its schema, where it is not the default one. */
  readonly table: string
  /** Null: the whole table. */
  readonly column: string | null
  /** Rows of the table, or values of the column that are not NULL; counted up to {@link mostRowsCounted}. */
  readonly rows: number
  /** There may be more. */
  readonly orMore: boolean
  /** The table stays, without its rows; left out: it is dropped. */
  readonly emptied?: true
}

/** Counting goes no further, so that a question costs no scan of a large table. */
export const mostRowsCounted = 10_000

interface Place {
  readonly table: TableRef
  readonly column: string | null
}

interface DroppedPlace extends Place {
  readonly emptied?: true
}

/**
 * What the steps would drop of a database as it is; by hand-written SQL as far as its words tell. A few queries, whatever the
 * number of steps; none when the steps drop nothing.
 */
export async function findLosses(context: MigrationContext, steps: readonly PreparedStep[]): Promise<readonly Loss[]> {
  const dropped = new DroppedPlaces()
  for (const { step, module } of steps) {
    const recorded = await recordRevision(module, step.direction, {
      namingConvention: context.introspection.namingConvention,
      tag: context.tag ?? null,
      dialect: context.dialect,
      ...(context.generation === undefined ? {} : { generation: context.generation }),
    })
    for (const operation of recorded.operations) dropped.follow(operation)
  }
  const tables = dropped.places().map(({ table }) => table)
  if (tables.length === 0) return []
  const found = await introspect(context, tables)
  return await countRows(
    context,
    dropped.places().filter((place) => holdsValues(place, found)),
  )
}

/** What is there, and not computed from something else that stays. */
function holdsValues({ table, column }: Place, found: Catalog): boolean {
  if (!found.has({ kind: 'table', ...table })) return false
  if (column === null) return true
  const present = found.get({ kind: 'column', namespace: table.namespace, table: table.name, name: column })
  return present?.kind === 'column' && present.generated === null
}

async function countRows(context: MigrationContext, places: readonly DroppedPlace[]): Promise<readonly Loss[]> {
  const { dialect, connection } = context
  const losses: Loss[] = []
  // Databases limit the number of parts of one query.
  for (let start = 0; start < places.length; start += 100) {
    const part = places.slice(start, start + 100)
    const sql = part.map((place, index) => countSql(place, index, context)).join('\nUNION ALL\n')
    const rows = await explained(dialect, () => connection.query(sql))
    const counts = new Map(rows.map((row) => [Number(row['place']), Number(row['found'])]))
    for (const [index, { table, column, emptied }] of part.entries()) {
      const count = counts.get(index) ?? 0
      if (count === 0) continue
      const orMore = count > mostRowsCounted
      losses.push({
        table: displayTable(table),
        column,
        rows: Math.min(count, mostRowsCounted),
        orMore,
        ...(emptied && { emptied }),
      })
    }
  }
  return losses
}

function countSql({ table, column }: Place, index: number, { dialect }: MigrationContext): string {
  const { grammar } = dialect
  const filled = column === null ? '' : ` WHERE ${grammar.quote(column)} IS NOT NULL`
  const rows = `SELECT 1 AS one FROM ${grammar.qualified(table.namespace, table.name)}${filled} LIMIT ${mostRowsCounted + 1}`
  return `SELECT ${index} AS place, count(*) AS found FROM (${rows}) AS counted`
}

/** What stands in front of a table of the default schema, where anything does. */
const usualDefaults = new Set(['public', 'main'])

/** Follows operations and remembers, by the names that the database has now, what they drop. */
class DroppedPlaces {
  /** The table or column that a name stands for by now; null: something that the steps themselves made. */
  readonly #now = new Map<string, Place | null>()
  readonly #dropped = new Map<string, DroppedPlace>()
  /** Schemas by their new names. */
  readonly #schemas = new Map<string, string>()

  /** A column of a table that is dropped as a whole is no place of its own. */
  places(): readonly DroppedPlace[] {
    return [...this.#dropped.values()].filter(
      (place) => place.column === null || !this.#dropped.has(keyOf({ table: place.table, column: null })),
    )
  }

  follow(operation: Operation | TableChange): void {
    switch (operation.kind) {
      case 'alterTable':
        for (const change of operation.changes) this.follow(change)
        return
      case 'createTable':
        this.#now.set(keyOf({ table: operation.definition.table, column: null }), null)
        return
      case 'dropTable':
        this.#drop({ table: tableOf(operation), column: null })
        return
      case 'renameTable': {
        const table = tableOf(operation)
        this.#move({ table, column: null }, { table: { ...table, name: operation.to }, column: null })
        return
      }
      case 'renameNamespace':
        this.#schemas.set(operation.to, this.#schemas.get(operation.name) ?? operation.name)
        return
      case 'addColumn': {
        const { namespace, table, name } = operation.column
        this.#now.set(keyOf({ table: { namespace, name: table }, column: name }), null)
        return
      }
      case 'dropColumn':
        this.#drop({ table: tableOf(operation), column: operation.column })
        return
      case 'renameColumn': {
        const table = tableOf(operation)
        this.#move({ table, column: operation.column }, { table, column: operation.to })
        return
      }
      case 'execute':
        for (const statement of splitStatements(operation.sql)) this.#followSql(statement)
        return
      default:
    }
  }

  #followSql(statement: string): void {
    const made = tableMadeBy(statement)
    if (made !== null) {
      const key = keyOf({ table: { namespace: null, name: made }, column: null })
      this.#now.set(key, null)
      // Tables are rebuilt by hand with another one that gets the name in the end, with the rows.
      if (/^alter\b/i.test(statement)) this.#dropped.delete(key)
    }
    for (const destroyed of destructiveSql(statement)) {
      const namespace = usualDefaults.has(destroyed.namespace ?? '') ? null : destroyed.namespace
      // Which spelling the database took a name in capitals for, looking into it tells.
      for (const name of new Set([destroyed.table, destroyed.table.toLowerCase()])) {
        const place = { table: { namespace, name }, column: destroyed.column }
        if (destroyed.drops) this.#drop(place)
        else this.#empty(place)
      }
    }
  }

  #empty(place: Place): void {
    const original = this.#originalOf(place)
    if (original === null || this.#dropped.has(keyOf(original))) return
    this.#dropped.set(keyOf(original), { ...original, emptied: true })
  }

  #drop(place: Place): void {
    const original = this.#originalOf(place)
    if (original !== null) this.#dropped.set(keyOf(original), original)
    this.#now.set(keyOf(place), null)
  }

  #move(from: Place, to: Place): void {
    this.#now.set(keyOf(to), this.#originalOf(from))
    this.#now.set(keyOf(from), null)
  }

  #originalOf(place: Place): Place | null {
    const known = this.#now.get(keyOf(place))
    if (known !== undefined) return known
    if (place.column === null) {
      const { namespace, name } = place.table
      const schema = namespace === null ? undefined : this.#schemas.get(namespace)
      return schema === undefined ? place : { table: { namespace: schema, name }, column: null }
    }
    const table = this.#originalOf({ table: place.table, column: null })
    return table === null ? null : { table: table.table, column: place.column }
  }
}

function tableOf({ namespace, table }: { readonly namespace: string | null; readonly table: string }): TableRef {
  return { namespace, name: table }
}

function keyOf({ table, column }: Place): string {
  return JSON.stringify([table.namespace, table.name, column])
}
