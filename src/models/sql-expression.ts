import { inspect } from 'node:util'
import { LimbeckError } from '../errors/index.ts'
import { type Expression, writtenExpression } from '../schema/index.ts'
import { reservedWords } from '../text/index.ts'
import { definedBrand, hasBrand, sqlBrand, tableBrand, tableColumnBrand } from './brands.ts'
import { type IndexPartBuilder, indexPartMethods } from './index-part.ts'
import type { TableColumn } from './table-column.ts'

/** A piece of SQL written with the {@link sql} tag: a check, a default, an index expression, a predicate. */
export interface SqlExpression extends Expression {
  readonly [sqlBrand]: true
  readonly canonical: null
  /** In an index: ascending order, which is the default. */
  asc(): IndexPartBuilder
  /** In an index: descending order. */
  desc(): IndexPartBuilder
  /** In an index: NULL in front of all values. */
  nullsFirst(): IndexPartBuilder
  /** In an index: NULL behind all values. */
  nullsLast(): IndexPartBuilder
  /** In an index: PostgreSQL's operator class, such as `gin_trgm_ops`. */
  operatorClass(name: string): IndexPartBuilder
  /** In an index: the collation of this part. */
  collate(name: string): IndexPartBuilder
}

/** What may stand in `${…}` of the {@link sql} tag; an array becomes a list with commas. */
export type SqlValue =
  | SqlExpression
  | TableColumn
  | { readonly [tableBrand]: { readonly namespace: string | null; readonly name: string } }
  | { readonly [definedBrand]: { readonly namespace: string | null; readonly name: string } }
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | readonly SqlValue[]

/** The tag `` sql`…` ``, with {@link SqlTag.raw} beside it. */
export interface SqlTag {
  (strings: TemplateStringsArray, ...values: readonly SqlValue[]): SqlExpression
  /** In the configuration: files of SQL statements as models, by path, folder or glob. */
  (...files: readonly [string, ...string[]]): SqlFiles
  /** SQL text as it is, from a string. Nothing in it is quoted or escaped. */
  raw(text: string): SqlExpression
}

/** What `sql('./schema/*.sql')` gives: files of SQL statements as a source of models. Plain data, so that JSON can say it. */
export interface SqlFiles {
  readonly sqlFiles: readonly string[]
}

function expressionOf(text: string): SqlExpression {
  const own = { [sqlBrand]: true as const, sql: text, canonical: null }
  return Object.freeze(Object.assign(Object.create(indexPartMethods) as typeof indexPartMethods, own))
}

/**
 * Writes a piece of SQL. Columns and tables in `${…}` become names, strings, numbers and booleans become literals, an
 * array becomes a list, other `` sql`…` `` is put in as it is.
 *
 * Called with paths instead, as in `models: sql('./schema/*.sql')`, it names files of SQL statements as models.
 *
 * A backslash is written twice, as in every JavaScript template; one that JavaScript would take away is an error.
 *
 * @example
 * ```ts
 * check('ck_crews_kind', sql`${t.kind} IN (${['small', 'large']})`)
 * ```
 * @throws LimbeckError LB3015 for a value without a spelling in SQL, or a backslash that would be lost.
 */
export const sql: SqlTag = Object.assign(template, { raw: expressionOf })

function template(strings: TemplateStringsArray, ...values: readonly SqlValue[]): SqlExpression
function template(...files: readonly [string, ...string[]]): SqlFiles
function template(strings: TemplateStringsArray | string, ...values: readonly SqlValue[]): SqlExpression | SqlFiles {
  if (typeof strings === 'string') return { sqlFiles: [strings, ...values.map(String)] }
  strings.raw.forEach(refuseLostBackslash)
  return expressionOf(strings.map((text, at) => text + (at < values.length ? spell(values[at]) : '')).join(''))
}

/** JavaScript reads `\d` in a template as `d` and `\b` as a backspace: a regular expression would silently change. */
function refuseLostBackslash(written: string): void {
  const lost = [...written.matchAll(/\\([^])/g)].find((escape) => !'\\`$\'"nrtux\n\r'.includes(escape[1] ?? ''))
  if (lost === undefined) return
  throw new LimbeckError(
    'LB3015',
    `The backslash of "${lost[0]}" in sql\`…\` would be lost: JavaScript takes it away.`,
    {
      hints: [`Write it twice: "\\${lost[0]}".`],
    },
  )
}

export function isSqlExpression(value: unknown): value is SqlExpression {
  return hasBrand(value, sqlBrand)
}

/** The catalog's expression of a {@link SqlExpression}: plain data. */
export function toExpression(value: SqlExpression): Expression {
  return writtenExpression(value.sql.trim())
}

/** A name as it stands in an expression: bare where every database reads it so, else in double quotes. */
export function spellName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

function spell(value: unknown): string {
  if (isSqlExpression(value)) return value.sql
  if (hasBrand(value, tableColumnBrand)) return spellName((value as TableColumn)[tableColumnBrand].name)
  if (hasBrand(value, tableBrand)) return spellQualified(value[tableBrand])
  if (hasBrand(value, definedBrand)) return spellQualified(value[definedBrand])
  if (Array.isArray(value) && value.length > 0) return value.map(spell).join(', ')
  if (value === null) return 'NULL'
  if (typeof value === 'string' && !value.includes('\0')) return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (value instanceof Date && !Number.isNaN(value.getTime())) return `'${value.toISOString()}'`
  throw new LimbeckError('LB3015', `A value in sql\`…\` is ${whatIs(value)}, which has no spelling in SQL.`, {
    hints: ['Put columns, tables, sql`…`, strings, numbers, booleans, dates, null or arrays of these into `${…}`.'],
  })
}

/** Whoever carries a brand is a table, view or function of some copy of limbeck; its names stand under the mark. */
function spellQualified(state: unknown): string {
  const { namespace, name } = state as { readonly namespace: string | null; readonly name: string }
  // A function goes without the types of its arguments.
  const bare = spellName(name.replace(/\(.*\)$/s, ''))
  return namespace === null ? bare : `${spellName(namespace)}.${bare}`
}

function whatIs(value: unknown): string {
  if (value === undefined) return 'undefined (a misspelt column?)'
  return typeof value === 'string' ? 'text with a NUL character' : inspect(value, { depth: 1, breakLength: Infinity })
}
