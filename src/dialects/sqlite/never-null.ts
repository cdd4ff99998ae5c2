import type { Column } from '../../schema/index.ts'
import { nameOfToken, significantTokens, tokenizeSql } from '../../text/index.ts'

const words = new Set(['and', 'between', 'collate', 'false', 'glob', 'in', 'is', 'like', 'not', 'or', 'true'])
const functions = new Set(
  'abs coalesce instr json_valid length lower ltrim replace round rtrim substr trim typeof upper'.split(' '),
)

/**
 * Whether a condition is never NULL, as far as its text can say. `ALTER TABLE … ADD CONSTRAINT … CHECK` refuses existing
 * rows for which the condition is NULL, which a check in CREATE TABLE lets pass: it is for such conditions only.
 *
 * @param columns those of the table
 * @see https://www.sqlite.org/lang_createtable.html#check_constraints "If the result is NULL […] it is not a violation."
 */
export function isNeverNull(condition: string, columns: readonly Column[]): boolean {
  const required = new Set(columns.filter(({ nullable }) => !nullable).map(({ name }) => name.toLowerCase()))
  const tokens = significantTokens(tokenizeSql(condition, { brackets: true }))
  return tokens.every((token, at) => {
    if (token.kind === 'number' || token.kind === 'string') return true
    if (token.kind !== 'word' && token.kind !== 'identifier') return !/[/%]|->/.test(token.text)
    const name = nameOfToken(token).toLowerCase()
    if (token.kind === 'identifier') return required.has(name)
    if (tokens[at - 1]?.text.toLowerCase() === 'collate') return true
    if (tokens[at + 1]?.text === '(' && !words.has(name)) return functions.has(name)
    return words.has(name) || required.has(name)
  })
}
