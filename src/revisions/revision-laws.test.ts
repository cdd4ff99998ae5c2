import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepsOf } from './moving-heads.ts'
import {
  type Revision,
  type RevisionGraph,
  type RevisionStep,
  ancestorsOf,
  appliedRevisions,
  buildRevisionGraph,
  currentNodes,
  downgradeSteps,
  isUpToDate,
  revisionsInRange,
  stampSteps,
  upgradeSteps,
  versionRowChanges,
} from './index.ts'

/** Revisions without cycles: each refers only to earlier ones. Dependencies may point at anything, ancestors included. */
function revisions(maxNodes: number): fc.Arbitrary<readonly Revision[]> {
  const node = fc.record({
    prefix: fc.constantFrom('a', 'ab', 'abcd', 'abcdef', 'x'),
    down: fc.array(fc.nat(), { maxLength: 3 }),
    /** How far below the newest the parents are: mostly near, so that lines grow long. */
    near: fc.integer({ min: 1, max: 6 }),
    isBase: fc.integer({ min: 0, max: 9 }),
    dependencies: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.nat(), { maxLength: 2 }) },
    ),
    label: fc.integer({ min: 0, max: 9 }),
    minute: fc.option(fc.integer({ min: 0, max: 20 })),
  })
  return fc.array(node, { minLength: 1, maxLength: maxNodes }).map((drafts) => {
    const ids = drafts.map(({ prefix }, index) => `${prefix}${index.toString(36)}`)
    const pick = (choices: readonly number[], from: number, count: number) => [
      ...new Set(choices.map((choice) => ids[from + (choice % count)] ?? '')),
    ]
    return drafts.map((draft, index) => {
      const window = Math.min(draft.near, index)
      const [first = 0] = draft.down
      const down = draft.down.length === 3 ? draft.down : [first]
      return {
        id: ids[index] ?? '',
        downRevisions: index === 0 || draft.isBase === 0 ? [] : pick(down, index - window, window),
        dependsOn: index === 0 ? [] : pick(draft.dependencies, 0, index),
        branchLabels: draft.label === 0 ? [`label${index}`] : [],
        message: '',
        createdAt: draft.minute === null ? null : new Date(draft.minute * 60_000).toISOString(),
        file: `/migrations/${draft.prefix}${index}.ts`,
      }
    })
  })
}

/** The applied revisions that no applied one needs, worked out from scratch. */
function maximal(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  const needed = new Set(
    graph.nodes.filter((node) => applied.has(node.id)).flatMap((node) => [...node.downRevisions, ...node.dependencies]),
  )
  return graph.nodes.filter((node) => applied.has(node.id) && !needed.has(node)).map((node) => node.id)
}

/** Follows steps and demands what must hold around each of them; the rows at the end. */
function follow(graph: RevisionGraph, rows: readonly string[], steps: readonly RevisionStep[]): readonly string[] {
  const applied = new Set(appliedRevisions(graph, rows))
  let heads: readonly string[] = currentNodes(graph, rows).map((node) => node.id)
  for (const { direction, revision, headsBefore, headsAfter } of steps) {
    expect(headsBefore).toEqual(heads)
    const node = graph.byId.get(revision.id)
    const needs = [...(node?.downRevisions ?? []), ...(node?.dependencies ?? [])]
    if (direction === 'upgrade') {
      expect(applied.has(revision.id)).toBe(false)
      expect(needs.every((each) => applied.has(each.id))).toBe(true)
      applied.add(revision.id)
    } else {
      expect(headsBefore).toContain(revision.id)
      applied.delete(revision.id)
      expect((node?.dependents ?? []).some((each) => applied.has(each.id))).toBe(false)
    }
    expect(headsAfter).toEqual(maximal(graph, applied))
    expect(applyRowChanges(headsBefore, headsAfter)).toEqual(new Set(headsAfter))
    heads = headsAfter
  }
  return heads
}

