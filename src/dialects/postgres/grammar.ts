import { assertNever } from '../../errors/index.ts'
import {
  type Column,
  type Constraint,
  type Deferrable,
  type Identity,
  type Index,
  type IndexPart,
  type PrimaryKey,
  type Table,
  type TableDefinition,
  ownMembers,
} from '../../schema/index.ts'
import type { Grammar } from '../../sql/index.ts'
import { type Attributed, hasFlag, storageList, textAttribute, textsOf } from './attributes.ts'
import { type DefaultSpelling, printDefault } from './defaults/print-default.ts'
import { literal } from './literal.ts'
import { quoteName, quoteQualified } from './quote-name.ts'
import { printType } from './types/print-type.ts'

/** PostgreSQL's spelling; `spelling` is what differs between its versions. */
function createGrammar(spelling: DefaultSpelling): Grammar {
  const columnDefinition = (column: Column) => printColumn(column, spelling)
  return {
    quote: quoteName,
    qualified: quoteQualified,
    literal,
    typeName: printType,
    defaultValue: (value, type) => printDefault(value, type, spelling),
    columnDefinition,
    constraintDefinition: printConstraint,
    createTable: (definition, { ifNotExists }) => printTable(definition, ifNotExists, columnDefinition),
    createIndex: printIndex,
  }
}

/** The spelling of every version from 13 on. */
export const postgresGrammar: Grammar = createGrammar({ randomUuid: true })

/** The spelling of version 12. */
export const postgres12Grammar: Grammar = createGrammar({ randomUuid: false })

function list(names: readonly string[]): string {
  return names.map((name) => quoteName(name)).join(', ')
}

/** @see https://www.postgresql.org/docs/18/sql-createtable.html */
function printTable(
  definition: TableDefinition,
  ifNotExists: boolean,
  columnDefinition: (column: Column) => string,
): string {
  const { table, columns, primaryKey, uniques, checks, foreignKeys } = ownMembers(definition)
  const constraints = [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...checks, ...foreignKeys]
  const lines = [...columns.map(columnDefinition), ...constraints.map(printConstraint)]
  const head = ['CREATE', table.options.unlogged ? 'UNLOGGED' : '', 'TABLE', ifNotExists ? 'IF NOT EXISTS' : '']
  const name = quoteQualified(table.namespace, table.name)
  const body = lines.length === 0 ? '()' : `(\n  ${lines.join(',\n  ')}\n)`
  const parents = (table.inherits ?? []).map((parent) => quoteQualified(parent.namespace, parent.name)).join(', ')
  const isPartition = table.bound !== undefined
  return [
    ...head,
    name,
    isPartition ? `PARTITION OF ${parents}` : '',
    isPartition && lines.length === 0 ? '' : body,
    table.bound ?? (parents === '' ? '' : `INHERITS (${parents})`),
    ...tableTail(table),
  ]
    .filter((word) => word !== '')
    .join(' ')
}

function printColumn(column: Column, spelling: DefaultSpelling): string {
  const { type, identity, generated } = column
  const isSerial = identity?.generation === 'serial'
  // The word makes a sequence of the usual name.
  const isWord = isSerial && identity.sequence === undefined
  const parts = [quoteName(column.name), isWord ? serialType(column) : printType(type)]
  if (column.collation !== null) parts.push(`COLLATE ${printCollation(column.collation)}`)
  if (generated !== null) {
    parts.push(`GENERATED ALWAYS AS (${generated.expression.sql}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`)
  }
  if (identity !== null && !isSerial) parts.push(printIdentity(identity))
  if (isSerial && identity.sequence !== undefined) {
    parts.push(`DEFAULT nextval(${literal(quoteQualified(column.namespace, identity.sequence))}::regclass)`)
  }
  if (column.default !== null) parts.push(`DEFAULT ${printDefault(column.default, type, spelling)}`)
  const notNull = textAttribute(column, 'notNull')
  if (!column.nullable) parts.push(notNull === null ? 'NOT NULL' : `CONSTRAINT ${quoteName(notNull)} NOT NULL`)
  return parts.join(' ')
}

