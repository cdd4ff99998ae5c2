import { expect, test } from 'vitest'
import { followSteps } from '../../test/support/follow-steps.ts'
import { holdsForGraphs, idAt } from '../../test/support/revision-arbitrary.ts'
import { stepsOf } from './moving-heads.ts'
import {
  ancestorsOf,
  appliedRevisions,
  currentNodes,
  downgradeSteps,
  isUpToDate,
  revisionsInRange,
  stampSteps,
  upgradeSteps,
} from './index.ts'

test('from nothing to the heads and back to base: every revision once each way, in reverse order', () => {
  holdsForGraphs(200, (graph) => {
    const up = upgradeSteps(graph, [], 'heads')
    const heads = followSteps(graph, [], up)
    expect(up).toHaveLength(graph.nodes.length)
    expect(isUpToDate(graph, heads)).toBe(true)
    const down = downgradeSteps(graph, heads, 'base')
    expect(followSteps(graph, heads, down)).toEqual([])
    expect(down.map((step) => step.revision.id)).toEqual(up.map((step) => step.revision.id).reverse())
  })
})

test('any walk of upgrades and downgrades keeps the rows to the heads of what is applied', () => {
  holdsForGraphs(60, (graph, some) => {
    let rows: readonly string[] = []
    for (const place of some) {
      const target = idAt(graph, place)
      rows = followSteps(graph, rows, upgradeSteps(graph, rows, target))
      expect(appliedRevisions(graph, rows).has(target)).toBe(true)
      expect(upgradeSteps(graph, rows, target)).toEqual([])
      const lower = graph.byId.get(target)?.downRevisions[0]?.id
      if (lower === undefined || place % 3 > 0) continue
      rows = followSteps(graph, rows, downgradeSteps(graph, rows, lower))
      expect(appliedRevisions(graph, rows).has(target)).toBe(false)
    }
  })
})

test('what an upgrade ran, taken back, leaves the rows as they were', () => {
  holdsForGraphs(60, (graph, [first = 0, second = 0]) => {
    const before = followSteps(graph, [], upgradeSteps(graph, [], idAt(graph, first)))
    const up = upgradeSteps(graph, before, idAt(graph, second))
    const after = followSteps(graph, before, up)
    const run = up.flatMap((step) => graph.byId.get(step.revision.id) ?? [])
    expect(followSteps(graph, after, stepsOf('downgrade', currentNodes(graph, after), run.reverse()))).toEqual(before)
  })
})

test('a stamp from nothing gives the rows of an upgrade', () => {
  holdsForGraphs(60, (graph, [place = 0]) => {
    for (const target of [idAt(graph, place), 'heads']) {
      const upgraded = upgradeSteps(graph, [], target).at(-1)?.headsAfter ?? []
      expect(stampSteps(graph, [], [target]).at(-1)?.headsAfter).toEqual(upgraded)
    }
  })
})

test('a stamp leaves no row that another one needs', () => {
  holdsForGraphs(60, (graph, some) => {
    let rows: readonly string[] = []
    for (const place of some) {
      rows = stampSteps(graph, rows, [idAt(graph, place)]).at(-1)?.headsAfter ?? rows
      expect(currentNodes(graph, rows).map((node) => node.id)).toEqual(rows)
      expect(rows).toContain(idAt(graph, place))
    }
  })
})

test('a range from an ancestor is what lies between', () => {
  holdsForGraphs(60, (graph, [place = 0, choice = 0]) => {
    const top = graph.nodes[place % graph.nodes.length]
    if (top === undefined) return
    const below = [...ancestorsOf([top], 'descent')]
    const start = below[choice % below.length]
    const range = revisionsInRange(graph, `${start?.id ?? ''}:${top.id}`, null)
    expect(range.at(-1)).toBe(start)
    expect(range[0]).toBe(top)
    expect(range.map((node) => node.position)).toEqual(range.map((node) => node.position).sort((a, b) => b - a))
  })
})

