import { assertNever } from '../errors/index.ts'
import {
  type Catalog,
  type Constraint,
  type Expression,
  type ForeignKey,
  type Index,
  type ObjectId,
  type TableMember,
  type TableRef,
  displayName,
  displayTable,
  idOf,
  tableKey,
  tableOf,
} from '../schema/index.ts'
import { nameOfToken, significantTokens, tokenizeSql } from '../text/index.ts'
import { stateError, wordFor } from './catalog-state.ts'

/** Who uses a column: constraints, indexes, generated columns, foreign keys of other tables. */

const keywords = new Set(
  'all and any array as asc between both by case cast coalesce collate current_date current_time current_timestamp desc distinct else end escape exists false from glob ilike in interval is isnull like not notnull null or similar symmetric then to true when'.split(
    ' ',
  ),
)

/** The words of an expression that may name columns: no strings, keywords, functions or types behind `::`. */
export function namesIn(expression: Expression): readonly string[] {
  const tokens = significantTokens(tokenizeSql(expression.sql))
  const names = tokens
    .filter((token, index) => {
      if (tokens[index - 1]?.text === '::') return false
      if (token.kind === 'identifier') return true
      return token.kind === 'word' && tokens[index + 1]?.text !== '(' && !keywords.has(token.text.toLowerCase())
    })
    .map(nameOfToken)
  return [...new Set(names)]
}

/** Whether an expression names the column; an unquoted name is the same in any case. */
export function mentionsColumn(expression: Expression | null, column: string): boolean {
  if (expression === null) return false
  const wanted = column.toLowerCase()
  return namesIn(expression).some((name) => name.toLowerCase() === wanted)
}

/** Whether a constraint or index cannot exist without the column of its own table. */
function usesColumn(member: Constraint | Index, column: string): boolean {
  switch (member.kind) {
    case 'primaryKey':
    case 'foreignKey':
      return member.columns.includes(column)
    case 'unique':
      return member.columns.includes(column) || member.include.includes(column)
    case 'check':
      return mentionsColumn(member.expression, column)
    case 'index':
      return (
        member.include.includes(column) ||
        mentionsColumn(member.where, column) ||
        member.parts.some((part) => part.column === column || mentionsColumn(part.expression, column))
      )
    default:
      return assertNever(member)
  }
}

/**
 * The constraints and indexes that go with a column when it is dropped, those over several columns included.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html DROP COLUMN: "Indexes and table constraints involving the
 * column will be automatically dropped as well."
 */
export function hangingOn(catalog: Catalog, ref: TableRef, column: string): readonly (Constraint | Index)[] {
  return [...catalog.membersOf(ref)].filter(
    (member): member is Constraint | Index =>
      member.kind !== 'column' && member.kind !== 'other' && usesColumn(member, column),
  )
}

/** The names of generated columns whose expression mentions the column. */
export function generatedFrom(catalog: Catalog, ref: TableRef, column: string): readonly string[] {
  return [...catalog.membersOf(ref)]
    .filter((member) => member.kind === 'column' && member.name !== column)
    .filter((member) => member.kind === 'column' && mentionsColumn(member.generated?.expression ?? null, column))
    .map((member) => member.name)
}

/** The columns that a key makes unique, or null for what is no key (a partial or expression index, a check). */
export function keyColumns(member: TableMember): readonly string[] | null {
  if (member.kind === 'primaryKey' || member.kind === 'unique') return member.columns
  if (member.kind !== 'index' || !member.unique || member.where !== null) return null
  const columns = member.parts.map((part) => part.column)
  return columns.every((column) => column !== null) ? columns : null
}

/** Whether a foreign key points at what is not there, which only SQLite lets pass: then nothing is asked of the other end. */
export function isLoose(foreignKey: ForeignKey): boolean {
  return foreignKey.attributes?.['loose'] === true
}

/** The keys of the referenced table that a foreign key can stand on. */
export function keysUnder(catalog: Catalog, foreignKey: ForeignKey): readonly TableMember[] {
  const { namespace, table, columns } = foreignKey.references
  return [...catalog.membersOf({ namespace, name: table })].filter((member): member is TableMember => {
    if (member.kind === 'other') return false
    const key = keyColumns(member)
    return key !== null && sameNames(key, columns)
  })
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().every((name, index) => name === [...b].sort()[index])
}

/** @throws LimbeckError LB5003 when a foreign key stands on this key and on no other. */
export function requireUnneededKey(catalog: Catalog, member: TableMember): void {
  if (keyColumns(member) === null) return
  for (const foreignKey of catalog.referencesTo(tableOf(member))) {
    const keys = isLoose(foreignKey) ? [] : keysUnder(catalog, foreignKey)
    if (keys.length !== 1 || !sameId(keys[0], member)) continue
    throw stateError(
      `Foreign key '${foreignKey.name}' of table '${displayTable(tableOf(foreignKey))}' needs the ` +
        `${wordFor(member.kind)} '${member.name}' of table '${displayTable(tableOf(member))}'.`,
      idOf(member),
      [`Drop the foreign key '${foreignKey.name}' first.`],
    )
  }
}

function sameId(a: TableMember | undefined, b: TableMember): boolean {
  return a?.kind === b.kind && a.name === b.name
}

/** @throws LimbeckError LB5003 when a generated column, or a foreign key that stays, uses the column. */
export function requireUnusedColumn(catalog: Catalog, ref: TableRef, column: string): void {
  const id: ObjectId = { kind: 'column', namespace: ref.namespace, table: ref.name, name: column }
  const [generated] = generatedFrom(catalog, ref, column)
  if (generated !== undefined) {
    throw stateError(`Generated column '${generated}' of table '${displayTable(ref)}' uses column '${column}'.`, id, [
      `Drop the column '${generated}' first.`,
    ])
  }
  for (const foreignKey of catalog.referencesTo(ref)) {
    const goesToo = tableKey(tableOf(foreignKey)) === tableKey(ref) && foreignKey.columns.includes(column)
    if (goesToo || isLoose(foreignKey) || !foreignKey.references.columns.includes(column)) continue
    throw stateError(
      `Foreign key '${foreignKey.name}' of table '${displayTable(tableOf(foreignKey))}' references column ` +
        `'${displayName(id)}'.`,
      id,
      [`Drop the foreign key '${foreignKey.name}' first.`],
    )
  }
}