/** @see https://www.postgresql.org/docs/18/datatype-numeric.html#DATATYPE-SERIAL */
function serialType(column: Column): string {
  if (column.type.kind === 'bigInteger') return 'bigserial'
  return column.type.kind === 'smallInteger' ? 'smallserial' : 'serial'
}

/** `GENERATED … AS IDENTITY (…)`. */
export function printIdentity(identity: Identity): string {
  const kind = identity.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'
  const { sequence } = identity
  const options = [
    ...(sequence === undefined ? [] : [`SEQUENCE NAME ${quoteName(sequence)}`]),
    ...sequenceOptions(identity),
  ]
  return `GENERATED ${kind} AS IDENTITY${options.length === 0 ? '' : ` (${options.join(' ')})`}`
}

/** The options of a sequence that differ from the database's defaults, as in CREATE SEQUENCE. */
export function sequenceOptions(identity: Identity): readonly string[] {
  return [
    identity.start === null ? '' : `START WITH ${identity.start}`,
    identity.increment === null ? '' : `INCREMENT BY ${identity.increment}`,
    identity.minimum === null ? '' : `MINVALUE ${identity.minimum}`,
    identity.maximum === null ? '' : `MAXVALUE ${identity.maximum}`,
    identity.cache === null ? '' : `CACHE ${identity.cache}`,
    identity.cycle ? 'CYCLE' : '',
  ].filter((option) => option !== '')
}

/** A collation's name may hold its schema, as in `app.german`; the dot of `en_US.utf8` and `C.UTF-8` is another one. */
export function printCollation(collation: string): string {
  const dot = collation.indexOf('.')
  return dot > 0 && !/^(?:[a-z]{2,3}_[A-Z]|C\.|POSIX)/.test(collation)
    ? quoteQualified(collation.slice(0, dot), collation.slice(dot + 1))
    : quoteName(collation)
}

