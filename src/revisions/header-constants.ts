import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { SourceTokens, valueOfString } from './source-tokens.ts'
import { readUsualHeader } from './usual-header.ts'

/** A value that can stand in a header. */
export type HeaderValue = string | null | readonly string[]

const headerNames = ['revision', 'downRevision', 'branchLabels', 'dependsOn'] as const
/** Only squashed revisions have it, in front of the last of the others. */
const optionalName = 'replaces'
export type HeaderName = (typeof headerNames)[number] | typeof optionalName

/** What was read from the top of a file. A name that is not declared is undefined. */
export interface HeaderConstants {
  readonly values: { readonly [Name in HeaderName]: HeaderValue | undefined }
  /** Comments in front of the first constant, in their order. */
  readonly comments: readonly string[]
  /** All names were found, and there is text behind the last one: nothing that follows can change what was read. */
  readonly isSettled: boolean
}

/** A text longer than this is not gone through to its end to find that a constant was left out. */
const longText = 20_000

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
 * Reads the constants of a header from the source text, without running it. Stops behind the last of the four.
 *
 * @throws LimbeckError LB2003 when a value is not written out, or one is declared twice
 */
export function readHeaderConstants(source: string, file: string): HeaderConstants {
  const usual = readUsualHeader(source)
  if (usual === null) return readAnyConstants(source, file)
  return { values: { ...usual, replaces: undefined }, comments: [usual.comment], isSettled: true }
}

/** The same for a header of whatever form, token by token. */
export function readAnyConstants(source: string, file: string): HeaderConstants {
  return new ConstantReader(source, file).read()
}

/** Goes through the tokens of one file. */
class ConstantReader {
  readonly #source: string
  readonly #file: string
  readonly #tokens: SourceTokens
  readonly #comments: string[] = []
  readonly #values: { [Name in HeaderName]: HeaderValue | undefined } = {
    revision: undefined,
    downRevision: undefined,
    branchLabels: undefined,
    dependsOn: undefined,
    replaces: undefined,
  }
  #found = 0

  constructor(source: string, file: string) {
    this.#source = source
    this.#file = file
    this.#tokens = new SourceTokens(source)
  }

  read(): HeaderConstants {
    const tokens = this.#tokens
    const last = this.#source.length > longText ? lastDeclaration(this.#source) : this.#source.length
    this.#next()
    let depth = 0
    while (tokens.kind !== null && tokens.start < last && this.#found < headerNames.length) {
      if (tokens.kind === 'word') {
        const declares = depth <= 0 && (tokens.is('const') || tokens.is('let') || tokens.is('var'))
        const exports = depth <= 0 && tokens.is('exports')
        this.#next()
        if (declares) this.#declarators()
        else if (exports && tokens.is('.')) {
          this.#next()
          this.#declarator()
        }
      } else {
        if (tokens.kind === 'punctuation') depth += depthOf(this.#source.charCodeAt(tokens.start))
        this.#next()
      }
    }
    const isSettled = this.#found === headerNames.length && tokens.end < this.#source.length
    return { values: this.#values, comments: this.#comments, isSettled }
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
    const name = this.#name()
    if (name === undefined) return
    this.#next()
    this.#skipType()
    if (!this.#is('=')) return
    this.#next()
    // `exports.revision = exports.downRevision = void 0` stands at the top of compiled files.
    if (this.#is('exports') || this.#is('void')) return
    const { start } = this.#tokens
    if (this.#values[name] !== undefined) throw this.#unreadable(name, start, 'is declared twice')
    this.#values[name] = this.#value(name, start)
    if (name !== optionalName) this.#found += 1
  }

  #name(): HeaderName | undefined {
    for (const name of headerNames) if (this.#is(name)) return name
    return this.#is(optionalName) ? optionalName : undefined
  }

  /** `: readonly string[]` up to the `=`. */
  #skipType(): void {
    if (!this.#is(':')) return
    while (this.#tokens.kind !== null && !this.#is('=') && !this.#is(';')) this.#next()
  }

  #value(name: HeaderName, start: number): HeaderValue {
    let parentheses = 0
    for (; this.#is('(') || this.#is('<'); this.#next()) {
      if (this.#is('(')) parentheses += 1
      else while (this.#tokens.kind !== null && !this.#is('>')) this.#next()
    }
    const value = this.#is('[') ? this.#list(name, start) : this.#scalar(name, start)
    for (; parentheses > 0; parentheses -= 1) {
      while (this.#tokens.kind !== null && !this.#is(')')) this.#next()
      this.#next()
    }
    const isMark = this.#tokens.kind === 'punctuation'
    if (isMark && !(this.#is(';') || this.#is(',') || this.#is('!'))) throw this.#unreadable(name, start)
    return value
  }

  #scalar(name: HeaderName, start: number): string | null {
    const { kind, text } = this.#tokens
    this.#next()
    if (text === 'null' || text === 'undefined') return null
    const value = kind === 'string' || kind === 'template' ? valueOfString(kind, text) : null
    if (value === null) throw this.#unreadable(name, start)
    return value
  }

  #list(name: HeaderName, start: number): readonly string[] {
    const items: string[] = []
    this.#next()
    while (this.#tokens.kind !== null && !this.#is(']')) {
      const item = this.#scalar(name, start)
      if (item === null || !(this.#is(',') || this.#is(']'))) throw this.#unreadable(name, start)
      items.push(item)
      if (this.#is(',')) this.#next()
    }
    this.#next()
    return items
  }

  #is(text: string): boolean {
    return this.#tokens.is(text)
  }

  /** Moves to the next token that is no comment. */
  #next(): void {
    const tokens = this.#tokens
    while (tokens.next() && tokens.kind === 'comment') {
      if (this.#found === 0) this.#comments.push(tokens.text)
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

/** What a mark adds to the depth of brackets. */
function depthOf(code: number): -1 | 0 | 1 {
  if (code === 0x28 || code === 0x5b || code === 0x7b) return 1
  return code === 0x29 || code === 0x5d || code === 0x7d ? -1 : 0
}
