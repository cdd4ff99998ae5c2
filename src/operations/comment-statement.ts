import type { TableRef } from '../schema/index.ts'
import { type Grammar, type Statement, statement } from '../sql/index.ts'

/** @see https://www.postgresql.org/docs/18/sql-comment.html */
export function commentOnTable(grammar: Grammar, ref: TableRef, comment: string | null): Statement {
  return statement(`COMMENT ON TABLE ${grammar.qualified(ref.namespace, ref.name)} IS ${grammar.literal(comment)}`)
}

/** @see https://www.postgresql.org/docs/18/sql-comment.html */
export function commentOnColumn(grammar: Grammar, ref: TableRef, column: string, comment: string | null): Statement {
  const name = `${grammar.qualified(ref.namespace, ref.name)}.${grammar.quote(column)}`
  return statement(`COMMENT ON COLUMN ${name} IS ${grammar.literal(comment)}`)
}
