import {
  type ColumnType,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Expression,
  type ForeignKey,
  type Identity,
  type Index,
  type NamingConvention,
  type Table,
  applyNamingConvention,
  canonicalExpression,
} from '../../schema/index.ts'
import type {
  ParsedColumn,
  ParsedColumnConstraint,
  ParsedIndex,
  ParsedReference,
  ParsedTable,
  ParsedTableConstraint,
  Span,
} from './create-text/index.ts'
import { parseDefault } from './defaults.ts'
import { keyAttributes } from './key-attributes.ts'
import { enumOfMarkerName, parseEnumCheck } from './enum-marker.ts'
import { declaredType } from './types.ts'
import { withStrings } from './written-strings.ts'

/** What is read of a CREATE TABLE text: all that parsing gives, or less where a column is known already. */
export interface TableParts<Part extends ColumnParts = ColumnParts> extends Pick<
  ParsedTable,
  'text' | 'name' | 'constraints' | 'strict' | 'withoutRowid'
> {
  readonly columns: readonly Part[]
}

export interface ColumnParts extends Pick<ParsedColumn, 'name' | 'type' | 'constraints'> {
  /** What its words say, where that has been read before; they say nothing else then. */
  readonly said?: SaidOfColumn
}

/** What stands behind the name of a column, whichever column of whichever table that is. */
export type SaidOfColumn = Pick<Column, 'type' | 'nullable' | 'default' | 'collation' | 'attributes'>

/** A constraint and the place in the text that says it. */
export interface ReadConstraint<Part extends ColumnParts = ParsedColumn> {
  readonly constraint: Constraint
  /** The column that the constraint stands behind, or null for one of the table. */
  readonly column: Part | null
  readonly item: ParsedColumnConstraint | ParsedTableConstraint
}

/** A check that stands for an enum type, and its place. */
export interface ReadEnumMarker<Part extends ColumnParts = ParsedColumn> {
  readonly type: string
  readonly values: readonly string[]
  /** The name of the column. */
  readonly column: string
  readonly holder: Part | null
  readonly item: ParsedColumnConstraint | ParsedTableConstraint
}

/** A CREATE TABLE text as objects of the catalog. */
export interface ReadTable<Part extends ColumnParts = ParsedColumn> {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly constraints: readonly ReadConstraint<Part>[]
  readonly enums: readonly ReadEnumMarker<Part>[]
}

/** What the text of one table leaves to others. */
export interface ReadOptions {
  readonly namingConvention: NamingConvention
  /** Another table's own spelling of its name, its columns and primary key; null when there is none of the name. */
  readonly lookUp: (table: string) => TableOutline | null
}

export interface TableOutline {
  readonly name: string
  readonly columns: readonly string[]
  readonly primaryKey: readonly string[]
  /** The columns of each key that a foreign key can stand on, the primary key included. */
  readonly keys: readonly (readonly string[])[]
}

/** Reads the objects of a table from its parsed text. */
export function readTable<Part extends ColumnParts>(parsed: TableParts<Part>, options: ReadOptions): ReadTable<Part> {
  const enums = readEnumMarkers(parsed)
  const key = primaryKeyOf(parsed)
  return {
    table: {
      kind: 'table',
      namespace: null,
      name: parsed.name,
      comment: null,
      options: { strict: parsed.strict, withoutRowid: parsed.withoutRowid, unlogged: false },
      definition: parsed.text,
    },
    columns: parsed.columns.map((column) => readColumn(parsed, column, key, enums)),
    constraints: readConstraints(parsed, options, new Set(enums.map(({ item }) => item))),
    enums,
  }
}

