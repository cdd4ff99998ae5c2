import type { OperationOf } from '../../../operations/index.ts'
import { type Catalog, type Column, type ColumnType, columnsComputedFrom, tableOf } from '../../../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import type { PostgresCapabilities } from '../capabilities.ts'
import { printCollation } from '../grammar.ts'
import { conversionOf, usingClause } from '../types/conversion.ts'
import type { EmitRequest } from './emit-request.ts'
import { identityStatements } from './identity-clauses.ts'
import { catchUp, onOwnedSequence } from './owned-sequence.ts'
import { columnAttributeStatements } from './option-clauses.ts'
import { aroundColumns, replaceColumn } from './replaced-column.ts'

type AlterColumn = OperationOf<'alterColumn'>

/**
 * Changes of one column, as clauses of one ALTER TABLE where PostgreSQL has such clauses.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html
 */
export function emitAlterColumn(op: AlterColumn, request: EmitRequest): readonly Statement[] {
  const { grammar, before } = request
  const found = before.get({ kind: 'column', namespace: op.namespace, table: op.table, name: op.column })
  const previous = found?.kind === 'column' ? found : null
  const isConverted = op.changes.type !== undefined || op.changes.collation !== undefined
  const computed = isConverted && previous !== null ? columnsComputedFrom(before, previous) : []
  return [
    ...aroundColumns(computed, changeStatements(op, previous, request), grammar, before),
    ...attributeStatements(op, previous, grammar),
    ...commentStatements(op, grammar),
  ]
}

/** A new type takes its own way of storing along, so what a column says about it is said again. */
function attributeStatements(op: AlterColumn, previous: Column | null, grammar: Grammar): readonly Statement[] {
  const { changes } = op
  const found = previous?.attributes ?? {}
  if (changes.attributes === undefined && (changes.type === undefined || previous?.attributes === undefined)) return []
  const { storage: _, compression: __, ...others } = found
  const next = {
    namespace: op.namespace,
    table: op.table,
    name: op.column,
    type: changes.type ?? previous?.type ?? ({ kind: 'text' } as const),
    nullable: changes.nullable ?? previous?.nullable ?? true,
  }
  const had = changes.type === undefined ? found : others
  return columnAttributeStatements(next, had, { ...found, ...changes.attributes }, grammar)
}

function changeStatements(op: AlterColumn, previous: Column | null, request: EmitRequest): readonly Statement[] {
  const { grammar, before, capabilities } = request
  const { changes } = op
  if (changes.generated !== undefined && previous !== null) {
    const next = { ...previous, ...withoutUndefined(changes) }
    if (needsReplacing(previous, next, capabilities, before)) {
      return replaceColumn(previous, next, next.generated === null, grammar, before)
    }
  }
  const table = grammar.qualified(op.namespace, op.table)
  const column = grammar.quote(op.column)
  const alter = (clause: string) => alterStatement(table, `ALTER COLUMN ${column} ${clause}`)
  const place = { namespace: op.namespace, table: op.table, column: op.column }
  const type = changes.type ?? previous?.type ?? null
  const statements: Statement[] = []
  const { before: takeAway, after: giveBack } = defaultClauses(op, previous, type, grammar)

  if (changes.identity === null) statements.push(...identityStatements(place, null, previous, grammar))
  if (changes.generated === null) statements.push(alter('DROP EXPRESSION IF EXISTS'))
  statements.push(...takeAway.map(alter))
  if (changes.type !== undefined || (changes.collation !== undefined && previous !== null)) {
    statements.push(alter(typeClause(op, previous, type, grammar)))
    if (previous?.identity?.generation === 'serial' && changes.identity === undefined && type !== null) {
      statements.push(serialType(place, type, grammar))
    }
  }
  statements.push(...giveBack.map(alter), ...numbersOfDefault(op, previous, type, grammar))
  if (changes.nullable !== undefined) statements.push(alter(changes.nullable ? 'DROP NOT NULL' : 'SET NOT NULL'))
  if (changes.generated) statements.push(alter(`SET EXPRESSION AS (${changes.generated.expression.sql})`))
  if (changes.identity)
    statements.push(...identityStatements(place, changes.identity, nullableBy(op, previous), grammar))
  return statements
}

/** The column as the clauses in front of ADD IDENTITY leave it. */
function nullableBy(op: AlterColumn, previous: Column | null): Column | null {
  if (previous === null) return null
  return {
    ...previous,
    type: op.changes.type ?? previous.type,
    nullable: op.changes.nullable ?? previous.nullable,
    default: op.changes.default === undefined ? previous.default : null,
  }
}

function withoutUndefined(changes: AlterColumn['changes']): Partial<Column> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

