import { array, assert, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GraphNode, asciiGlyphs, drawGraph, drawGraphUpwards } from './graph-log.ts'

/** `'d: b c'` is a node `d` with the parents `b` and `c`; `*` behind the id marks it applied, `@` current. */
function graph(text: string): readonly GraphNode[] {
  return text.split(/\s*;\s*/).map((line) => {
    const [head = '', parents = ''] = line.split(':')
    const id = head.replace(/[*@]/, '')
    const mark = head.endsWith('@') ? 'current' : head.endsWith('*') ? 'applied' : 'plain'
    return { id, mark, text: id, parents: parents.split(' ').filter((parent) => parent !== '') }
  })
}
const draw = (text: string) => `\n${[...drawGraph(graph(text))].join('\n')}\n`

describe('drawGraph', () => {
  it('draws a line with marks', () => {
    expect(draw('c: b; b@: a; a*:')).toMatchInlineSnapshot(`
      "
      ○  c
      ◉  b
      ●  a
      "
    `)
  })

  it('draws a branch and its merge', () => {
    expect(draw('e: d; d: b c; c: a; b: a; a:')).toMatchInlineSnapshot(`
      "
      ○  e
      ○  d
      ├─╮
      │ ○  c
      ○ │  b
      ├─╯
      ○  a
      "
    `)
  })

  it('draws several heads', () => {
    expect(draw('d: a; c: a; b: a; a:')).toMatchInlineSnapshot(`
      "
      ○  d
      │ ○  c
      │ │ ○  b
      ├─┴─╯
      ○  a
      "
    `)
  })

  it('draws a merge of three', () => {
    expect(draw('e: b c d; d: a; c: a; b: a; a:')).toMatchInlineSnapshot(`
      "
      ○  e
      ├─┬─╮
      │ │ ○  d
      │ ○ │  c
      ○ │ │  b
      ├─┴─╯
      ○  a
      "
    `)
  })

  it('draws two histories without a common base', () => {
    expect(draw('d: b; c: a; b:; a:')).toMatchInlineSnapshot(`
      "
      ○  d
      │ ○  c
      ○ │  b
        ○  a
      "
    `)
  })

  it('passes behind lanes that it crosses', () => {
    expect(draw('z: x; y: b; w: c; x: c a; c: b; b: a; a:')).toMatchInlineSnapshot(`
      "
      ○  z
      │ ○  y
      │ │ ○  w
      ○ │ │  x
      ├─│─│─╮
      ├─│─╯ │
      ○ │   │  c
      ├─╯   │
      ○     │  b
      ├─────╯
      ○  a
      "
    `)
  })

  it('draws a merge with its own ancestor', () => {
    expect(draw('d: c a; c: b; b: a; a:')).toMatchInlineSnapshot(`
      "
      ○  d
      ├─╮
      ○ │  c
      ○ │  b
      ├─╯
      ○  a
      "
    `)
  })

  it('uses a free lane again', () => {
    expect(draw('g: f; f: d e; e: c; d: c; c: a b; b: a; a:')).toMatchInlineSnapshot(`
      "
      ○  g
      ○  f
      ├─╮
      │ ○  e
      ○ │  d
      ├─╯
      ○  c
      ├─╮
      │ ○  b
      ├─╯
      ○  a
      "
    `)
  })

  it('leaves out parents outside the drawing', () => {
    expect(draw('c: b; b: a')).toMatchInlineSnapshot(`
      "
      ○  c
      ○  b
      "
    `)
  })

  it('draws with ASCII signs', () => {
    const lines = [...drawGraph(graph('e@: d; d*: b c; c*: a; b*: a; a*:'), asciiGlyphs)]
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      @  e
      *  d
      |-.
      | *  c
      * |  b
      |-'
      *  a
      "
    `)
  })

  it('draws upside down, the oldest at the top', () => {
    const nodes = graph('f: e; e: b c d; d: a; c: a; b: a; a:').toReversed()
    expect(`\n${drawGraphUpwards(nodes).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      ○  a
      ├─┬─╮
      ○ │ │  b
      │ ○ │  c
      │ │ ○  d
      ├─┴─╯
      ○  e
      ○  f
      "
    `)
  })

  it('draws ten thousand revisions and two hundred lanes', () => {
    const id = (number: number) => `n${number}`
    const line = Array.from({ length: 10_000 }, (_, index): GraphNode => {
      const number = 10_000 - index
      const parents = number === 1 ? [] : number % 5 === 0 ? [id(number - 1), id(number - 3)] : [id(number - 1)]
      return { id: id(number), mark: 'plain', text: id(number), parents: parents.filter((one) => one !== id(0)) }
    })
    expect([...drawGraph(line)].filter((row) => row.includes('○'))).toHaveLength(10_000)
    const fan: readonly GraphNode[] = [
      ...Array.from({ length: 200 }, (_, index) => ({
        id: id(index),
        mark: 'plain' as const,
        text: id(index),
        parents: ['root'],
      })),
      { id: 'root', mark: 'plain', text: 'root', parents: [] },
    ]
    const rows = [...drawGraph(fan)]
    expect(rows).toHaveLength(202)
    expect(rows[200]).toBe(`├${'─┴'.repeat(198)}─╯`)
  })

  it('draws every node once, in its order, and every line leads to a parent', () => {
    const random = array(array(nat(), { maxLength: 3 }), { minLength: 1, maxLength: 20 }).map((rows) =>
      rows.map((picks, index): GraphNode => {
        const below = rows.length - index - 1
        const parents = below === 0 ? [] : [...new Set(picks.map((pick) => `n${index + 1 + (pick % below)}`))]
        return { id: `n${index}`, mark: 'plain', text: `n${index}`, parents }
      }),
    )
    assert(
      property(random, (nodes) => {
        const lines = [...drawGraph(nodes)]
        const drawn = lines.filter((line) => line.includes('○'))
        expect(drawn.map((line) => line.split(/\s+/).at(-1))).toEqual(nodes.map((node) => node.id))
        expect(linksOf(lines)).toEqual(new Map(nodes.map((node) => [node.id, [...node.parents].sort()])))
      }),
    )
  })
})

/** Reads a drawing back: follows the lines downwards from every node to its parents. */
function linksOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const idOf = (row: number) => lines[row]?.split(/\s+/).at(-1) ?? ''
  const at = (row: number, column: number) => lines[row]?.[column] ?? ' '
  const follow = (row: number, column: number): readonly string[] => {
    const sign = at(row, column)
    if (sign === '○') return [idOf(row)]
    if (sign === '│' || sign === '╮' || sign === '┬') return follow(row + 1, column)
    if (sign === '├') return [...follow(row + 1, column), ...opened(row, column)]
    if (sign === '╯' || sign === '┴') return follow(row + 1, teeLeftOf(row, column))
    return []
  }
  /** Lanes that open from the tee at this place. */
  const opened = (row: number, column: number): readonly string[] => {
    const found: string[] = []
    for (let x = column + 1; x < (lines[row]?.length ?? 0); x += 1) {
      if (at(row, x) === '╮' || at(row, x) === '┬') found.push(...follow(row + 1, x))
      if (at(row, x) === '╮' || at(row, x) === '╯') break
    }
    return found
  }
  const teeLeftOf = (row: number, column: number) => lines[row]?.lastIndexOf('├', column) ?? 0
  return new Map(
    lines.flatMap((line, row) =>
      line.includes('○') ? [[idOf(row), [...new Set(follow(row + 1, line.indexOf('○')))].sort()] as const] : [],
    ),
  )
}
