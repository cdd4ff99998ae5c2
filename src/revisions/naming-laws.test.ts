import { expect, test } from 'vitest'
import { holdsForGraphs, holdsForShuffledFiles, idAt } from '../../test/support/revision-arbitrary.ts'
import { isLimbeckError } from '../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionNode,
  downgradeSteps,
  findRevisions,
  revisionsInRange,
  stampSteps,
  upgradeSteps,
} from './index.ts'

const symbols = (id: string, label: string) => [
  id,
  label,
  'head',
  'heads',
  'base',
  '+1',
  '-1',
  `${id}+1`,
  `${id}-2`,
  `${id}@head`,
  `${id}@base`,
  `${id}@+1`,
  `${id}@-1`,
  `${label}@heads`,
  `${label}@base+2`,
  `${label}@head-1`,
  `${label}@${id}`,
  `${id}@${label}`,
]

/** What comes of a command as data: ids, or the code, message and hints of a refusal. Any other error gets out. */
function outcome(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (isLimbeckError(error)) return [error.code, error.message, error.hints]
    throw error
  }
}

const idsOf = (nodes: readonly RevisionNode[]) => nodes.map((node) => node.id)

/** All commands with one symbol, from two places. */
function everything(graph: RevisionGraph, symbol: string, id: string): unknown {
  const rows = upgradeSteps(graph, [], id).at(-1)?.headsAfter ?? []
  return [[], rows].map((from) => [
    outcome(() => upgradeSteps(graph, from, symbol)),
    outcome(() => downgradeSteps(graph, from, symbol)),
    outcome(() => stampSteps(graph, from, [symbol])),
    outcome(() => idsOf(findRevisions(graph, symbol, from))),
    outcome(() => idsOf(revisionsInRange(graph, `${symbol}:`, from))),
    outcome(() => idsOf(revisionsInRange(graph, `:${symbol}`, from))),
    outcome(() => idsOf(revisionsInRange(graph, `${symbol}:current`, from))),
  ])
}

test('the order of the files changes nothing: no plan, no range, no message', () => {
  holdsForShuffledFiles(60, (one, other, place) => {
    expect(upgradeSteps(other, [], 'heads')).toEqual(upgradeSteps(one, [], 'heads'))
    expect(other.nodes.map((node) => node.branchLabels)).toEqual(one.nodes.map((node) => node.branchLabels))
    const id = idAt(one, place)
    const [label = id] = one.byLabel.keys()
    const symbol = symbols(id, label)[place % 18] ?? id
    expect(everything(other, symbol, id)).toEqual(everything(one, symbol, id))
  })
})

test('every symbol in every command is answered or refused by name, and never breaks', () => {
  holdsForGraphs(40, (graph, [place = 0, choice = 0]) => {
    const id = idAt(graph, place)
    const labels = [...graph.byLabel.keys()]
    const label = labels[choice % Math.max(labels.length, 1)] ?? id
    for (const symbol of symbols(id, label)) expect(() => everything(graph, symbol, id)).not.toThrow()
  })
})

test('every beginning of an id that fits no other name finds it; the others are refused with the choices', () => {
  holdsForGraphs(60, (graph, [place = 0]) => {
    const id = idAt(graph, place)
    const names = [...graph.byId, ...graph.byLabel]
    for (let length = 1; length <= id.length; length += 1) {
      const beginning = id.slice(0, length)
      const exact = graph.byId.get(beginning) ?? graph.byLabel.get(beginning)
      const fitting = new Set(
        names.filter(([name]) => name.length > 3 && name.startsWith(beginning)).map(([, node]) => node),
      )
      const [only] = exact === undefined ? [...fitting] : [exact]
      const found = outcome(() => idsOf(findRevisions(graph, beginning)))
      if (only !== undefined && (exact !== undefined || fitting.size === 1)) expect(found).toEqual([only.id])
      else expect(found).toEqual(['LB2001', `Can't locate revision identified by '${beginning}'`, expect.anything()])
    }
  })
})

test('label@head is a head that carries the label, label@… stays on the line', () => {
  holdsForGraphs(60, (graph) => {
    for (const [label, node] of graph.byLabel) {
      expect(findRevisions(graph, label)).toEqual([node])
      const heads = findRevisions(graph, `${label}@heads`)
      expect(heads.length).toBeGreaterThan(0)
      for (const head of heads) {
        expect(head.branchLabels).toContain(label)
        expect(findRevisions(graph, `${label}@${head.id}`)).toEqual([head])
      }
    }
  })
})

test('a typing error in an id is answered with the id', () => {
  holdsForGraphs(60, (graph, [place = 0]) => {
    const id = idAt(graph, place)
    const typed = `${id.slice(0, 1)}_${id.slice(1)}`
    if (id.length < 2 || graph.byId.has(typed)) return
    expect(() => findRevisions(graph, typed)).toThrow(
      expect.objectContaining({
        code: 'LB2001',
        hints: expect.arrayContaining([expect.stringMatching(/^Did you mean/)]),
      }),
    )
  })
})
