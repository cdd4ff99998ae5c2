import { significantTokens, tokenizeSql } from '../text/index.ts'

/**
 * What a hand-written statement means for a run outside of a transaction.
 * `session`: only changes settings of the connection, so a resumed run needs it again. `reads`: changes nothing.
 * `rows`: changes rows, so it may have a transaction of its own together with its journal row, and is never in doubt.
 * `unknown`: must really run outside of a transaction, because it may be one of those that cannot run inside.
 */
export type StatementEffect = 'session' | 'reads' | 'rows' | 'unknown'

const rowWords = new Set(['insert', 'update', 'delete', 'merge', 'replace'])

/** Judges by the first word, behind WITH by any word. SELECT may call functions that write: it counts as `unknown` when executed. */
export function statementEffect(sql: string): StatementEffect {
  const words = significantTokens(tokenizeSql(sql)).map((token) => token.text.toLowerCase())
  const first = words[0] ?? ''
  if (first === 'set' || first === 'reset' || first === 'pragma') return 'session'
  if (rowWords.has(first)) return 'rows'
  if (first === 'with') return words.some((word) => rowWords.has(word)) ? 'rows' : 'reads'
  return first === 'select' || first === 'values' || first === 'table' || first === 'show' || first === 'explain'
    ? 'reads'
    : 'unknown'
}
