import { LimbeckError, assertNever } from '../../errors/index.ts'
import type {
  Column,
  ColumnType,
  Constraint,
  ForeignKey,
  Index,
  IndexPart,
  PrimaryKey,
  TableDefinition,
} from '../../schema/index.ts'
import type { Grammar } from '../../sql/index.ts'
import { significantTokens, tokenizeSql } from '../../text/index.ts'
import { conflictClause } from './conflict-clause.ts'
import { printDefault } from './defaults.ts'
import { enumMarker } from './enum-marker.ts'
import { inParentheses, isEnclosed } from './expression-text.ts'
import { keyText } from './key-attributes.ts'
import { qualified, quote, quoteAll } from './names.ts'
import { printStrictType, printType, valueClassOf } from './types.ts'
import { scriptLiteral } from './values.ts'

/** What the definition of a column depends on besides the column. */
export interface ColumnPlace {
  readonly strict: boolean
  /** Set when the column is the primary key and only a column itself can say how: AUTOINCREMENT, INTEGER … DESC. */
  readonly inlineKey: PrimaryKey | null
}

const plainPlace: ColumnPlace = { strict: false, inlineKey: null }

/**
 * The name of the column that is AUTOINCREMENT, or null: only a single integer primary key of a table with rowids can
 * be. An identity anywhere else is left to the application.
 *
 * @see https://www.sqlite.org/autoinc.html
 */
export function autoincrementColumn(
  definition: Pick<TableDefinition, 'table' | 'columns' | 'primaryKey'>,
): string | null {
  const keys = definition.primaryKey?.columns ?? []
  if (keys.length !== 1 || definition.table.options.withoutRowid) return null
  const column = definition.columns.find(({ name }) => name === keys[0])
  if (column === undefined || column.identity === null) return null
  return valueClassOf(column.type) === 'integer' ? column.name : null
}