/** What other tables may ask about a table. */
export function outlineOf(parsed: TableParts, uniqueIndexes: readonly ParsedIndex[]): TableOutline {
  const primaryKey = primaryKeyOf(parsed).columns
  const lists = [...parsed.constraints, ...uniqueIndexes.filter(({ unique, where }) => unique && where === null)]
  return {
    name: parsed.name,
    columns: parsed.columns.map(({ name }) => name),
    primaryKey,
    keys: [
      primaryKey,
      ...parsed.columns.flatMap(({ name, constraints }) =>
        constraints.some(({ kind }) => kind === 'unique') ? [[name]] : [],
      ),
      ...lists.flatMap((item) =>
        'parts' in item ? [item.parts.map(({ column }) => ownSpelling(parsed, column ?? ''))] : [],
      ),
    ],
  }
}

function primaryKeyOf(parsed: TableParts): { readonly columns: readonly string[]; readonly autoincrement: boolean } {
  for (const column of parsed.columns) {
    if (column.constraints.length === 0) continue
    const inline = column.constraints.find(({ kind }) => kind === 'primaryKey')
    if (inline?.kind === 'primaryKey') return { columns: [column.name], autoincrement: inline.autoincrement }
  }
  const item = parsed.constraints.find(({ kind }) => kind === 'primaryKey')
  if (item?.kind !== 'primaryKey') return { columns: [], autoincrement: false }
  return {
    columns: item.parts.map((part) => ownSpelling(parsed, part.column ?? '')),
    autoincrement: item.autoincrement,
  }
}

function textOf(parsed: { readonly text: string }, span: Span): string {
  return parsed.text.slice(span.start, span.end)
}

function expressionOf(parsed: { readonly text: string }, span: Span, table: TableParts): Expression {
  return canonicalExpression(withStrings(textOf(parsed, span), table))
}

/** A column's name as its definition spells it: SQLite does not care about the case of names. */
function ownSpelling(parsed: TableParts, name: string): string {
  if (parsed.columns.some((column) => column.name === name)) return name
  const wanted = name.toLowerCase()
  return parsed.columns.find((column) => column.name.toLowerCase() === wanted)?.name ?? name
}

/** The checks of a table that stand for enum types. */
export function readEnumMarkers<Part extends ColumnParts>(parsed: TableParts<Part>): readonly ReadEnumMarker<Part>[] {
  const markers: ReadEnumMarker<Part>[] = []
  const read = (holder: Part | null, item: ParsedColumnConstraint | ParsedTableConstraint) => {
    const type = item.kind === 'check' ? enumOfMarkerName(item.name) : null
    if (type === null || item.kind !== 'check') return
    const check = parseEnumCheck(textOf(parsed, item.expression))
    if (check === null) return
    const column = ownSpelling(parsed, check.column)
    if (parsed.columns.some(({ name }) => name === column))
      markers.push({ type, values: check.values, column, holder, item })
  }
  for (const column of parsed.columns) for (const item of column.constraints) read(column, item)
  for (const item of parsed.constraints) read(null, item)
  return markers
}

const autoIdentity: Identity = {
  generation: 'auto',
  start: null,
  increment: null,
  minimum: null,
  maximum: null,
  cache: null,
  cycle: false,
}

