import {
  type Catalog,
  type CatalogDraft,
  type Column,
  type ColumnDefault,
  type Expression,
  type Index,
  type TableMember,
  type TableRef,
  displayTable,
  tableOf,
} from '../schema/index.ts'
import { type SqlToken, nameOfToken, tokenizeSql } from '../text/index.ts'
import { mentionsColumn } from './column-use.ts'
import { columnsOfEnum, enumIn } from './enum-use.ts'

/** Values of enum types within expressions: PostgreSQL keeps the value itself there, so a renamed one changes its text. */

function textOfLiteral(token: SqlToken): string | null {
  if (token.kind !== 'string' || !token.text.startsWith("'")) return null
  return token.text.slice(1, -1).replaceAll("''", "'")
}

/** The enum types and text literals that an expression of a table brings together: its literals may be their values. */
export function enumValuesIn(
  catalog: Catalog,
  ref: TableRef,
  expression: Expression,
): readonly { readonly type: TableRef; readonly value: string }[] {
  const types = [...catalog.membersOf(ref)].flatMap((member) => {
    const found = member.kind === 'column' ? enumIn(member.type) : null
    return found !== null && mentionsColumn(expression, member.name) ? [found] : []
  })
  if (types.length === 0) return []
  const literals = tokenizeSql(expression.sql).flatMap((token) => textOfLiteral(token) ?? [])
  return types.flatMap((type) => literals.map((value) => ({ type, value })))
}

/** Renames a value in every expression that brings it together with a column of its type. */
export function renameValueInExpressions(draft: CatalogDraft, type: TableRef, from: string, to: string): void {
  const byTable = Map.groupBy(columnsOfEnum(draft, type), (column) => displayTable(tableOf(column)))
  for (const columns of byTable.values()) {
    const [first] = columns
    if (first === undefined) continue
    const rename = (expression: Expression) =>
      columns.some((column) => mentionsColumn(expression, column.name))
        ? renamedIn(expression, type, from, to)
        : expression
    for (const member of draft.membersOf(tableOf(first))) {
      if (member.kind === 'other') continue
      const next = renamedMember(member, rename)
      if (next !== member) draft.put(next)
    }
    for (const column of columns) {
      const value = renamedDefault(column, (expression) => renamedIn(expression, type, from, to))
      const current = draft.get({ kind: 'column', namespace: column.namespace, table: column.table, name: column.name })
      if (current !== undefined && value !== column.default) draft.put({ ...current, default: value })
    }
  }
}

function renamedDefault(column: Column, rename: (expression: Expression) => Expression): ColumnDefault | null {
  if (column.default?.kind !== 'expression') return column.default
  return { kind: 'expression', expression: rename(column.default.expression) }
}

function renamedMember(member: TableMember, rename: (expression: Expression) => Expression): TableMember {
  if (member.kind === 'check') return { ...member, expression: rename(member.expression) }
  if (member.kind === 'index') return renamedIndex(member, rename)
  if (member.kind !== 'column' || member.generated === null) return member
  return { ...member, generated: { ...member.generated, expression: rename(member.generated.expression) } }
}

function renamedIndex(index: Index, rename: (expression: Expression) => Expression): Index {
  return {
    ...index,
    parts: index.parts.map((part) => ({
      ...part,
      expression: part.expression === null ? null : rename(part.expression),
    })),
    where: index.where === null ? null : rename(index.where),
  }
}

function renamedIn(expression: Expression, type: TableRef, from: string, to: string): Expression {
  const inText = (sql: string) => {
    const tokens = tokenizeSql(sql)
    return tokens
      .map((token, index) => {
        if (textOfLiteral(token) !== from || isOfOtherType(tokens.slice(index + 1), type)) return token.text
        return `'${to.replaceAll("'", "''")}'`
      })
      .join('')
  }
  return {
    sql: inText(expression.sql),
    canonical: expression.canonical === null ? null : inText(expression.canonical),
  }
}

/** Whether a literal is cast to a type that is not the enum type: `'draft'::text` stays what it is. */
function isOfOtherType(behind: readonly SqlToken[], type: TableRef): boolean {
  if (behind[0]?.text !== '::') return false
  const names = behind
    .slice(1, 4)
    .filter((token) => token.kind === 'word' || token.kind === 'identifier')
    .map(nameOfToken)
  return !names.includes(type.name)
}
