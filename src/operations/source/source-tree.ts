import { assertNever } from '../../errors/index.ts'
import { type SourceWriter, sourceString } from '../../text/index.ts'

/**
 * TypeScript source as a tree, so that a call stays on one line where it fits and is broken at the outermost brackets
 * where it does not, as formatters do. A string is printed as it stands.
 */
export type SourceTree =
  | string
  | { readonly kind: 'call'; readonly head: string; readonly args: readonly SourceTree[] }
  /** Calls one after the other: `string(255).notNull()`. A link without a name calls what stands before it. */
  | { readonly kind: 'chain'; readonly head: SourceTree; readonly links: readonly Link[] }
  /** `head` stands in front of the bracket: that of a function that returns the list. */
  | { readonly kind: 'list'; readonly items: readonly SourceTree[]; readonly head?: string }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: SourceTree])[] }
  /** An arrow function; always broken. */
  | { readonly kind: 'block'; readonly head: string; readonly body: readonly SourceTree[] }

interface Link {
  readonly name: string
  readonly args: readonly SourceTree[]
}

const maxColumns = 100

export function call(head: string, ...args: readonly SourceTree[]): SourceTree {
  return { kind: 'call', head, args }
}

export function link(name: string, ...args: readonly SourceTree[]): Link {
  return { name, args }
}

export function list(items: readonly SourceTree[]): SourceTree {
  return { kind: 'list', items }
}

/** Names or values as a list of strings. */
export function stringList(items: readonly string[]): SourceTree {
  return list(items.map(sourceString))
}

/** Options behind the arguments of a call: what is null, false or undefined is left out, and so is an empty object. */
export function options(entries: {
  readonly [key: string]: SourceTree | true | false | null | undefined
}): readonly SourceTree[] {
  const given = Object.entries(entries).flatMap(([key, value]) => {
    if (value === null || value === undefined || value === false) return []
    return [[key, value === true ? 'true' : value] as const]
  })
  return given.length === 0 ? [] : [{ kind: 'object', entries: given }]
}

/** A name as an option, or null where there is none. */
export function optionalString(text: string | null): SourceTree | null {
  return text === null ? null : sourceString(text)
}

/** Prints a statement at the writer's depth; `suffix` stands behind it. */
export function printSource(tree: SourceTree, writer: SourceWriter, suffix = ''): void {
  for (const line of layout(tree, '', suffix, maxColumns - writer.indentation)) writer.line(line)
}

function flat(tree: SourceTree): string | null {
  if (typeof tree === 'string') return tree
  if (tree.kind === 'block') return null
  if (tree.kind === 'chain') {
    const links = tree.links.map((one) => flatCall(one.name === '' ? '' : `.${one.name}`, one.args))
    return joinFlat([flat(tree.head), ...links], '')
  }
  if (tree.kind === 'call') return flatCall(tree.head, tree.args)
  if (tree.kind === 'list') return wrapFlat(`${tree.head ?? ''}[`, tree.items.map(flat), ']')
  const entries = tree.entries.map(([key, value]) => joinFlat([`${propertyName(key)}: `, flat(value)], ''))
  return entries.length === 0 ? '{}' : wrapFlat('{ ', entries, ' }')
}

function flatCall(head: string, args: readonly SourceTree[]): string | null {
  return wrapFlat(`${head}(`, args.map(flat), ')')
}

function wrapFlat(open: string, parts: readonly (string | null)[], close: string): string | null {
  const joined = joinFlat(parts, ', ')
  return joined === null ? null : `${open}${joined}${close}`
}

function joinFlat(parts: readonly (string | null)[], separator: string): string | null {
  return parts.some((part) => part === null) ? null : parts.join(separator)
}

function propertyName(key: string): string {
  // Bare or quoted, `__proto__` would set the prototype.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : sourceString(key)
}

/** Whether a text fits; the inner lines of a template literal are as long as they are. */
function fits(text: string, width: number): boolean {
  const lines = text.split('\n')
  return (lines[0] ?? '').length <= width && (lines.length < 3 || (lines.at(-1) ?? '').length <= width)
}