function readColumn(
  parsed: TableParts,
  column: ColumnParts,
  key: { readonly columns: readonly string[]; readonly autoincrement: boolean },
  enums: readonly Pick<ReadEnumMarker, 'column' | 'type' | 'values'>[],
): Column {
  const { said } = column
  if (said !== undefined) {
    const { type, nullable, default: value, collation, attributes } = said
    const identity = key.autoincrement && key.columns.includes(column.name) ? autoIdentity : null
    const read: Column = {
      kind: 'column',
      namespace: null,
      table: parsed.name,
      name: column.name,
      type,
      nullable,
      default: value,
      identity,
      generated: null,
      collation,
      comment: null,
    }
    return attributes === undefined ? read : { ...read, attributes }
  }
  const declared = declaredType(column.type, parsed.strict)
  const marker = enums.find((one) => one.column === column.name)
  const type: ColumnType =
    marker === undefined ? declared : { kind: 'enum', namespace: null, name: marker.type, values: marker.values }
  const found = <Kind extends ParsedColumnConstraint['kind']>(kind: Kind) =>
    column.constraints.findLast((one): one is Extract<ParsedColumnConstraint, { kind: Kind }> => one.kind === kind)
  const value = found('default')
  const generated = found('generated')
  const collation = found('collate')?.collation ?? null
  const isKey = key.columns.includes(column.name)
  const notNull = found('notNull')
  return {
    kind: 'column',
    namespace: null,
    table: parsed.name,
    name: column.name,
    type,
    // SQLite lets NULL into most primary keys, so those of a key say NOT NULL or they do not.
    nullable: notNull === undefined,
    default: value === undefined ? null : parseDefault(textOf(parsed, value.value), type),
    identity: isKey && key.autoincrement ? autoIdentity : null,
    generated:
      generated === undefined
        ? null
        : { expression: expressionOf(parsed, generated.expression, parsed), stored: generated.stored },
    collation,
    comment: null,
    ...(notNull === undefined || notNull.onConflict === null ? {} : { attributes: { onConflict: notNull.onConflict } }),
  }
}

