import { significantTokens, tokenizeSql, nameOfToken } from '../../text/index.ts'
import { stringOfToken } from './expression-text.ts'
import { sqliteLiteral } from './values.ts'

/**
 * SQLite has no enum types. A column of one is TEXT with a check whose name marks it:
 * `CONSTRAINT "enum crew_status" CHECK ("status" IN ('draft', 'active'))`. Introspection turns it back into the type.
 */
const prefix = 'enum '

export function enumMarkerName(typeName: string): string {
  return `${prefix}${typeName}`
}

/** The type that a constraint name marks, or null. */
export function enumOfMarkerName(name: string | null): string | null {
  return name?.startsWith(prefix) === true && name.length > prefix.length ? name.slice(prefix.length) : null
}

/** The whole constraint, as in CREATE TABLE. */
export function enumMarker(typeName: string, column: string, values: readonly string[]): string {
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
  return `CONSTRAINT ${quote(enumMarkerName(typeName))} CHECK (${enumCheck(column, values)})`
}

export function enumCheck(column: string, values: readonly string[]): string {
  // A type without values allows nothing but NULL; `IN ()` is SQLite's own way to say that.
  return `"${column.replaceAll('"', '""')}" IN (${values.map(sqliteLiteral).join(', ')})`
}

/** `column IN ('a', 'b')` taken apart; null when the expression is anything else. */
export function parseEnumCheck(sql: string): { readonly column: string; readonly values: readonly string[] } | null {
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  const [first, word, open] = tokens
  if (first === undefined || (first.kind !== 'word' && first.kind !== 'identifier')) return null
  if (word?.text.toUpperCase() !== 'IN' || open?.text !== '(' || tokens.at(-1)?.text !== ')') return null
  const inner = tokens.slice(3, -1)
  const values: string[] = []
  for (const [place, token] of inner.entries()) {
    if (place % 2 === 1) {
      if (token.text !== ',') return null
      continue
    }
    const value = stringOfToken(token)
    if (value === null) return null
    values.push(value)
  }
  return inner.length === 0 || inner.length % 2 === 1 ? { column: nameOfToken(first), values } : null
}
