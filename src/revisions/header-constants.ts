import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { type SourceToken, SourceTokens, valueOfString } from './source-tokens.ts'

/** A value that can stand in a header. */
export type HeaderValue = string | null | readonly string[]

const headerNames = ['revision', 'downRevision', 'branchLabels', 'dependsOn'] as const
export type HeaderName = (typeof headerNames)[number]

/** What was read from the top of a file. */
export interface HeaderConstants {
  readonly values: ReadonlyMap<HeaderName, HeaderValue>
  /** Comments in front of the first constant, in their order. */
  readonly comments: readonly string[]
}

/** The last place where a header constant may be declared; -1 when there is none. */
function lastDeclaration(source: string): number {
  let last = -1
  for (const name of headerNames) {
    for (let at = source.indexOf(name, last + 1); at >= 0; at = source.indexOf(name, at + 1)) {
      if (isDeclared(source, at)) last = at
    }
  }
  return last
}

/** Whether a declaring word stands in front of a name. Looks at one character first, as most mentions are none. */
function isDeclared(source: string, at: number): boolean {
  return (
    ' .\n\t'.includes(source[at - 1] ?? '?') &&
    /(?:\b(?:const|let|var)\s|\bexports\s*\.)\s*$/.test(source.slice(Math.max(0, at - 20), at))
  )
}

/**
 * Reads the constants of a header from the source text, without running it.
 *
 * @throws LimbeckError LB2003 when a value is not written out, or one is declared twice
 */
export function readHeaderConstants(source: string, file: string): HeaderConstants {
  return new ConstantReader(source, file).read()
}

/** Goes through the tokens of one file, as far as the last place where a header constant may be declared. */
class ConstantReader {
  readonly #source: string
  readonly #file: string
  readonly #tokens: SourceTokens
  readonly #comments: string[] = []
  readonly #values = new Map<HeaderName, HeaderValue>()
  #token: SourceToken | null = null

  constructor(source: string, file: string) {
    this.#source = source
    this.#file = file
    this.#tokens = new SourceTokens(source)
  }

  read(): HeaderConstants {
    const last = lastDeclaration(this.#source)
    this.#next()
    let depth = 0
    while (this.#token !== null && this.#token.start < last) {
      const { text, kind } = this.#token
      if (kind === 'punctuation' && '([{'.includes(text)) depth += 1
      if (kind === 'punctuation' && ')]}'.includes(text)) depth -= 1
      this.#next()
      if (depth > 0) continue
      if (text === 'const' || text === 'let' || text === 'var') this.#declarators()
      else if (text === 'exports' && this.#is('.')) {
        this.#next()
        this.#declarator()
      }
    }
    return { values: this.#values, comments: this.#comments }
  }

  /** `a = …, b = …` */
  #declarators(): void {
    this.#declarator()
    while (this.#is(',')) {
      this.#next()
      this.#declarator()
    }
  }

  #declarator(): void {
    const name = headerNames.find((each) => each === this.#token?.text)
    if (name === undefined) return
    this.#next()
    this.#skipType()
    if (!this.#is('=')) return
    this.#next()
    // `exports.revision = exports.downRevision = void 0` stands at the top of compiled files.
    if (this.#is('exports') || this.#is('void')) return
    const { start } = this.#token ?? { start: this.#source.length }
    if (this.#values.has(name)) throw this.#unreadable(name, start, 'is declared twice')
    this.#values.set(name, this.#value(name, start))
  }

  /** `: readonly string[]` up to the `=`. */
  #skipType(): void {
    if (!this.#is(':')) return
    while (this.#token !== null && !this.#is('=') && !this.#is(';')) this.#next()
  }

  #value(name: HeaderName, start: number): HeaderValue {
    let parentheses = 0
    for (; this.#is('(') || this.#is('<'); this.#next()) {
      if (this.#is('(')) parentheses += 1
      else while (this.#token !== null && !this.#is('>')) this.#next()
    }
    const value = this.#is('[') ? this.#list(name, start) : this.#scalar(name, start)
    for (; parentheses > 0; parentheses -= 1) {
      while (this.#token !== null && !this.#is(')')) this.#next()
      this.#next()
    }
    const behind = this.#token
    if (behind?.kind === 'punctuation' && !';,!'.includes(behind.text)) throw this.#unreadable(name, start)
    return value
  }

  #scalar(name: HeaderName, start: number): string | null {
    const token = this.#token
    this.#next()
    if (token?.text === 'null' || token?.text === 'undefined') return null
    const value = token?.kind === 'string' || token?.kind === 'template' ? valueOfString(token) : null
    if (value === null) throw this.#unreadable(name, start)
    return value
  }

  #list(name: HeaderName, start: number): readonly string[] {
    const items: string[] = []
    this.#next()
    while (this.#token !== null && !this.#is(']')) {
      const item = this.#scalar(name, start)
      if (item === null || !(this.#is(',') || this.#is(']'))) throw this.#unreadable(name, start)
      items.push(item)
      if (this.#is(',')) this.#next()
    }
    this.#next()
    return items
  }

  #is(text: string): boolean {
    return this.#token?.text === text
  }

  /** Moves to the next token that is no comment. */
  #next(): void {
    for (;;) {
      this.#token = this.#tokens.next()
      if (this.#token?.kind !== 'comment') return
      if (this.#values.size === 0) this.#comments.push(this.#token.text)
    }
  }

  #unreadable(name: HeaderName, at: number, problem = 'cannot be read without running the file'): LimbeckError {
    const line = this.#source.slice(0, at).split('\n').length
    return new LimbeckError('LB2003', `${name} in ${path.basename(this.#file)}, line ${line}, ${problem}`, {
      hints: [
        name === 'revision'
          ? "Write it out as a plain string: `export const revision = '1975ea83b712'`."
          : `Write it out: \`export const ${name} = ${name === 'downRevision' ? "'27c6a30d7c24'` (or `null`, or a list)" : "['…']`"}.`,
        `Look at ${this.#file}:${line}.`,
      ],
      details: { file: this.#file, line, name },
    })
  }
}