test('down to the rows before an upgrade, where it started in one place and nothing else stood there', () => {
  holdsForGraphs(60, (graph, [first = 0, second = 0]) => {
    const start = idAt(graph, first)
    const before = upgradeSteps(graph, [], start).at(-1)?.headsAfter ?? []
    const up = upgradeSteps(graph, before, idAt(graph, second))
    const after = up.at(-1)?.headsAfter ?? before
    const applied = appliedRevisions(graph, after)
    if (graph.byId.get(start)?.children.some((child) => applied.has(child.id)) !== true) return
    const down = downgradeSteps(graph, after, start)
    const ran = new Set(up.map((step) => step.revision.id))
    if (down.length !== ran.size || down.some((step) => !ran.has(step.revision.id))) return
    expect(down.at(-1)?.headsAfter ?? after).toEqual(before)
    expect(down.map((step) => step.revision.id)).toEqual(up.map((step) => step.revision.id).reverse())
  })
})

test('a downgrade to a revision takes back all that stands on its children and nothing else', () => {
  holdsForGraphs(60, (graph, [first = 0, second = 0]) => {
    const rows = upgradeSteps(graph, [], idAt(graph, first)).at(-1)?.headsAfter ?? []
    const applied = appliedRevisions(graph, rows)
    const target = graph.byId.get(idAt(graph, second))
    if (target === undefined || !target.children.some((child) => applied.has(child.id))) return
    const down = downgradeSteps(graph, rows, target.id)
    followSteps(graph, rows, down)
    const gone = new Set(down.map((step) => step.revision.id))
    for (const id of applied) {
      const needs = ancestorsOf([graph.byId.get(id) ?? target], 'needs')
      expect(gone.has(id)).toBe(target.children.some((child) => needs.has(child)))
    }
  })
})

test('several targets in one upgrade: what one after the other runs', () => {
  holdsForGraphs(60, (graph, [first = 0, second = 0]) => {
    const [one, two] = [idAt(graph, first), idAt(graph, second)]
    const alone = upgradeSteps(graph, [], one)
    const both = upgradeSteps(graph, alone.at(-1)?.headsAfter ?? [], two)
    const rows = both.at(-1)?.headsAfter ?? alone.at(-1)?.headsAfter ?? []
    if (rows.length < 2) return
    const together = upgradeSteps(graph, [], [one, two])
    expect(together.at(-1)?.headsAfter).toEqual(rows)
    expect(together).toHaveLength(alone.length + both.length)
    expect(stampSteps(graph, [], [one, two]).at(-1)?.headsAfter).toEqual(rows)
  })
})

test('+1 is the child, and what it depends on; -1 is the way back of a line', () => {
  holdsForGraphs(60, (graph, [place = 0]) => {
    const id = idAt(graph, place)
    const children = graph.byId.get(id)?.children ?? []
    const [child, second] = children
    if (child === undefined || second !== undefined) return
    const up = upgradeSteps(graph, [id], '+1')
    expect(up.at(-1)?.revision.id).toBe(child.id)
    const rows = followSteps(graph, [id], up)
    if (child.downRevisions.length > 1 || rows.length > 1) return
    expect(downgradeSteps(graph, rows, '-1').map((step) => step.revision.id)).toEqual([child.id])
  })
})

test('the heads of a range are those of its end, and every range of one revision is itself', () => {
  holdsForGraphs(60, (graph, [place = 0]) => {
    const id = idAt(graph, place)
    expect(revisionsInRange(graph, `${id}:${id}`, null).map((node) => node.id)).toEqual([id])
    expect(revisionsInRange(graph, 'base:heads', null)).toEqual(graph.nodes.toReversed())
    expect(new Set(revisionsInRange(graph, `:${id}`, null))).toEqual(
      ancestorsOf(
        [graph.byId.get(id) ?? graph.nodes[0]].flatMap((node) => node ?? []),
        'needs',
      ),
    )
  })
})
