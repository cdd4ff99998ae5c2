import type { Column, ColumnType, Identity } from '../schema/index.ts'
import { type Grammar, type Statement, alterStatement } from '../sql/index.ts'
import { commentOnColumn } from './comment-statement.ts'
import type { AlterColumn } from './data.ts'

/**
 * PostgreSQL's clauses for the changes of a column. A default goes before its type changes and comes back behind it,
 * because the database cannot always cast it along.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html
 */
export function alterColumnStatements(op: AlterColumn, grammar: Grammar, before: Column | null): readonly Statement[] {
  const { changes } = op
  const column = grammar.quote(op.column)
  const type = changes.type ?? before?.type ?? { kind: 'text' }
  const clauses: string[] = []
  const alter = (clause: string) => clauses.push(`ALTER COLUMN ${column} ${clause}`)

  if (changes.generated === null) alter('DROP EXPRESSION IF EXISTS')
  if (changes.identity === null) alter('DROP IDENTITY IF EXISTS')
  const hadDefault = before?.default ?? null
  const nextDefault = changes.default === undefined ? hadDefault : changes.default
  const retyped = changes.type !== undefined || (changes.collation !== undefined && before !== null)
  if (retyped && (hadDefault !== null || before === null) && nextDefault !== null) alter('DROP DEFAULT')
  if (changes.default === null) alter('DROP DEFAULT')
  if (retyped) alter(typeClause(op, grammar, column, type, before))
  if (nextDefault !== null && (retyped || changes.default !== undefined)) {
    alter(`SET DEFAULT ${grammar.defaultValue(nextDefault, type)}`)
  }
  if (changes.nullable !== undefined) alter(changes.nullable ? 'DROP NOT NULL' : 'SET NOT NULL')
  if (changes.generated) alter(`SET EXPRESSION AS (${changes.generated.expression.sql})`)
  if (changes.identity) alter(identityClause(changes.identity, before?.identity ?? null))

  const table = grammar.qualified(op.namespace, op.table)
  const { comment } = changes
  return [
    ...clauses.map((clause) => alterStatement(table, clause)),
    ...(comment === undefined
      ? []
      : [commentOnColumn(grammar, { namespace: op.namespace, name: op.table }, op.column, comment)]),
  ]
}

function typeClause(
  op: AlterColumn,
  grammar: Grammar,
  column: string,
  type: ColumnType,
  before: Column | null,
): string {
  const name = grammar.typeName(type)
  const collation = op.changes.collation === undefined ? (before?.collation ?? null) : op.changes.collation
  const collate = collation === null ? '' : ` COLLATE ${grammar.quote(collation)}`
  const using = op.using ?? castTo(type, before, column, name)
  return `TYPE ${name}${collate}${using === null ? '' : ` USING ${using}`}`
}

/**
 * What brings the old value to the new type. Within one kind of type (a longer string) PostgreSQL converts by itself,
 * and often without touching the rows. A written cast cuts text that is too long in silence, so text is left to it too.
 */
function castTo(type: ColumnType, before: Column | null, column: string, name: string): string | null {
  const converts = before?.type.kind === type.kind && !['enum', 'raw', 'array'].includes(type.kind)
  if (converts) return null
  return type.kind === 'string' || type.kind === 'char' ? `${column}::text` : `${column}::${name}`
}

function identityClause(identity: Identity, before: Identity | null): string {
  const kind = `GENERATED ${identity.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'}`
  const parts = [
    identity.start === null ? '' : `START WITH ${identity.start}`,
    identity.increment === null ? '' : `INCREMENT BY ${identity.increment}`,
    identity.minimum === null ? '' : `MINVALUE ${identity.minimum}`,
    identity.maximum === null ? '' : `MAXVALUE ${identity.maximum}`,
    identity.cache === null ? '' : `CACHE ${identity.cache}`,
    identity.cycle ? 'CYCLE' : '',
  ].filter((part) => part !== '')
  if (before === null) return `ADD ${kind} AS IDENTITY${parts.length === 0 ? '' : ` (${parts.join(' ')})`}`
  return [`SET ${kind}`, ...parts.map((part) => `SET ${part}`)].join(' ')
}
