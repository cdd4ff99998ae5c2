export type TokenKind = 'word' | 'string' | 'template' | 'punctuation' | 'comment' | 'regex'

const regex = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
const operatorWord = /^(?:return|typeof|case|in|of|void|do|else|yield|await)$/

/**
 * Goes through a TypeScript or JavaScript text token by token, so that a reader can stop early. Never throws: what is
 * unclosed runs to the end. Thousands of headers are read at every start, so it is written by hand and makes no object and
 * no string for a token: it stands on one, and says where that begins and ends.
 */
export class SourceTokens {
  readonly source: string
  /** Of the token it stands on; null in front of the first and behind the last one. */
  kind: TokenKind | null = null
  start = 0
  end: number
  /** The last token that is no comment. */
  #lastKind: TokenKind | null = null
  #lastStart = 0
  #lastEnd = 0

  constructor(source: string, start = 0) {
    this.source = source
    this.end = start > 0 ? start : startOfCode(source)
  }

  /** Moves on to the next token, comments included; false at the end. */
  next(): boolean {
    const { source } = this
    let start = this.end
    while (start < source.length && isSpace(source.charCodeAt(start))) start += 1
    this.start = start
    if (start >= source.length) {
      this.kind = null
      this.end = start
      return false
    }
    this.#take(start, source.charCodeAt(start))
    return true
  }

  /** Whether it stands on this word or mark. */
  is(text: string): boolean {
    return this.end - this.start === text.length && this.kind !== null && this.source.startsWith(text, this.start)
  }

  /** The token as it is written. */
  get text(): string {
    return this.source.slice(this.start, this.end)
  }

  #take(start: number, code: number): void {
    const { source } = this
    if (isWordPart(code)) this.#set('word', endOfWord(source, start))
    else if (code === 0x27 || code === 0x22) this.#set('string', endOfString(source, start, code))
    else if (code === 0x60) this.#set('template', endOfTemplate(source, start))
    else if (code !== 0x2f) this.#set('punctuation', start + lengthOfMark(source, start, code))
    else this.#takeSlash(start, source.charCodeAt(start + 1))
  }

  #takeSlash(start: number, second: number): void {
    const { source } = this
    // A comment changes nothing about what a later `/` means.
    if (second === 0x2f || second === 0x2a) {
      this.kind = 'comment'
      this.end = second === 0x2f ? indexOrEnd(source, '\n', start) : indexOrEnd(source, '*/', start + 2, 2)
    } else if (!this.#isBehindValue() && matchesAt(regex, source, start)) this.#set('regex', regex.lastIndex)
    else this.#set('punctuation', start + 1)
  }

  /** Whether a `/` here divides; else it begins a regular expression. */
  #isBehindValue(): boolean {
    if (this.#lastKind === null) return false
    const last = this.source.slice(this.#lastStart, this.#lastEnd)
    return this.#lastKind === 'punctuation' ? ')]}'.includes(last) : !operatorWord.test(last)
  }

  #set(kind: TokenKind, end: number): void {
    this.kind = kind
    this.end = end
    this.#lastKind = kind
    this.#lastStart = this.start
    this.#lastEnd = end
  }
}

/** Behind a byte order mark and a `#!` line. */
function startOfCode(source: string): number {
  const start = source.charCodeAt(0) === 0xfeff ? 1 : 0
  return source.startsWith('#!', start) ? indexOrEnd(source, '\n', start) : start
}

function matchesAt(pattern: RegExp, source: string, start: number): boolean {
  pattern.lastIndex = start
  return pattern.test(source)
}

/** `=>` and `...` are one mark; every other one is a single character. */
function lengthOfMark(source: string, start: number, code: number): number {
  if (code === 0x3d && source.charCodeAt(start + 1) === 0x3e) return 2
  return code === 0x2e && source.startsWith('...', start) ? 3 : 1
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029
}

/** Letters, digits, `_`, `$`, `#`, `@`, and everything beyond ASCII: enough to tell words apart. */
function isWordPart(code: number): boolean {
  if (code > 0x7f) return !isSpace(code)
  const letter = code | 0x20
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x24 ||
    code === 0x23 ||
    code === 0x40
  )
}

function endOfWord(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && isWordPart(source.charCodeAt(at))) at += 1
  return at
}

function endOfString(source: string, start: number, quote: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    const code = source.charCodeAt(at)
    if (code === 0x5c) at += 1
    else if (code === quote) return at + 1
    else if (code === 0x0a) return at
  }
  return source.length
}

/** Behind the closing backtick; `${…}` may hold anything, templates included. */
function endOfTemplate(source: string, start: number): number {
  let at = start + 1
  while (at < source.length) {
    const code = source.charCodeAt(at)
    if (code === 0x5c) at += 2
    else if (code === 0x60) return at + 1
    else if (code === 0x24 && source.charCodeAt(at + 1) === 0x7b) at = endOfSubstitution(source, at + 2)
    else at += 1
  }
  return source.length
}

function endOfSubstitution(source: string, start: number): number {
  const tokens = new SourceTokens(source, start)
  let depth = 1
  while (tokens.next()) {
    if (tokens.is('{')) depth += 1
    if (tokens.is('}')) depth -= 1
    if (depth === 0) return tokens.end
  }
  return source.length
}

function indexOrEnd(source: string, text: string, from: number, behind = 0): number {
  const at = source.indexOf(text, from)
  return at < 0 ? source.length : at + behind
}

/** The value of a string literal, or of a template without substitutions; null for a template with some. */
export function valueOfString(kind: 'string' | 'template', text: string): string | null {
  const inner = text.slice(1, -1)
  if (!inner.includes('\\') && !(kind === 'template' && inner.includes('${'))) return inner
  if (kind === 'template' && /(?:^|[^\\])\$\{/.test(inner)) return null
  return inner.replace(/\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r?\n)|([^]))/g, unescaped)
}

function unescaped(_all: string, braced?: string, four?: string, two?: string, newline?: string, one = ''): string {
  const code = braced ?? four ?? two
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  if (newline !== undefined) return ''
  return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' }[one] ?? one
}
