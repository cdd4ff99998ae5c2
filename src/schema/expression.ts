/**
 * A piece of SQL that the database keeps: a check, a default, an index expression, a predicate.
 * `sql` is the text as written; `canonical` is the database's own spelling of it, where that is known.
 */
export interface Expression {
  readonly sql: string
  readonly canonical: string | null
}

/** An expression as a person wrote it. */
export function writtenExpression(sql: string): Expression {
  return { sql, canonical: null }
}

/** An expression as a database printed it. */
export function canonicalExpression(sql: string): Expression {
  return { sql, canonical: sql }
}
