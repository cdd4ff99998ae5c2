import type { DefinedObject } from '../../../schema/index.ts'
import { nameOfToken, significantTokens, tokenizeSql } from '../../../text/index.ts'
import { textOf } from './object-type.ts'

/**
 * The columns of a full-text table whose values can be read back from itself; null where they stand in another table or
 * nowhere, and for other modules.
 *
 * @see https://www.sqlite.org/fts5.html#external_content_and_contentless_tables
 */
export function storedColumns(table: Pick<DefinedObject, 'attributes'>): readonly string[] | null {
  if (textOf(table, 'module').toLowerCase() !== 'fts5') return null
  const columns: string[] = []
  for (const argument of argumentsOf(textOf(table, 'definition'))) {
    const [first, second] = significantTokens(tokenizeSql(argument, { brackets: true }))
    if (first === undefined) continue
    const name = first.kind === 'string' ? first.text.slice(1, -1).replaceAll("''", "'") : nameOfToken(first)
    if (second?.text !== '=') columns.push(name)
    else if (/^content(less_.*)?$/i.test(name)) return null
  }
  return columns
}

/** Splits at the commas that stand outside of quotes and parentheses. */
function argumentsOf(definition: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const token of tokenizeSql(definition, { brackets: true })) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    if (token.text === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += token.text
  }
  return parts
}
