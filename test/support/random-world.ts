import {
  type Catalog,
  type CatalogObject,
  type Check,
  type Column,
  type EnumType,
  type ForeignKey,
  type Index,
  type PrimaryKey,
  type Table,
  type TableRef,
  type Unique,
  createCatalog,
} from '../../src/schema/index.ts'
import { awkwardNames } from './awkward-names.ts'
import type { Random } from './random.ts'

/** A table that can still change. Names of its parts are unique in the whole world, as PostgreSQL wants it for indexes. */
export interface WorldTable {
  table: Table
  columns: Column[]
  primaryKey: PrimaryKey | null
  uniques: Unique[]
  checks: Check[]
  foreignKeys: ForeignKey[]
  indexes: Index[]
}

/** What a random catalog may hold. Everything by default. */
export interface WorldFeatures {
  readonly enums: boolean
  readonly comments: boolean
  readonly arrays: boolean
  readonly generated: boolean
  readonly deferrable: boolean
  /** Types that only one kind of database has: interval, jsonb, binary arrays and the like stay out when false. */
  readonly allTypes: boolean
  /** A second schema, besides the default one. */
  readonly otherNamespace: string | null
  /** SQLite: STRICT, WITHOUT ROWID. */
  readonly tableOptions: boolean
  /** What no database is asked to make: everything that operations can say. */
  readonly offline: boolean
}

export const allFeatures: WorldFeatures = {
  enums: true,
  comments: true,
  arrays: true,
  generated: true,
  deferrable: true,
  allTypes: true,
  otherNamespace: null,
  tableOptions: false,
  offline: false,
}

/** A schema while it is being made up or edited. */
export class World {
  tables: WorldTable[] = []
  enums: EnumType[] = []
  /** Names taken so far, in lower case; names of what was dropped are not used again. */
  readonly #taken = new Set<string>()

  constructor(catalog?: Catalog) {
    if (catalog === undefined) return
    for (const object of catalog.objects()) {
      this.#taken.add(object.name.toLowerCase())
      if (object.kind === 'enumType') this.enums.push(object)
    }
    for (const table of catalog.tables()) {
      const definition = catalog.definitionOf(table)
      if (definition === undefined) continue
      this.tables.push({
        table,
        columns: [...definition.columns],
        primaryKey: definition.primaryKey,
        uniques: [...definition.uniques],
        checks: [...definition.checks],
        foreignKeys: [...definition.foreignKeys],
        indexes: [...definition.indexes],
      })
    }
  }

  catalog(): Catalog {
    const objects: CatalogObject[] = [...this.enums]
    for (const one of this.tables) {
      objects.push(one.table, ...one.columns)
      if (one.primaryKey !== null) objects.push(one.primaryKey)
      objects.push(...one.uniques, ...one.checks, ...one.foreignKeys, ...one.indexes)
    }
    return createCatalog(objects)
  }

  /** A name that nothing had before: awkward now and then, else `stem` and a number. */
  freshName(random: Random, stem: string): string {
    if (random.oneIn(4)) {
      const name = random.pick(awkwardNames)
      if (this.claim(name)) return name
    }
    for (let number = this.#taken.size; ; number += 1) {
      const name = `${stem}_${number}`
      if (this.claim(name)) return name
    }
  }

  /** Whether the name was free until now. */
  claim(name: string): boolean {
    if (this.#taken.has(name.toLowerCase())) return false
    this.#taken.add(name.toLowerCase())
    return true
  }

  tableOf(ref: TableRef): WorldTable | undefined {
    return this.tables.find(({ table }) => table.name === ref.name && table.namespace === ref.namespace)
  }

  /** Foreign keys of any table that point at one. */
  pointingAt(target: WorldTable): readonly { readonly owner: WorldTable; readonly key: ForeignKey }[] {
    return this.tables.flatMap((owner) =>
      owner.foreignKeys
        .filter(({ references }) => references.table === target.table.name)
        .map((key) => ({ owner, key })),
    )
  }
}

/** A name in double quotes, as both databases read it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** The columns of one table that its constraints, indexes and expressions use, and those that others point at. */
export function usedColumns(world: World, one: WorldTable): ReadonlySet<string> {
  const used = new Set<string>([
    ...(one.primaryKey?.columns ?? []),
    ...one.uniques.flatMap((unique) => unique.columns),
    ...one.foreignKeys.flatMap((key) => key.columns),
    ...one.indexes.flatMap((index) => index.parts.flatMap((part) => part.column ?? [])),
    ...world.pointingAt(one).flatMap(({ key }) => key.references.columns),
  ])
  for (const { name } of one.columns) if (inExpressions(one, name)) used.add(name)
  return used
}

/** Whether a check, a generated column or an expression of an index of the table names the column. */
export function inExpressions(one: WorldTable, column: string): boolean {
  const texts = [
    ...one.checks.map(({ expression }) => expression.sql),
    ...one.columns.map(({ generated }) => generated?.expression.sql ?? ''),
    ...one.indexes.flatMap((index) => [
      index.where?.sql ?? '',
      ...index.parts.map((part) => part.expression?.sql ?? ''),
    ]),
  ]
  return texts.some((text) => text.includes(quoted(column)))
}
