import type { JsonObject } from '../../../errors/index.ts'
import type { Attributes, Column } from '../../../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import { objectAttribute, optionList, optionName } from '../attributes.ts'

/** `SET (…)` and `RESET (…)` that make the one list of parameters the other; empty where they are the same. */
export function parameterClauses(found: JsonObject, wanted: JsonObject): readonly string[] {
  const gone = Object.keys(found).filter((name) => !(name in wanted))
  const set = Object.entries(wanted).filter(([name, value]) => found[name] !== value)
  return [
    ...(set.length === 0 ? [] : [`SET (${optionList(Object.fromEntries(set))})`]),
    ...(gone.length === 0 ? [] : [`RESET (${gone.map(optionName).join(', ')})`]),
  ]
}

/**
 * The clauses that give a column its attributes.
 *
 * @param found what it has; `null` values in `wanted` are its type's default
 * @see https://www.postgresql.org/docs/18/sql-altertable.html
 */
export function columnAttributeStatements(
  column: Pick<Column, 'namespace' | 'table' | 'name' | 'type' | 'nullable'>,
  found: Attributes,
  wanted: Attributes,
  grammar: Grammar,
): readonly Statement[] {
  const table = grammar.qualified(column.namespace, column.table)
  const alter = (clause: string) => alterStatement(table, `ALTER COLUMN ${grammar.quote(column.name)} ${clause}`)
  const changed = (name: string) => (wanted[name] ?? null) !== (found[name] ?? null)
  const statements: Statement[] = []
  if (changed('storage')) statements.push(alter(`SET STORAGE ${storageWord(column, wanted['storage'])}`))
  if (changed('compression')) {
    const method = ['pglz', 'lz4'].find((one) => one === wanted['compression'])
    statements.push(alter(`SET COMPRESSION ${method ?? 'default'}`))
  }
  if (changed('statistics')) statements.push(alter(`SET STATISTICS ${Number(wanted['statistics'] ?? -1)}`))
  const options = parameterClauses(objectAttribute(found, 'options'), objectAttribute(wanted, 'options'))
  statements.push(...options.map(alter))
  if (changed('notNull') && !column.nullable) {
    const from = nameOf(found['notNull']) ?? `${column.table}_${column.name}_not_null`
    const to = nameOf(wanted['notNull']) ?? `${column.table}_${column.name}_not_null`
    // No other clause may stand beside it.
    statements.push(statement(`ALTER TABLE ${table} RENAME CONSTRAINT ${grammar.quote(from)} TO ${grammar.quote(to)}`))
  }
  return statements
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Before 16 there is no word for the type's own way of storing. */
function storageWord({ type }: Pick<Column, 'type'>, value: unknown): string {
  const known = ['plain', 'external', 'extended', 'main'].find((one) => one === value)
  if (known !== undefined) return known.toUpperCase()
  return type.kind === 'decimal' ? 'MAIN' : 'EXTENDED'
}
