import { type Catalog, type Check, type Column, type Index, type TableRef, tableKey, tableOf } from '../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../sql/index.ts'
import { hangingOn } from './column-use.ts'
import { columnsOfEnum, enumValuesInDefault, replaceEnum } from './enum-use.ts'

/**
 * PostgreSQL cannot take values from an enum type or move them: a new type takes the place of the old one, and every
 * column is cast through text. Defaults, checks and indexes with expressions hold the old type, so they go before and
 * come back behind.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertype.html
 */
export function replaceEnumStatements(
  ref: TableRef,
  values: readonly string[],
  dropped: { readonly value: string; readonly replacement: string | null } | null,
  grammar: Grammar,
  before: Catalog,
): readonly Statement[] {
  const name = grammar.qualified(ref.namespace, ref.name)
  const oldName = `${ref.name.slice(0, 40)}__limbeck_old`
  const columns = columnsOfEnum(before, ref)
  const holders = holdersOf(columns, before)
  return [
    ...holders.flatMap((holder) => dropHolder(holder, grammar)),
    statement(`ALTER TYPE ${name} RENAME TO ${grammar.quote(oldName)}`),
    statement(`CREATE TYPE ${name} AS ENUM (${values.map((value) => grammar.literal(value)).join(', ')})`),
    ...columns.flatMap((column) => castColumn(column, values, dropped, grammar)),
    statement(`DROP TYPE ${grammar.qualified(ref.namespace, oldName)}`),
    ...holders.flatMap((holder) => createHolder(holder, grammar)),
  ]
}

type Holder = Check | Index

function holdersOf(columns: readonly Column[], before: Catalog): readonly Holder[] {
  const found = new Map<string, Holder>()
  for (const column of columns) {
    for (const member of hangingOn(before, tableOf(column), column.name)) {
      const inExpression =
        member.kind === 'check' ||
        (member.kind === 'index' && (member.where !== null || member.parts.some((part) => part.expression !== null)))
      if (inExpression) found.set(`${tableKey(tableOf(member))} ${member.kind} ${member.name}`, member)
    }
  }
  return [...found.values()]
}

function dropHolder(holder: Holder, grammar: Grammar): readonly Statement[] {
  const table = grammar.qualified(holder.namespace, holder.table)
  if (holder.kind === 'check') return [alterStatement(table, `DROP CONSTRAINT ${grammar.quote(holder.name)}`)]
  return [statement(`DROP INDEX ${grammar.qualified(holder.namespace, holder.name)}`)]
}

function createHolder(holder: Holder, grammar: Grammar): readonly Statement[] {
  const table = grammar.qualified(holder.namespace, holder.table)
  if (holder.kind === 'check') return [alterStatement(table, `ADD ${grammar.constraintDefinition(holder)}`)]
  return [statement(grammar.createIndex(holder, { concurrently: false, ifNotExists: false }))]
}

function castColumn(
  column: Column,
  values: readonly string[],
  dropped: { readonly value: string; readonly replacement: string | null } | null,
  grammar: Grammar,
): readonly Statement[] {
  const table = grammar.qualified(column.namespace, column.table)
  const quoted = grammar.quote(column.name)
  const type = replaceEnum(column.type, (found) => ({ ...found, values }))
  const isArray = column.type.kind === 'array'
  const asText = `${quoted}::text${isArray ? '[]' : ''}`
  const alter = (clause: string) => alterStatement(table, `ALTER COLUMN ${quoted} ${clause}`)
  const moved = dropped !== null && dropped.replacement !== null
  const from = moved ? grammar.literal(dropped.value) : ''
  const to = moved ? grammar.literal(dropped.replacement) : ''
  const replaced = isArray
    ? `array_replace(${asText}, ${from}, ${to})`
    : `(CASE ${asText} WHEN ${from} THEN ${to} ELSE ${asText} END)`
  const next = nextDefault(column, dropped)
  return [
    ...(column.default === null ? [] : [alter('DROP DEFAULT')]),
    alter(`TYPE ${grammar.typeName(type)} USING ${moved ? replaced : asText}::${grammar.typeName(type)}`),
    ...(next === null ? [] : [alter(`SET DEFAULT ${grammar.defaultValue(next, type)}`)]),
  ]
}

function nextDefault(
  column: Column,
  dropped: { readonly value: string; readonly replacement: string | null } | null,
): Column['default'] {
  if (dropped === null || dropped.replacement === null || column.default?.kind !== 'literal') return column.default
  if (!enumValuesInDefault(column).includes(dropped.value)) return column.default
  const { replacement } = dropped
  const { value } = column.default
  if (!Array.isArray(value)) return { kind: 'literal', value: replacement }
  return { kind: 'literal', value: value.map((item: unknown) => (item === dropped.value ? replacement : String(item))) }
}
