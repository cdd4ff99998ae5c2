import { significantTokens, tokenizeSql } from '../../../text/index.ts'
import type { Span } from '../create-text/index.ts'

/** Where the name behind CONSTRAINT stands in a text, or null when the constraint has none. */
export function constraintNameSpan(text: string, constraint: Span): Span | null {
  const [word, name] = significantTokens(tokenizeSql(text.slice(constraint.start, constraint.end), { brackets: true }))
  if (word?.text.toUpperCase() !== 'CONSTRAINT' || name === undefined) return null
  return { start: constraint.start + name.start, end: constraint.start + name.end }
}
