import {
  type Column,
  type ColumnDefault,
  type ColumnType,
  type Identity,
  type TableRef,
  canonicalExpression,
  sequenceNameOf,
  sequenceNumber,
} from '../../../schema/index.ts'
import { tidyExpression } from '../comparable-expression.ts'
import { readDefault } from '../defaults/read-default.ts'
import { parseType } from '../types/parse-type.ts'
import type { CatalogNames } from './catalog-names.ts'
import { type ResultRow, attributesAt, inheritedAt, isTrueAt, numberAt, textAt, textOrNullAt } from './result-row.ts'

/** A sequence that belongs to a column. */
interface OwnedSequence {
  readonly oid: string
  /** As a default spells it: qualified where it must be. */
  readonly spelled: string
  readonly name: string
  readonly isIdentity: boolean
  readonly type: string
  readonly options: Omit<Identity, 'generation' | 'sequence' | 'sequenceType'>
}

/** Table oid and column number → sequence. */
export type OwnedSequences = ReadonlyMap<string, OwnedSequence>

function sequenceKey(table: string, column: number): string {
  return `${table}.${column}`
}

/** Rows of the sequences query; options that are the database's defaults become null. */
export function readSequences(rows: readonly ResultRow[]): OwnedSequences {
  return new Map(
    rows.map((row) => [
      sequenceKey(textAt(row, 2), numberAt(row, 3)),
      {
        oid: textAt(row, 0),
        spelled: textAt(row, 1),
        name: textAt(row, 12),
        isIdentity: row[4] === 'i',
        type: textAt(row, 11),
        options: readOptions(row),
      },
    ]),
  )
}

const typeMaximum: { readonly [type: string]: string } = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
}

/** @see https://www.postgresql.org/docs/18/sql-createsequence.html */
function readOptions(row: ResultRow): OwnedSequence['options'] {
  const [start, increment, minimum, maximum, cache] = [5, 6, 7, 8, 9].map((index) => textAt(row, index))
  const top = typeMaximum[textAt(row, 11)] ?? ''
  const down = increment?.startsWith('-') === true
  const bottom = `-${(BigInt(top || '0') + 1n).toString()}`
  const defaultMinimum = down ? bottom : '1'
  const defaultMaximum = down ? '-1' : top
  const unless = (value: string | undefined, usual: string | undefined) =>
    value === undefined || value === usual ? null : sequenceNumber(value)
  return {
    start: unless(start, down ? maximum : minimum),
    increment: unless(increment, '1'),
    minimum: unless(minimum, defaultMinimum),
    maximum: unless(maximum, defaultMaximum),
    cache: unless(cache, '1'),
    cycle: isTrueAt(row, 10),
  }
}

/** One row of the columns query as a column of a table. */
export function readColumn(row: ResultRow, table: TableRef, names: CatalogNames, sequences: OwnedSequences): Column {
  const type = readType(textAt(row, 3), textOrNullAt(row, 4), names)
  const expression = textOrNullAt(row, 6)
  const generation = textOrNullAt(row, 8)
  const sequence = sequences.size === 0 ? undefined : sequences.get(sequenceKey(textAt(row, 0), numberAt(row, 1)))
  const usual = sequence === undefined ? '' : sequenceNameOf(table.name, textAt(row, 2))
  const identity = readIdentity(textOrNullAt(row, 7), expression, sequence, usual, textAt(row, 3))
  const isGenerated = generation !== null && expression !== null
  const hasDefault = expression !== null && !isGenerated && identity === null
  const collation = textOrNullAt(row, 9)
  return {
    kind: 'column',
    namespace: table.namespace,
    table: table.name,
    name: textAt(row, 2),
    type,
    nullable: !isTrueAt(row, 5),
    default: hasDefault ? defaultOf(expression, type, textAt(row, 3), names) : null,
    identity,
    generated: isGenerated
      ? { expression: canonicalExpression(tidyExpression(expression)), stored: generation === 's' }
      : null,
    collation: collation === null ? null : (names.collations.get(collation) ?? null),
    comment: textOrNullAt(row, 10),
    ...inheritedAt(row, 11),
    ...attributesAt(row, 12),
  }
}

function defaultOf(text: string, type: ColumnType, typeText: string, names: CatalogNames): ColumnDefault | null {
  const key = `${typeText}\0${text}`
  const known = names.parsed.defaults.get(key)
  if (known !== undefined) return known
  const value = readDefault(tidyExpression(text), type, typeText)
  names.parsed.defaults.set(key, value)
  return value
}

/** The text of a type, with enums told by their oid, since a name alone says nothing. */
function readType(text: string, oid: string | null, names: CatalogNames): ColumnType {
  const found = oid === null ? undefined : names.enums.get(oid)
  if (found === undefined) return readNamedType(text, names)
  const { namespace, name, values } = found.type
  const type: ColumnType = { kind: 'enum', namespace, name, values }
  return found.isArray ? { kind: 'array', of: type } : type
}

function readNamedType(text: string, names: CatalogNames): ColumnType {
  const known = names.parsed.types.get(text)
  if (known !== undefined) return known
  const type = parseType(text)
  names.parsed.types.set(text, type)
  return type
}

/**
 * `GENERATED … AS IDENTITY`, or a serial column: it owns the sequence that its default takes numbers from.
 *
 * @param usual the name that PostgreSQL would give the sequence
 */
function readIdentity(
  mark: string | null,
  expression: string | null,
  sequence: OwnedSequence | undefined,
  usual: string,
  columnType: string,
): Identity | null {
  if (sequence === undefined) return null
  const options = { ...sequence.options, ...(sequence.name === usual ? {} : { sequence: sequence.name }) }
  if (mark !== null) return { generation: mark === 'a' ? 'always' : 'byDefault', ...options }
  if (sequence.isIdentity) return null
  const ownDefault = `nextval('${sequence.spelled.replaceAll("'", "''")}'::regclass)`
  if (expression !== ownDefault) return null
  return { generation: 'serial', ...options, ...(sequence.type === columnType ? {} : { sequenceType: sequence.type }) }
}