/** A column as in CREATE TABLE. */
export function columnText(column: Column, place: ColumnPlace): string {
  const { inlineKey } = place
  const type = inlineKey !== null ? 'INTEGER' : place.strict ? printStrictType(column.type) : printType(column.type)
  return [
    quote(column.name),
    type,
    inlineKey === null ? '' : inlineKeyText(inlineKey),
    column.collation === null ? '' : `COLLATE ${quote(column.collation)}`,
    column.default === null ? '' : `DEFAULT ${printDefault(column.default, column.type)}`,
    column.generated === null
      ? ''
      : `GENERATED ALWAYS AS ${inParentheses(column.generated.expression.sql)} ${column.generated.stored ? 'STORED' : 'VIRTUAL'}`,
    column.nullable ? '' : `NOT NULL${conflictClause(column.attributes?.['onConflict'])}`,
    enumText(column.name, column.type),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** `CONSTRAINT "pk_users" PRIMARY KEY AUTOINCREMENT`, behind its column. */
export function inlineKeyText({ name, attributes }: PrimaryKey): string {
  const [order, numbering] = attributes?.['rowid'] === false ? [' DESC', ''] : ['', ' AUTOINCREMENT']
  return `CONSTRAINT ${quote(name)} PRIMARY KEY${order}${conflictClause(attributes?.['onConflict'])}${numbering}`
}

/** The check that stands for an enum type; empty for other types. */
export function enumText(column: string, type: ColumnType): string {
  if (type.kind !== 'enum') return ''
  if (type.namespace !== null) qualified(type.namespace, type.name)
  if (type.values.length === 0) {
    throw new LimbeckError(
      'LB6160',
      `The values of the enum type "${type.name}" of column "${column}" are not known.`,
      {
        hints: [`Write them in the revision: \`enumType('${type.name}', ['…', '…'])\`. SQLite keeps them in a check.`],
        details: { column, enumType: type.name },
      },
    )
  }
  return enumMarker(type.name, column, type.values)
}

/** `CONSTRAINT "name" …`. */
export function constraintText(constraint: Constraint): string {
  const head = `CONSTRAINT ${quote(constraint.name)}`
  switch (constraint.kind) {
    case 'primaryKey':
      return `${head} PRIMARY KEY ${keyText(constraint)}`
    case 'unique':
      return `${head} UNIQUE ${keyText(constraint)}`
    case 'check':
      return `${head} CHECK ${inParentheses(constraint.expression.sql)}`
    case 'foreignKey':
      return `${head} FOREIGN KEY (${quoteAll(constraint.columns)}) ${referenceText(constraint)}`
    default:
      return assertNever(constraint)
  }
}

function referenceText(key: ForeignKey): string {
  const { namespace, table, columns } = key.references
  return [
    `REFERENCES ${qualified(namespace, table)}${key.implied === true ? '' : ` (${quoteAll(columns)})`}`,
    key.onDelete === 'no action' ? '' : `ON DELETE ${key.onDelete.toUpperCase()}`,
    key.onUpdate === 'no action' ? '' : `ON UPDATE ${key.onUpdate.toUpperCase()}`,
    key.match === 'full' ? 'MATCH FULL' : '',
    key.deferrable === 'no' ? '' : `DEFERRABLE INITIALLY ${key.deferrable.toUpperCase()}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** The column behind which the primary key must stand; null where it is a constraint of the table. */
function inlineKeyColumn(definition: TableDefinition): string | null {
  const { primaryKey } = definition
  const isDescending = primaryKey?.attributes?.['rowid'] === false && primaryKey.columns.length === 1
  return isDescending ? (primaryKey.columns[0] ?? null) : autoincrementColumn(definition)
}

/** A whole CREATE TABLE, one column or constraint to a line. */
export function createTableText(definition: TableDefinition, options: { readonly ifNotExists: boolean }): string {
  const { table, columns, primaryKey, uniques, checks, foreignKeys } = definition
  const inline = inlineKeyColumn(definition)
  const lines = [
    ...columns.map((column) =>
      columnText(column, { strict: table.options.strict, inlineKey: column.name === inline ? primaryKey : null }),
    ),
    ...(primaryKey === null || inline !== null ? [] : [constraintText(primaryKey)]),
    ...[...uniques, ...foreignKeys, ...checks].map(constraintText),
  ]
  const after = [table.options.strict ? 'STRICT' : '', table.options.withoutRowid ? 'WITHOUT ROWID' : '']
  const tail = after.filter((option) => option !== '').join(', ')
  const head = `CREATE TABLE ${options.ifNotExists ? 'IF NOT EXISTS ' : ''}${qualified(table.namespace, table.name)}`
  return `${head} (\n  ${lines.join(',\n  ')}\n)${tail === '' ? '' : ` ${tail}`}`
}

/** A whole CREATE INDEX. Methods, included columns and the place of NULLs are not SQLite's to say. */
export function createIndexText(index: Index, options: { readonly ifNotExists: boolean }): string {
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${options.ifNotExists ? 'IF NOT EXISTS ' : ''}${quote(index.name)}`,
    `ON ${qualified(index.namespace, index.table)} (${index.parts.map(partText).join(', ')})`,
    ...(index.where === null ? [] : [`WHERE ${index.where.sql}`]),
  ].join(' ')
}

/** The call of a function needs no parentheses around it, and in a CREATE INDEX nobody writes them. */
function expressionText(sql: string): string {
  const [name, ...call] = significantTokens(tokenizeSql(sql, { brackets: true }))
  const isCall = name?.kind === 'word' && call.length > 0 && isEnclosed(call.map(({ text }) => text))
  return isCall ? sql.trim() : inParentheses(sql)
}

function partText(part: IndexPart): string {
  const what = part.column === null ? expressionText(part.expression?.sql ?? '') : quote(part.column)
  const collation = part.collation === null ? '' : ` COLLATE ${quote(part.collation)}`
  return `${what}${collation}${part.order === 'desc' ? ' DESC' : ''}`
}

export const grammar: Grammar = {
  quote,
  qualified,
  literal: scriptLiteral,
  typeName: printType,
  defaultValue: printDefault,
  columnDefinition: (column) => columnText(column, plainPlace),
  constraintDefinition: constraintText,
  createTable: createTableText,
  createIndex: createIndexText,
}