/** Names of operator classes (with their options) and index methods are written bare by everybody; what is not a plain name is quoted. */
function printBareName(name: string): string {
  return /^[A-Za-z_][\w.]*(?:\([\w =.,'-]*\))?$/.test(name) ? name : quoteName(name)
}

function printConstraint(constraint: Constraint): string {
  return `CONSTRAINT ${quoteName(constraint.name)} ${printConstraintBody(constraint)}`
}

/** @see https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-PARMS-UNIQUE */
function printConstraintBody(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'primaryKey':
      return `PRIMARY KEY (${keyList(constraint.columns, constraint, ' WITHOUT OVERLAPS')})${indexTail(constraint, textsOf(constraint, 'include'))}${printDeferrable(deferrableOf(constraint))}`
    case 'unique': {
      const nulls = constraint.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''
      const columns = keyList(constraint.columns, constraint, ' WITHOUT OVERLAPS')
      return `UNIQUE${nulls} (${columns})${indexTail(constraint, constraint.include)}${printDeferrable(constraint.deferrable)}`
    }
    case 'check':
      return `CHECK (${constraint.expression.sql})${hasFlag(constraint, 'noInherit') ? ' NO INHERIT' : ''}${validity(constraint)}`
    case 'foreignKey': {
      const { references } = constraint
      const period = (columns: readonly string[]) => keyList(columns, constraint, '', 'PERIOD ')
      const target = `${quoteQualified(references.namespace, references.table)} (${period(references.columns)})`
      const setColumns = textsOf(constraint, 'setColumns')
      return [
        `FOREIGN KEY (${period(constraint.columns)}) REFERENCES ${target}`,
        constraint.match === 'full' ? ' MATCH FULL' : '',
        constraint.onDelete === 'no action' ? '' : ` ON DELETE ${constraint.onDelete.toUpperCase()}`,
        setColumns.length === 0 ? '' : ` (${list(setColumns)})`,
        constraint.onUpdate === 'no action' ? '' : ` ON UPDATE ${constraint.onUpdate.toUpperCase()}`,
        printDeferrable(constraint.deferrable),
        validity(constraint),
      ].join('')
    }
    default:
      return assertNever(constraint)
  }
}

function deferrableOf(constraint: PrimaryKey): Deferrable {
  const value = textAttribute(constraint, 'deferrable')
  return value === 'immediate' || value === 'deferred' ? value : 'no'
}

/** The columns of a key; of one over periods the last has a word with it. */
function keyList(columns: readonly string[], owner: Attributed, behind: string, front = ''): string {
  if (!hasFlag(owner, 'period')) return list(columns)
  const last = columns.length - 1
  return columns.map((name, at) => (at === last ? `${front}${quoteName(name)}${behind}` : quoteName(name))).join(', ')
}

/** What a key says about its index. */
function indexTail(constraint: Attributed, include: readonly string[]): string {
  const storage = storageList(constraint)
  const tablespace = textAttribute(constraint, 'tablespace')
  return [
    include.length === 0 ? '' : ` INCLUDE (${list(include)})`,
    storage === '' ? '' : ` WITH (${storage})`,
    tablespace === null ? '' : ` USING INDEX TABLESPACE ${quoteName(tablespace)}`,
  ].join('')
}

function validity(constraint: Attributed): string {
  if (hasFlag(constraint, 'notEnforced')) return ' NOT ENFORCED'
  return hasFlag(constraint, 'notValid') ? ' NOT VALID' : ''
}

/** Behind the columns of a table. */
function tableTail(table: Table): readonly string[] {
  const accessMethod = textAttribute(table, 'accessMethod')
  const storage = storageList(table)
  const tablespace = textAttribute(table, 'tablespace')
  return [
    table.partitionBy === undefined ? '' : `PARTITION BY ${table.partitionBy}`,
    accessMethod === null ? '' : `USING ${quoteName(accessMethod)}`,
    storage === '' ? '' : `WITH (${storage})`,
    tablespace === null ? '' : `TABLESPACE ${quoteName(tablespace)}`,
  ]
}

function printDeferrable(deferrable: Deferrable): string {
  if (deferrable === 'no') return ''
  return deferrable === 'immediate' ? ' DEFERRABLE' : ' DEFERRABLE INITIALLY DEFERRED'
}

/** @see https://www.postgresql.org/docs/18/sql-createindex.html */
function printIndex(index: Index, options: { readonly concurrently: boolean; readonly ifNotExists: boolean }): string {
  const storage = storageList(index)
  const tablespace = textAttribute(index, 'tablespace')
  return [
    'CREATE',
    ...(index.unique ? ['UNIQUE'] : []),
    'INDEX',
    ...(options.concurrently ? ['CONCURRENTLY'] : []),
    ...(options.ifNotExists ? ['IF NOT EXISTS'] : []),
    quoteName(index.name),
    'ON',
    quoteQualified(index.namespace, index.table),
    ...(index.method === null || index.method === 'btree' ? [] : ['USING', printBareName(index.method)]),
    `(${index.parts.map(printIndexPart).join(', ')})`,
    ...(index.include.length === 0 ? [] : [`INCLUDE (${list(index.include)})`]),
    ...(index.nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(storage === '' ? [] : [`WITH (${storage})`]),
    ...(tablespace === null ? [] : [`TABLESPACE ${quoteName(tablespace)}`]),
    ...(index.where === null ? [] : [`WHERE ${index.where.sql}`]),
  ].join(' ')
}

function printIndexPart(part: IndexPart): string {
  const what = part.expression === null ? quoteName(part.column ?? '') : `(${part.expression.sql})`
  return [
    what,
    ...(part.collation === null ? [] : [`COLLATE ${printCollation(part.collation)}`]),
    ...(part.operatorClass === null ? [] : [printBareName(part.operatorClass)]),
    ...(part.order === 'asc' ? [] : ['DESC']),
    ...(part.nulls === null ? [] : [`NULLS ${part.nulls.toUpperCase()}`]),
  ].join(' ')
}
