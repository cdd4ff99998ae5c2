import { LimbeckError } from '../../../errors/index.ts'
import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../../../text/index.ts'
import type { Span } from './parsed.ts'

/** Walks over the tokens of a CREATE text that mean something. */
export class Cursor {
  readonly text: string
  readonly #tokens: readonly SqlToken[]
  #at = 0

  /** @param part of the text to walk over, whose ends are ends of tokens; all of it when left out */
  constructor(text: string, part: Span = { start: 0, end: text.length }) {
    this.text = text
    const { start, end } = part
    const tokens = significantTokens(tokenizeSql(text.slice(start, end), { brackets: true }))
    this.#tokens =
      start === 0 ? tokens : tokens.map((token) => ({ ...token, start: token.start + start, end: token.end + start }))
  }

  /** The token ahead, or undefined at the end. */
  peek(ahead = 0): SqlToken | undefined {
    return this.#tokens[this.#at + ahead]
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** Offset of the token ahead. */
  get start(): number {
    return this.peek()?.start ?? this.text.length
  }

  /** Offset behind the token before. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0
  }

  next(): SqlToken {
    const token = this.peek()
    if (token === undefined) throw this.unexpected('more')
    this.#at += 1
    return token
  }

  /** Whether these unquoted words or marks stand ahead, one after the other. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, ahead) => {
      const token = this.peek(ahead)
      // The lengths differ mostly, and asking for them is cheaper than another case.
      if (token === undefined || token.text.length !== word.length || token.kind === 'identifier') return false
      return token.text === word || token.text.toUpperCase() === word
    })
  }

  /** Takes the words if they stand ahead. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false
    this.#at += words.length
    return true
  }

  expects(word: string): void {
    if (!this.takes(word)) throw this.unexpected(`"${word}"`)
  }

  /** A name, in any of the quotes that SQLite takes, single ones included. */
  name(): string {
    const token = this.next()
    if (token.kind === 'string') return token.text.slice(1, -1).replaceAll("''", "'")
    if (token.kind === 'word' || token.kind === 'identifier') return nameOfToken(token)
    this.#at -= 1
    throw this.unexpected('a name')
  }

  /** `( … )` with everything nested in it; the span is what stands inside, without outer white space. */
  parenthesized(): Span {
    this.expects('(')
    const start = this.start
    let depth = 1
    while (depth > 0) {
      const token = this.next()
      if (token.text === '(') depth += 1
      else if (token.text === ')') depth -= 1
    }
    const end = this.#tokens[this.#at - 2]?.end ?? start
    return { start, end: Math.max(start, end) }
  }

  textOf(span: Span): string {
    return this.text.slice(span.start, span.end)
  }

  unexpected(wanted: string): LimbeckError {
    const token = this.peek()
    const found = token === undefined ? 'the end' : `"${token.text}" at character ${token.start + 1}`
    return new LimbeckError(
      'LB6165',
      `limbeck cannot read a CREATE text of the database: ${wanted} expected, ${found} found.`,
      {
        hints: ['Report the statement below as a fault of limbeck; until then leave the table out with `exclude`.'],
        details: { statement: this.text, character: token?.start ?? this.text.length },
      },
    )
  }
}