function applyRowChanges(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const rows = new Set(before)
  const { deletes, updates, inserts } = versionRowChanges(before, after)
  for (const id of deletes) expect(rows.delete(id)).toBe(true)
  for (const { from, to } of updates) {
    expect(rows.delete(from)).toBe(true)
    rows.add(to)
  }
  for (const id of inserts) rows.add(id)
  return rows
}

const places = fc.array(fc.nat(), { minLength: 1, maxLength: 8 })

/** A law about graphs and some places in them; a counterexample prints as revisions. */
function holdsFor(maxNodes: number, law: (graph: RevisionGraph, places: readonly number[]) => void): void {
  fc.assert(fc.property(revisions(maxNodes), places, (all, some) => law(buildRevisionGraph(all), some)))
}

function idAt(graph: RevisionGraph, place: number): string {
  return graph.nodes[place % graph.nodes.length]?.id ?? ''
}

test('from nothing to the heads and back to base: every revision once each way, in reverse order', () => {
  holdsFor(200, (graph) => {
    const up = upgradeSteps(graph, [], 'heads')
    const heads = follow(graph, [], up)
    expect(up).toHaveLength(graph.nodes.length)
    expect(isUpToDate(graph, heads)).toBe(true)
    const down = downgradeSteps(graph, heads, 'base')
    expect(follow(graph, heads, down)).toEqual([])
    expect(down.map((step) => step.revision.id)).toEqual(up.map((step) => step.revision.id).reverse())
  })
})

test('any walk of upgrades and downgrades keeps the rows to the heads of what is applied', () => {
  holdsFor(60, (graph, some) => {
    let rows: readonly string[] = []
    for (const place of some) {
      const target = idAt(graph, place)
      rows = follow(graph, rows, upgradeSteps(graph, rows, target))
      expect(appliedRevisions(graph, rows).has(target)).toBe(true)
      expect(upgradeSteps(graph, rows, target)).toEqual([])
      const lower = graph.byId.get(target)?.downRevisions[0]?.id
      if (lower === undefined || place % 3 > 0) continue
      rows = follow(graph, rows, downgradeSteps(graph, rows, lower))
      expect(appliedRevisions(graph, rows).has(target)).toBe(false)
    }
  })
})

test('what an upgrade ran, taken back, leaves the rows as they were', () => {
  holdsFor(60, (graph, [first = 0, second = 0]) => {
    const before = follow(graph, [], upgradeSteps(graph, [], idAt(graph, first)))
    const up = upgradeSteps(graph, before, idAt(graph, second))
    const after = follow(graph, before, up)
    const run = up.flatMap((step) => graph.byId.get(step.revision.id) ?? [])
    expect(follow(graph, after, stepsOf('downgrade', currentNodes(graph, after), run.reverse()))).toEqual(before)
  })
})

test('a stamp from nothing gives the rows of an upgrade', () => {
  holdsFor(60, (graph, [place = 0]) => {
    for (const target of [idAt(graph, place), 'heads']) {
      const upgraded = upgradeSteps(graph, [], target).at(-1)?.headsAfter ?? []
      expect(stampSteps(graph, [], [target]).at(-1)?.headsAfter).toEqual(upgraded)
    }
  })
})

test('a stamp leaves no row that another one needs', () => {
  holdsFor(60, (graph, some) => {
    let rows: readonly string[] = []
    for (const place of some) {
      rows = stampSteps(graph, rows, [idAt(graph, place)]).at(-1)?.headsAfter ?? rows
      expect(currentNodes(graph, rows).map((node) => node.id)).toEqual(rows)
      expect(rows).toContain(idAt(graph, place))
    }
  })
})

test('the order of the files changes nothing', () => {
  const shuffled = revisions(60).chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  )
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const [one, two] = [buildRevisionGraph(all), buildRevisionGraph(other)]
      expect(upgradeSteps(two, [], 'heads')).toEqual(upgradeSteps(one, [], 'heads'))
      expect(two.nodes.map((node) => node.branchLabels)).toEqual(one.nodes.map((node) => node.branchLabels))
    }),
  )
})

test('a range from an ancestor is what lies between', () => {
  holdsFor(60, (graph, [place = 0, choice = 0]) => {
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