function readConstraints<Part extends ColumnParts>(
  parsed: TableParts<Part>,
  options: ReadOptions,
  markers: ReadonlySet<ParsedColumnConstraint | ParsedTableConstraint>,
): readonly ReadConstraint<Part>[] {
  const places: { column: Part | null; item: ParsedColumnConstraint | ParsedTableConstraint }[] = []
  for (const column of parsed.columns) for (const item of column.constraints) places.push({ column, item })
  for (const item of parsed.constraints) places.push({ column: null, item })
  let taken: Set<string> | null = null
  const given = new Set<string>()
  const result: ReadConstraint<Part>[] = []
  for (const { column, item } of places) {
    if (markers.has(item)) continue
    const content = contentOf(parsed, column, item, options)
    if (content === null) continue
    let name = item.name
    if (name !== null && !given.has(name.toLowerCase())) given.add(name.toLowerCase())
    else {
      const wanted = name ?? conventionalName(parsed.name, content, options)
      name = wanted
      taken ??= new Set(places.map((place) => place.item.name?.toLowerCase() ?? ''))
      for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}_${number}`
      taken.add(name.toLowerCase())
    }
    const nameSource = item.name === null ? 'convention' : 'given'
    const base = { namespace: null, table: parsed.name, name, nameSource } as const
    result.push({ constraint: { ...base, ...content }, column, item })
  }
  return result
}

type WithoutName<One> = One extends Constraint ? Omit<One, 'namespace' | 'table' | 'name' | 'nameSource'> : never
type Content = WithoutName<Constraint>

function contentOf(
  parsed: TableParts,
  column: ColumnParts | null,
  item: ParsedColumnConstraint | ParsedTableConstraint,
  options: ReadOptions,
): Content | null {
  switch (item.kind) {
    case 'primaryKey':
      return {
        kind: 'primaryKey',
        columns: keyColumns(parsed, column, item),
        ...('parts' in item ? attributesOfParts(item) : inlineKeyAttributes(column, item)),
      }
    case 'unique':
      return {
        kind: 'unique',
        columns: keyColumns(parsed, column, item),
        deferrable: 'no',
        nullsNotDistinct: false,
        include: [],
        ...('parts' in item ? attributesOfParts(item) : keyAttributes(item)),
      }
    case 'check':
      return { kind: 'check', expression: expressionOf(parsed, item.expression, parsed) }
    case 'references':
      return foreignKeyContent(column === null ? [] : [column.name], item.reference, options)
    case 'foreignKey':
      return foreignKeyContent(
        item.columns.map((name) => ownSpelling(parsed, name)),
        item.reference,
        options,
      )
    default:
      return null
  }
}

function attributesOfParts({ parts, onConflict }: Extract<ParsedTableConstraint, { kind: 'primaryKey' | 'unique' }>) {
  if (onConflict === null && parts.every(({ order, collation }) => order === 'asc' && collation === null)) return {}
  return keyAttributes({
    onConflict,
    order: parts.map(({ order }) => order),
    collate: parts.map(({ collation }) => collation?.toUpperCase() ?? null),
  })
}

/** DESC keeps an INTEGER PRIMARY KEY from being the rowid, but only behind the column. */
function inlineKeyAttributes(
  column: ColumnParts | null,
  { onConflict, descending }: Extract<ParsedColumnConstraint, { kind: 'primaryKey' }>,
) {
  const isInteger = column?.type.toUpperCase() === 'INTEGER'
  if (!descending) return keyAttributes({ onConflict })
  return isInteger ? keyAttributes({ onConflict, rowid: false }) : keyAttributes({ onConflict, order: ['desc'] })
}

function keyColumns(
  parsed: TableParts,
  column: ColumnParts | null,
  item: ParsedColumnConstraint | ParsedTableConstraint,
): readonly string[] {
  if (column !== null) return [column.name]
  return 'parts' in item
    ? item.parts.map((part) => ownSpelling(parsed, part.column ?? textOf(parsed, part.expression)))
    : []
}

function foreignKeyContent(
  columns: readonly string[],
  reference: ParsedReference,
  options: ReadOptions,
): WithoutName<ForeignKey> {
  const other = options.lookUp(reference.table)
  const known = (name: string) =>
    other?.columns.includes(name) === true
      ? name
      : other?.columns.find((one) => one.toLowerCase() === name.toLowerCase())
  // Left out, they are the primary key, where that has as many columns.
  const key = other?.primaryKey.length === columns.length ? other.primaryKey : []
  const referenced = reference.columns?.map((name) => known(name) ?? name) ?? key
  // SQLite asks for a key at the other end when rows change, and not before.
  const same = (one: readonly string[]) =>
    one.length === referenced.length && one.every((name) => referenced.includes(name))
  const isLoose = referenced.length === 0 || other?.keys.some(same) !== true
  return {
    kind: 'foreignKey',
    columns,
    references: {
      namespace: null,
      table: other?.name ?? reference.table,
      columns: referenced,
    },
    onDelete: reference.onDelete,
    onUpdate: reference.onUpdate,
    deferrable: reference.deferrable,
    match: reference.match?.toLowerCase() === 'full' ? 'full' : 'simple',
    ...(reference.columns === null ? { implied: true } : {}),
    ...(isLoose ? { attributes: { loose: true } } : {}),
  }
}

function conventionalName(table: string, content: Content, options: ReadOptions): string {
  const kind: ConstraintKind = content.kind
  return applyNamingConvention(options.namingConvention, {
    kind,
    table,
    columns: 'columns' in content ? content.columns : [],
    ...(content.kind === 'foreignKey'
      ? { referredTable: content.references.table, referredColumns: content.references.columns }
      : {}),
    ...(content.kind === 'check' ? { expression: content.expression.sql } : {}),
  })
}

/** Reads an index from its parsed text; `table` gives the columns in their own spelling. */
export function readIndex(parsed: ParsedIndex, table: TableParts): Index {
  const known = new Set(table.columns.map(({ name }) => name))
  return {
    kind: 'index',
    namespace: null,
    table: table.name,
    name: parsed.name,
    nameSource: 'given',
    unique: parsed.unique,
    parts: parsed.parts.map((part) => {
      const column = part.column === null ? null : ownSpelling(table, part.column)
      const isColumn = column !== null && known.has(column)
      return {
        column: isColumn ? column : null,
        expression: isColumn ? null : expressionOf(parsed, part.expression, table),
        order: part.order,
        nulls: null,
        operatorClass: null,
        collation: part.collation,
      }
    }),
    where: parsed.where === null ? null : expressionOf(parsed, parsed.where, table),
    method: null,
    include: [],
    nullsNotDistinct: false,
    definition: parsed.text,
  }
}
