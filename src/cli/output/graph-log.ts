/** A node of the graph to draw. */
export interface GraphNode {
  readonly id: string
  /** Nodes outside the drawing are left out. */
  readonly parents: readonly string[]
  /** What stands at the node. */
  readonly mark: 'plain' | 'applied' | 'current'
  /** The text beside the node. */
  readonly text: string
}

/** The signs a graph is drawn with. */
export interface Glyphs {
  readonly node: { readonly [Mark in GraphNode['mark']]: string }
  readonly line: string
  readonly across: string
  /** A lane with lines to its right. */
  readonly tee: string
  /** The outermost lane that opens below / ends above. */
  readonly opens: string
  readonly ends: string
  /** A lane between that opens below / ends above. */
  readonly opensBetween: string
  readonly endsBetween: string
}

export const roundedGlyphs: Glyphs = {
  node: { plain: '○', applied: '●', current: '◉' },
  line: '│',
  across: '─',
  tee: '├',
  opens: '╮',
  ends: '╯',
  opensBetween: '┬',
  endsBetween: '┴',
}

export const asciiGlyphs: Glyphs = {
  node: { plain: 'o', applied: '*', current: '@' },
  line: '|',
  across: '-',
  tee: '|',
  opens: '.',
  ends: "'",
  opensBetween: '.',
  endsBetween: "'",
}

/** As {@link drawGraph} with the oldest at the top: the same picture upside down. */
export function drawGraphUpwards(nodes: readonly GraphNode[], glyphs: Glyphs = roundedGlyphs): readonly string[] {
  const { opens, ends, opensBetween, endsBetween } = glyphs
  const turned = { ...glyphs, opens: ends, ends: opens, opensBetween: endsBetween, endsBetween: opensBetween }
  return [...drawGraph(nodes.toReversed(), turned)].reverse()
}

/**
 * Draws a graph as `git log --graph` does, newest first: a lane for every line of nodes, parents under their children.
 *
 * A lane waits for one node. Where several wait for the same, they end in the leftmost before the node's row; where a
 * node has several parents, lanes open behind it. Lines that cross a lane pass behind it.
 *
 * @param nodes children before their parents
 * @yields the lines, without spaces at the end
 */
export function* drawGraph(nodes: readonly GraphNode[], glyphs: Glyphs = roundedGlyphs): Generator<string, void> {
  const shown = new Set(nodes.map((node) => node.id))
  const drawn = new Set<string>()
  const lanes: (string | null)[] = []
  let closed: number | null = null

  for (const node of nodes) {
    const waiting = lanesWaitingFor(lanes, node.id)
    const lane = waiting[0] ?? freeLane(lanes, 0)
    const ending = waiting.slice(1)
    if (ending.length > 0) {
      yield linkRow(lanes, lane, ending, glyphs.ends, glyphs.endsBetween, glyphs).trimEnd()
      for (const ended of ending) lanes[ended] = null
      trim(lanes)
    } else if (waiting.length === 0 && lane === closed) {
      // Without a row between them, this node would look like the parent of the one above.
      yield nodeRow(lanes, lane, ' ', glyphs).trimEnd()
    }
    lanes[lane] = node.id
    yield `${nodeRow(lanes, lane, glyphs.node[node.mark], glyphs)}  ${node.text}`.trimEnd()
    drawn.add(node.id)

    const [first = null, ...others] = node.parents.filter((parent) => shown.has(parent) && !drawn.has(parent))
    lanes[lane] = first
    closed = first === null ? lane : null
    const opening = others.map((parent) => {
      const free = freeLane(lanes, lane + 1)
      lanes[free] = parent
      return free
    })
    if (opening.length > 0) yield linkRow(lanes, lane, opening, glyphs.opens, glyphs.opensBetween, glyphs).trimEnd()
    trim(lanes)
  }
}

function trim(lanes: (string | null)[]): void {
  while (lanes.at(-1) === null) lanes.pop()
}

function lanesWaitingFor(lanes: readonly (string | null)[], id: string): readonly number[] {
  return lanes.flatMap((waiting, index) => (waiting === id ? [index] : []))
}

function freeLane(lanes: readonly (string | null)[], from: number): number {
  const free = lanes.findIndex((waiting, index) => index >= from && waiting === null)
  return free < 0 ? Math.max(from, lanes.length) : free
}

function nodeRow(lanes: readonly (string | null)[], lane: number, sign: string, glyphs: Glyphs): string {
  const cells = lanes.map((waiting, index) => (index === lane ? sign : waiting === null ? ' ' : glyphs.line))
  return cells.join(' ')
}

/** A row that ties lanes to the right of `lane` to it; each cell but the last is followed by a line or a space. */
function linkRow(
  lanes: readonly (string | null)[],
  lane: number,
  linked: readonly number[],
  outermost: string,
  between: string,
  glyphs: Glyphs,
): string {
  const last = Math.max(...linked)
  const cells = lanes.map((waiting, index) => {
    const inside = index >= lane && index < last
    const empty = inside ? glyphs.across : ' '
    let cell = waiting === null ? empty : glyphs.line
    if (index === lane) cell = glyphs.tee
    else if (index === last) cell = outermost
    else if (linked.includes(index)) cell = between
    return `${cell}${inside ? glyphs.across : ' '}`
  })
  return cells.join('')
}
