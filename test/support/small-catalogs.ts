import {
  type Catalog,
  type CatalogObject,
  type Check,
  type Column,
  type ColumnType,
  type EnumType,
  type ForeignKey,
  type Index,
  type PrimaryKey,
  type Unique,
  createCatalog,
  defaultTableOptions,
  writtenExpression,
} from '../../src/schema/index.ts'

/** Small catalogs for tests, read like sentences. Everything in the default namespace, names given. */

type Member = (table: string) => CatalogObject

/** A table with its members: `aTable('users', aColumn('id'), aPrimaryKey('id'))`. */
export function aTable(name: string, ...members: readonly Member[]): readonly CatalogObject[] {
  return [
    { kind: 'table', namespace: null, name, comment: null, options: defaultTableOptions, definition: null },
    ...members.map((member) => member(name)),
  ]
}

export function catalogOf(...objects: readonly (CatalogObject | readonly CatalogObject[])[]): Catalog {
  return createCatalog(objects.flat())
}

const place = (table: string, name: string) => ({ namespace: null, table, name }) as const

export function aColumn(
  name: string,
  type: ColumnType | ColumnType['kind'] = 'integer',
  more: Partial<Column> = {},
): Member {
  return (table) => ({
    kind: 'column',
    ...place(table, name),
    type: typeof type === 'string' ? typeOf(type) : type,
    nullable: true,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
    ...more,
  })
}

function typeOf(kind: ColumnType['kind']): ColumnType {
  if (kind === 'string' || kind === 'char') return { kind, length: 255 }
  if (kind === 'binary') return { kind, length: null }
  if (kind === 'decimal') return { kind, precision: 10, scale: 2 }
  if (kind === 'timestamp' || kind === 'time') return { kind, precision: null, withTimezone: false }
  if (kind === 'interval') return { kind, precision: null }
  if (kind === 'enum' || kind === 'array' || kind === 'raw') throw new Error(`Give the whole type instead of '${kind}'`)
  return { kind }
}

export function aPrimaryKey(columns: string | readonly string[], more: Partial<PrimaryKey> = {}): Member {
  return (table) => ({
    kind: 'primaryKey',
    ...place(table, `pk_${table}`),
    nameSource: 'given',
    columns: [columns].flat(),
    ...more,
  })
}

export function aUnique(name: string, columns: string | readonly string[], more: Partial<Unique> = {}): Member {
  return (table) => ({
    kind: 'unique',
    ...place(table, name),
    nameSource: 'given',
    columns: [columns].flat(),
    deferrable: 'no',
    nullsNotDistinct: false,
    include: [],
    ...more,
  })
}

export function aCheck(name: string, sql: string, more: Partial<Check> = {}): Member {
  return (table) => ({
    kind: 'check',
    ...place(table, name),
    nameSource: 'given',
    expression: writtenExpression(sql),
    ...more,
  })
}

/** `aForeignKey('fk_a', 'owner_id', 'users.id')` */
export function aForeignKey(name: string, column: string, target: string, more: Partial<ForeignKey> = {}): Member {
  const [referred = '', referredColumn = ''] = target.split('.')
  return (table) => ({
    kind: 'foreignKey',
    ...place(table, name),
    nameSource: 'given',
    columns: [column],
    references: { namespace: null, table: referred, columns: [referredColumn] },
    onDelete: 'no action',
    onUpdate: 'no action',
    deferrable: 'no',
    match: 'simple',
    ...more,
  })
}

export function anIndex(name: string, columns: string | readonly string[], more: Partial<Index> = {}): Member {
  return (table) => ({
    kind: 'index',
    ...place(table, name),
    nameSource: 'given',
    unique: false,
    parts: [columns].flat().map((column) => ({
      column,
      expression: null,
      order: 'asc',
      nulls: null,
      operatorClass: null,
      collation: null,
    })),
    where: null,
    method: null,
    include: [],
    nullsNotDistinct: false,
    ...more,
  })
}

export function anEnum(name: string, ...values: readonly string[]): EnumType {
  return { kind: 'enumType', namespace: null, name, values, comment: null }
}

/** The type of a column of an enum type. */
export function ofEnum({ namespace, name, values }: EnumType): ColumnType {
  return { kind: 'enum', namespace, name, values }
}
