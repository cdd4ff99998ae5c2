/** One token of a TypeScript or JavaScript file. */
export interface SourceToken {
  readonly kind: 'word' | 'string' | 'template' | 'punctuation' | 'comment' | 'regex'
  readonly text: string
  readonly start: number
  readonly end: number
}

const regex = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
const operatorWord = /^(?:return|typeof|case|in|of|void|do|else|yield|await)$/

/**
 * Takes a file apart from its start, token by token, so that a reader can stop early. Never throws: what is unclosed runs
 * to the end. Written by hand since thousands of headers are read at every start.
 */
export class SourceTokens {
  readonly #source: string
  #at: number
  /** Whether a `/` here divides: behind a value. Else it begins a regular expression. */
  #behindValue = false

  constructor(source: string, start = 0) {
    this.#source = source
    this.#at = start > 0 ? start : (/^\uFEFF?(?:#![^\n]*)?/.exec(source)?.[0].length ?? 0)
  }

  /** The next token, comments included; null at the end. */
  next(): SourceToken | null {
    const source = this.#source
    let start = this.#at
    while (start < source.length && isSpace(source.charCodeAt(start))) start += 1
    if (start >= source.length) return null
    const token = this.#tokenAt(start)
    this.#at = token.end
    if (token.kind !== 'comment') {
      this.#behindValue = token.kind === 'punctuation' ? ')]}'.includes(token.text) : !operatorWord.test(token.text)
    }
    return token
  }

  #tokenAt(start: number): SourceToken {
    const source = this.#source
    const code = source.charCodeAt(start)
    if (isWordPart(code)) return this.#make('word', start, endOfWord(source, start))
    if (code === 0x27 || code === 0x22) return this.#make('string', start, endOfString(source, start, code))
    if (code === 0x60) return this.#make('template', start, endOfTemplate(source, start))
    if (code === 0x2f) {
      const second = source[start + 1]
      if (second === '/') return this.#make('comment', start, indexOrEnd(source, '\n', start))
      if (second === '*') return this.#make('comment', start, indexOrEnd(source, '*/', start + 2, 2))
      regex.lastIndex = start
      if (!this.#behindValue && regex.test(source)) return this.#make('regex', start, regex.lastIndex)
    }
    const length = source.startsWith('=>', start) ? 2 : source.startsWith('...', start) ? 3 : 1
    return this.#make('punctuation', start, start + length)
  }

  #make(kind: SourceToken['kind'], start: number, end: number): SourceToken {
    return { kind, text: this.#source.slice(start, end), start, end }
  }
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029
}

/** Letters, digits, `_`, `$`, `#`, `@`, and everything beyond ASCII: enough to tell words apart. */
function isWordPart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x24 ||
    code === 0x23 ||
    code === 0x40 ||
    (code > 0x7f && !isSpace(code))
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
    if (source[at] === '\\') at += 2
    else if (source[at] === '`') return at + 1
    else if (source.startsWith('${', at)) at = endOfSubstitution(source, at + 2)
    else at += 1
  }
  return source.length
}

function endOfSubstitution(source: string, start: number): number {
  const tokens = new SourceTokens(source, start)
  let depth = 1
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (token.text === '{') depth += 1
    if (token.text === '}') depth -= 1
    if (depth === 0) return token.end
  }
  return source.length
}

function indexOrEnd(source: string, text: string, from: number, behind = 0): number {
  const at = source.indexOf(text, from)
  return at < 0 ? source.length : at + behind
}

/** The value of a string literal, or of a template without substitutions; null for a template with some. */
export function valueOfString(token: SourceToken): string | null {
  const inner = token.text.slice(1, -1)
  if (!inner.includes('\\') && !(token.kind === 'template' && inner.includes('${'))) return inner
  if (token.kind === 'template' && /(?:^|[^\\])\$\{/.test(inner)) return null
  return inner.replace(/\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r?\n)|([^]))/g, unescaped)
}

function unescaped(_all: string, braced?: string, four?: string, two?: string, newline?: string, one = ''): string {
  const code = braced ?? four ?? two
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  if (newline !== undefined) return ''
  return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' }[one] ?? one
}