/** Lines with their indentation below the statement's own; a template literal stays within one of them. */
function layout(tree: SourceTree, prefix: string, suffix: string, width: number): readonly string[] {
  const oneLine = flat(tree)
  if (oneLine !== null && fits(prefix + oneLine + suffix, width)) return [prefix + oneLine + suffix]
  return broken(tree, prefix, suffix, width)
}

function broken(tree: SourceTree, prefix: string, suffix: string, width: number): readonly string[] {
  if (typeof tree === 'string') return [prefix + tree + suffix]
  const inner = (items: readonly (readonly [string, SourceTree])[], end: string) =>
    items.flatMap(([start, item]) => layout(item, start, end, width - 2).map((line) => `  ${line}`))
  switch (tree.kind) {
    case 'block':
      return [`${prefix}${tree.head} {`, ...inner(unnamed(tree.body), ''), `}${suffix}`]
    case 'list':
      return [`${prefix}${tree.head ?? ''}[`, ...inner(unnamed(tree.items), ','), `]${suffix}`]
    case 'object': {
      const entries = tree.entries.map(([key, value]) => [`${propertyName(key)}: `, value] as const)
      return [`${prefix}{`, ...inner(entries, ','), `}${suffix}`]
    }
    case 'call': {
      if (tree.args.length === 0) return [`${prefix}${tree.head}()${suffix}`]
      const held = heldLast(tree.head, tree.args, prefix, suffix, width)
      if (held !== null) return held
      return [`${prefix}${tree.head}(`, ...inner(unnamed(tree.args), ','), `)${suffix}`]
    }
    case 'chain':
      return brokenChain(tree.head, tree.links, prefix, suffix, width)
    default:
      return assertNever(tree)
  }
}

function unnamed(items: readonly SourceTree[]): readonly (readonly [string, SourceTree])[] {
  return items.map((item) => ['', item] as const)
}

/** A last argument in brackets keeps them on the line of the call, where what stands before it fits on that line. */
function heldLast(
  head: string,
  args: readonly SourceTree[],
  prefix: string,
  suffix: string,
  width: number,
): readonly string[] | null {
  const last = args.at(-1)
  if (last === undefined || typeof last === 'string' || last.kind === 'chain' || last.kind === 'call') return null
  if (last.kind === 'list' && args.length > 1) return null
  const before = joinFlat(args.slice(0, -1).map(flat), ', ')
  if (before === null) return null
  const start = `${prefix}${head}(${before}${before === '' ? '' : ', '}`
  const lines = broken(last, start, `)${suffix}`, width)
  return fits(lines[0] ?? '', width) ? lines : null
}

function brokenChain(
  head: SourceTree,
  links: readonly Link[],
  prefix: string,
  suffix: string,
  width: number,
): readonly string[] {
  const first = links.findIndex((one) => one.name !== '')
  const attached = first < 0 ? links : links.slice(0, first)
  const named = first < 0 ? [] : links.slice(first)
  const calls = attached.map((one) => flatCall('', one.args) ?? '()').join('')
  const headLine = flat(head)
  const headFits = headLine !== null && fits(prefix + headLine + calls, width)
  const ends = joinFlat(
    named.map((one) => flatCall(`.${one.name}`, one.args)),
    '',
  )
  // A head that must be broken anyway takes the links behind its closing bracket.
  if (!headFits && named.length < 3 && ends !== null) {
    const lines = layout(head, prefix, `${calls}${ends}${suffix}`, width)
    if (lines.every((line) => fits(line, width))) return lines
  }
  return [
    ...layout(head, prefix, named.length === 0 ? calls + suffix : calls, width),
    ...named.flatMap((one, index) =>
      layout(
        { kind: 'call', head: `.${one.name}`, args: one.args },
        '',
        index === named.length - 1 ? suffix : '',
        width - 2,
      ).map((line) => `  ${line}`),
    ),
  ]
}