function needsReplacing(previous: Column, next: Column, capabilities: PostgresCapabilities, before: Catalog): boolean {
  if (previous.generated === null) return next.generated !== null
  if (next.generated === null) return !previous.generated.stored || !capabilities.dropGeneratedExpression
  if (previous.generated.stored !== next.generated.stored || !capabilities.setGeneratedExpression) return true
  // PostgreSQL gives virtual columns no other expression in tables with checks.
  return !next.generated.stored && [...before.membersOf(tableOf(next))].some(({ kind }) => kind === 'check')
}

/**
 * A default that the new type reads in another way goes before the type changes and comes back behind it; PostgreSQL
 * casts the others along.
 */
function defaultClauses(
  op: AlterColumn,
  previous: Column | null,
  type: ColumnType | null,
  grammar: Grammar,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const { changes } = op
  const had = previous?.default ?? null
  const isSet = changes.default !== undefined
  const next = isSet ? (changes.default ?? null) : had
  const isRetyped = changes.type !== undefined
  const staysAlong = !isSet && (had === null || had.kind === 'expression')
  if (!isRetyped || (staysAlong && !needsCast(op, previous))) {
    if (!isSet) return { before: [], after: [] }
    return next === null
      ? { before: ['DROP DEFAULT'], after: [] }
      : { before: [], after: [`SET DEFAULT ${grammar.defaultValue(next, type ?? { kind: 'text' })}`] }
  }
  const mayHaveHad = had !== null || previous === null
  return {
    before: mayHaveHad && (isSet || had !== null) ? ['DROP DEFAULT'] : [],
    after: next === null ? [] : [`SET DEFAULT ${grammar.defaultValue(next, type ?? { kind: 'text' })}`],
  }
}

function needsCast(op: AlterColumn, previous: Column | null): boolean {
  if (previous === null || op.changes.type === undefined) return false
  return op.using !== null || usingClause(conversionOf(previous.type, op.changes.type), '') !== null
}

/**
 * `TYPE …`, with USING only where the author says so or PostgreSQL does not find the way: a cast that is written out
 * cuts text to the new length in silence, PostgreSQL's own refuses to.
 */
function typeClause(op: AlterColumn, previous: Column | null, type: ColumnType | null, grammar: Grammar): string {
  const wanted = type ?? { kind: 'text' }
  const collation = op.changes.collation === undefined ? (previous?.collation ?? null) : op.changes.collation
  const collate = collation === null ? '' : ` COLLATE ${printCollation(collation)}`
  const using = op.using ?? automaticUsing(op, previous, wanted, grammar)
  return `TYPE ${grammar.typeName(wanted)}${collate}${using === null ? '' : ` USING ${using}`}`
}

function automaticUsing(op: AlterColumn, previous: Column | null, type: ColumnType, grammar: Grammar): string | null {
  const column = grammar.quote(op.column)
  // Offline the old type may not be known. A written cast does everywhere, except where it would cut text.
  if (previous === null) {
    const cutsText = type.kind === 'string' || type.kind === 'char' || type.kind === 'text'
    return cutsText ? null : `${column}::${grammar.typeName(type)}`
  }
  return usingClause(conversionOf(previous.type, type), column)
}

/** What a column of whole numbers counts with from now on is set behind its rows. */
function numbersOfDefault(
  op: AlterColumn,
  previous: Column | null,
  type: ColumnType | null,
  grammar: Grammar,
): readonly Statement[] {
  const next = sequenceOfDefault(op.changes.default ?? null)
  const counts = type?.kind === 'smallInteger' || type?.kind === 'integer' || type?.kind === 'bigInteger'
  if (next === null || !counts || next === sequenceOfDefault(previous?.default ?? null)) return []
  return [catchUp({ namespace: op.namespace, table: op.table, column: op.column }, next, grammar)]
}

/** The sequence in `nextval('…')`, as the literal that it is. */
function sequenceOfDefault(value: Column['default']): string | null {
  if (value?.kind !== 'expression') return null
  return /^nextval\(('(?:[^']|'')+')(?:::regclass)?\)$/i.exec(value.expression.sql)?.[1] ?? null
}

/** The sequence of a serial column keeps its own type, and with it its highest number. */
function serialType(
  place: { readonly namespace: string | null; readonly table: string; readonly column: string },
  type: ColumnType,
  grammar: Grammar,
): Statement {
  return onOwnedSequence(
    place,
    `ALTER SEQUENCE %s AS ${grammar.typeName(type)}`,
    grammar,
    'The sequence of a serial column has a type of its own',
  )
}

function commentStatements(op: AlterColumn, grammar: Grammar): readonly Statement[] {
  const { comment } = op.changes
  if (comment === undefined) return []
  const name = `${grammar.qualified(op.namespace, op.table)}.${grammar.quote(op.column)}`
  return [statement(`COMMENT ON COLUMN ${name} IS ${grammar.literal(comment)}`)]
}
