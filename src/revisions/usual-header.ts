/** The constants of a header that is laid out as limbeck writes it. */
export interface UsualHeader {
  /** The comment at the top, with its marks. */
  readonly comment: string
  readonly revision: string
  readonly downRevision: string | null | readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
}

/** Behind the comment: imports, then the four constants, one a line, and the beginning of another statement. */
const pattern =
  /\s*(?:import\b[^'"`;/]*(?:'[^'\\\n]*'|"[^"\\\n]*");?\s*)*export const revision = (['"])([\w.]+)\1;?\s+export const downRevision = (null|'[\w.]+'|"[\w.]+"|\[[^\]\n]*\]);?\s+export const branchLabels(?:: string\[\])? = (\[[^\]\n]*\]);?\s+export const dependsOn(?:: string\[\])? = (\[[^\]\n]*\]);?[ \t]*\r?\n\s*(?:export|async|function|const|import|\/\*\*)\s/y
const listItem = /^(?:'([\w.-]+)'|"([\w.-]+)")$/
const none: readonly string[] = Object.freeze([])

/**
 * Reads a header that stands as limbeck and formatters write it, in one go, as thousands are read at every start.
 * Null for every other one, which may well be right.
 */
export function readUsualHeader(source: string): UsualHeader | null {
  if (!source.startsWith('/**')) return null
  const end = source.indexOf('*/', 3) + 2
  if (end < 3) return null
  pattern.lastIndex = end
  const match = pattern.exec(source)
  if (match === null) return null
  const [, , revision = '', down = '', labels = '', depends = ''] = match
  const downRevision = down === 'null' ? null : down.startsWith('[') ? itemsOf(down) : down.slice(1, -1)
  const branchLabels = itemsOf(labels)
  const dependsOn = itemsOf(depends)
  // `['a', ...more]` and whatever else is no list of plain strings.
  if ((downRevision === null && down !== 'null') || branchLabels === null || dependsOn === null) return null
  return { comment: source.slice(0, end), revision, downRevision, branchLabels, dependsOn }
}

/** The strings of `['a', "b"]`; null when it holds something else. */
function itemsOf(list: string): readonly string[] | null {
  const inner = list.slice(1, -1).trim()
  if (inner === '') return none
  const items: string[] = []
  for (const text of inner.split(',')) {
    const match = listItem.exec(text.trim())
    const item = match?.[1] ?? match?.[2]
    if (item === undefined) return null
    items.push(item)
  }
  return items
}
