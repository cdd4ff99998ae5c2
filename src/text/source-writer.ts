import type { Json } from '../errors/index.ts'

/** A value as TypeScript source: single quotes, bare keys where they may stand, one line. */
export function sourceLiteral(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return sourceString(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => sourceLiteral(item)).join(', ')}]`
  const entries = Object.entries(value).map(([key, item]) => `${sourceKey(key)}: ${sourceLiteral(item)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** A string as TypeScript source: in single quotes, or in double quotes where that needs fewer escapes. */
export function sourceString(text: string): string {
  const count = (mark: string) => text.split(mark).length
  const quote = count("'") > count('"') ? '"' : "'"
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`)
  return `${quote}${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}${quote}`
}

function sourceKey(key: string): string {
  // A bare or quoted `__proto__` in a literal would set the prototype.
  if (key === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : sourceString(key)
}

/** Source text, and the names that it needs by the module that has them. */
export interface RenderedSource {
  readonly source: string
  readonly imports?: { readonly [module: string]: string | readonly string[] }
}

/** A project's own way to write an item; nothing where the usual one is right. */
export type RenderItem = (kind: string, item: object) => string | RenderedSource | null | undefined

/** Writes indented TypeScript source and gathers the names it needs to import. */
export class SourceWriter {
  readonly #lines: string[] = []
  readonly #imports = new Set<string>()
  readonly #otherImports = new Map<string, Set<string>>()
  readonly #render: RenderItem | null
  #depth = 0

  /** @param render asked for everything that the project may write in its own words */
  constructor(render: RenderItem | null = null) {
    this.#render = render
  }

  /** Marks a name of the package `limbeck` as used, and returns it. */
  use(name: string): string {
    this.#imports.add(name)
    return name
  }

  /** Marks a name of another module as used, and returns it. */
  useFrom(module: string, name: string): string {
    const names = this.#otherImports.get(module) ?? new Set<string>()
    this.#otherImports.set(module, names.add(name))
    return name
  }

  /** The project's own source of an item, its imports marked as used; null when it has none. */
  rendered(kind: string, item: object): string | null {
    const own = this.#render?.(kind, item)
    if (own === undefined || own === null) return null
    if (typeof own === 'string') return own
    for (const [module, names] of Object.entries(own.imports ?? {})) {
      for (const name of typeof names === 'string' ? [names] : names) this.useFrom(module, name)
    }
    return own.source
  }

  /** The names used from other modules so far, by module; both in alphabetical order. */
  get otherImports(): readonly { readonly module: string; readonly names: readonly string[] }[] {
    const modules = [...this.#otherImports].sort(([a], [b]) => (a < b ? -1 : 1))
    return modules.map(([module, names]) => ({ module, names: [...names].sort() }))
  }

  /** The names used so far, in alphabetical order. */
  get imports(): readonly string[] {
    return [...this.#imports].sort()
  }

  /** Columns that the next line is indented by. */
  get indentation(): number {
    return this.#depth * 2
  }

  line(text = ''): void {
    this.#lines.push(text === '' ? '' : `${'  '.repeat(this.#depth)}${text}`)
  }

  /** Writes the lines of `body` one level deeper. */
  indented(body: () => void): void {
    this.#depth += 1
    body()
    this.#depth -= 1
  }

  /** A call, on one line where it fits in 100 columns, else an argument to a line. */
  call(head: string, args: readonly string[]): void {
    const oneLine = `${head}(${args.join(', ')})`
    if (oneLine.length + this.#depth * 2 <= 100 && !oneLine.includes('\n')) {
      this.line(oneLine)
      return
    }
    this.line(`${head}(`)
    this.indented(() => {
      for (const arg of args) {
        const [first = '', ...rest] = arg.split('\n')
        this.line(rest.length === 0 ? `${first},` : first)
        rest.forEach((text, index) => this.#lines.push(index === rest.length - 1 ? `${text},` : text))
      }
    })
    this.line(')')
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }
}
