import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../../text/index.ts'

/** What a statement does to rows or tables, as far as its first words tell. */
export type StatementVerb =
  | { readonly kind: 'reads' }
  /** INSERT, UPDATE, DELETE, REPLACE; `table` is null when the words do not tell. */
  | { readonly kind: 'changesRows'; readonly table: string | null }
  | { readonly kind: 'dropsTable'; readonly table: string }
  | { readonly kind: 'renamesTable'; readonly table: string; readonly to: string }
  | { readonly kind: 'changesSchema' }
  | { readonly kind: 'other' }

/** Several parts of the program ask about one statement, and each revision of a run repeats some. */
const known = new Map<string, StatementVerb>()
const mostKnown = 50

/** Reads the first words of one statement; costs nothing on the rest of it. */
export function verbOf(sql: string): StatementVerb {
  const before = known.get(sql)
  if (before !== undefined) return before
  const verb = plainVerb(sql) ?? readVerb(sql)
  if (sql.length <= longestHead) {
    if (known.size >= mostKnown) known.clear()
    known.set(sql, verb)
  }
  return verb
}

/** What is looked at of a long text. */
const longestHead = 600
/** Names and words of a statement that changes rows stand in this much of it, as a rule. */
const shortHead = 120
/** More words than these are asked of no such statement. */
const mostWords = 8

const reads = /^\s*(?:SELECT|VALUES|EXPLAIN)(?![\w$\u0080-\uffff])/i
const creates = /^\s*CREATE(?![\w$\u0080-\uffff])/i
const changesRows = /^\s*(?:INSERT|REPLACE|UPDATE|DELETE)(?![\w$\u0080-\uffff])/i

/** The answer where the first word gives it, or a short part of the text; else null. */
function plainVerb(sql: string): StatementVerb | null {
  if (reads.test(sql)) return { kind: 'reads' }
  if (creates.test(sql)) return { kind: 'changesSchema' }
  if (sql.length <= shortHead || !changesRows.test(sql)) return null
  const tokens = significantTokens(tokenizeSql(sql.slice(0, shortHead), { brackets: true }))
  // The last token may be cut in two.
  return tokens.length > mostWords ? verbOfTokens(tokens, sql) : null
}

/** The slow way, which needs no guess about the text. */
export function readVerb(sql: string): StatementVerb {
  return verbOfTokens(significantTokens(tokenizeSql(sql.slice(0, longestHead), { brackets: true })), sql)
}

function verbOfTokens(tokens: readonly SqlToken[], sql: string): StatementVerb {
  const word = (place: number) => (tokens[place]?.kind === 'word' ? tokens[place].text.toUpperCase() : '')
  const name = (place: number): string | null => {
    const token = tokens[place]
    if (token === undefined) return null
    if (tokens[place + 1]?.text === '.') return name(place + 2)
    if (token.kind === 'string') return token.text.slice(1, -1).replaceAll("''", "'")
    return token.kind === 'word' || token.kind === 'identifier' ? nameOfToken(token) : null
  }
  const conflict = word(1) === 'OR' ? 2 : 0
  switch (word(0)) {
    case 'SELECT':
    case 'VALUES':
    case 'EXPLAIN':
      return { kind: 'reads' }
    case 'INSERT':
      return { kind: 'changesRows', table: name(2 + conflict) }
    case 'REPLACE':
      return { kind: 'changesRows', table: name(2) }
    case 'UPDATE':
      return { kind: 'changesRows', table: name(1 + conflict) }
    case 'DELETE':
      return { kind: 'changesRows', table: name(2) }
    case 'WITH':
      return tokens.some((token) => /^(insert|update|delete|replace)$/i.test(token.text)) || sql.length > longestHead
        ? { kind: 'changesRows', table: null }
        : { kind: 'reads' }
    case 'DROP': {
      const table = name(word(2) === 'IF' ? 4 : 2)
      return word(1) === 'TABLE' && table !== null ? { kind: 'dropsTable', table } : { kind: 'changesSchema' }
    }
    case 'ALTER': {
      const at = tokens.findIndex((token, place) => place > 2 && token.text.toUpperCase() === 'RENAME')
      const table = name(2)
      const to = at > 0 && word(at + 1) === 'TO' ? name(at + 2) : null
      return table !== null && to !== null ? { kind: 'renamesTable', table, to } : { kind: 'changesSchema' }
    }
    case 'CREATE':
      return { kind: 'changesSchema' }
    default:
      return { kind: 'other' }
  }
}
