import { type Catalog, type Column, type Constraint, type Index, tableOf } from '../../../schema/index.ts'
import { assertNever } from '../../../errors/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import { keptByDefinition } from './emit-table.ts'
import { keptColumnRights } from './kept-rights.ts'
import { memberStatements } from './emit-member.ts'
import { columnAttributeStatements } from './option-clauses.ts'
import { nameOfToken, tokenizeSql } from '../../../text/index.ts'

/** Takes columns down and puts them up again around statements that they stand in the way of: computed columns. */
export function aroundColumns(
  columns: readonly Column[],
  statements: readonly Statement[],
  grammar: Grammar,
  before: Catalog,
): readonly Statement[] {
  if (columns.length === 0) return statements
  const replaced = columns.map((column) => replaceColumn(column, column, false, grammar, before))
  const again = replaced.flatMap(([, ...rest]) => rest)
  // What stands on two of them comes back once, behind both.
  const isColumn = (one: Statement) => one.alter?.clause?.startsWith('ADD COLUMN ') === true
  const once = new Map(
    [...again.filter(isColumn), ...again.filter((one) => !isColumn(one))].map((one) => [one.sql, one]),
  )
  return [...replaced.flatMap(([drop]) => drop ?? []), ...statements, ...once.values()]
}

/**
 * Puts another column of the same name in a column's place, where PostgreSQL cannot change it: into and out of computed
 * values, between stored and virtual, another expression before version 17. Constraints and indexes that go with the
 * old column come back.
 *
 * @see https://www.postgresql.org/docs/18/ddl-generated-columns.html
 */
export function replaceColumn(
  previous: Column,
  next: Column,
  keepsValues: boolean,
  grammar: Grammar,
  before: Catalog,
): readonly Statement[] {
  const table = grammar.qualified(previous.namespace, previous.table)
  const name = grammar.quote(previous.name)
  const members = [...before.membersOf(tableOf(previous))].filter(
    (member): member is Constraint | Index =>
      member.kind !== 'column' && member.kind !== 'other' && usesColumn(member, previous.name),
  )
  const again = members.flatMap((member) => [
    member.kind === 'index'
      ? statement(grammar.createIndex(member, { concurrently: false, ifNotExists: false }))
      : alterStatement(table, `ADD ${grammar.constraintDefinition(member)}`),
    ...memberStatements(member, grammar),
  ])
  const { attributes = {} } = next
  const said = [
    ...keptColumnRights(previous, before, grammar),
    ...columnAttributeStatements(next, keepsValues ? {} : keptByDefinition(attributes), attributes, grammar),
    ...(next.comment === null
      ? []
      : [statement(`COMMENT ON COLUMN ${table}.${name} IS ${grammar.literal(next.comment)}`)]),
  ]
  if (!keepsValues) {
    return [
      alterStatement(table, `DROP COLUMN ${name}`),
      alterStatement(table, `ADD COLUMN ${grammar.columnDefinition(next)}`),
      ...said,
      ...again,
    ]
  }
  const spare = `${next.name.slice(0, 40)}__limbeck_new`
  const nullable = { ...next, name: spare, nullable: true, default: null }
  return [
    alterStatement(table, `ADD COLUMN ${grammar.columnDefinition(nullable)}`),
    statement(`UPDATE ${table} SET ${grammar.quote(spare)} = ${name}`),
    alterStatement(table, `DROP COLUMN ${name}`),
    statement(`ALTER TABLE ${table} RENAME COLUMN ${grammar.quote(spare)} TO ${name}`),
    ...(next.default === null
      ? []
      : [alterStatement(table, `ALTER COLUMN ${name} SET DEFAULT ${grammar.defaultValue(next.default, next.type)}`)]),
    ...(next.nullable ? [] : [alterStatement(table, `ALTER COLUMN ${name} SET NOT NULL`)]),
    ...said,
    ...again,
  ]
}

function usesColumn(member: Constraint | Index, column: string): boolean {
  const mentions = (sql: string) =>
    tokenizeSql(sql).some(
      (token) => (token.kind === 'word' || token.kind === 'identifier') && nameOfToken(token) === column,
    )
  switch (member.kind) {
    case 'primaryKey':
    case 'foreignKey':
      return member.columns.includes(column)
    case 'unique':
      return member.columns.includes(column) || member.include.includes(column)
    case 'check':
      return mentions(member.expression.sql)
    case 'index':
      return (
        member.include.includes(column) ||
        (member.where !== null && mentions(member.where.sql)) ||
        member.parts.some((part) => part.column === column || mentions(part.expression?.sql ?? ''))
      )
    default:
      return assertNever(member)
  }
}
