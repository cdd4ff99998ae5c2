import { expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionStep,
  downgradeSteps,
  findRevisions,
  offlineDowngradeSteps,
  offlineUpgradeSteps,
  upgradeSteps,
} from './index.ts'

/** The commands that an error offers, without the backticks. */
function offered(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (isLimbeckError(error)) return [...error.hints.join(' ').matchAll(/`(limbeck [^`]+)`/g)].map(([, it = '']) => it)
    throw error
  }
  throw new Error('nothing was thrown')
}

/** What each offered command does when it is pasted: `command: steps => rows`. */
function pasted(graph: RevisionGraph, rows: readonly string[], target: string): readonly string[] {
  return offered(() => downgradeSteps(graph, rows, target)).map((command) => {
    const steps = downgradeSteps(graph, rows, command.replace('limbeck downgrade ', ''))
    return `${command}: ${shown(steps)}`
  })
}

function shown(steps: readonly RevisionStep[]): string {
  return `${steps.map((step) => step.revision.id).join(' ')} => ${steps.at(-1)?.headsAfter.join(' ') ?? ''}`
}

const merged = graphOf(`
  root @ 1
  a1 < root @ 2
  a2 < a1 @ 3
  b1 < root @ 4
  m < a2 b1 @ 5
  top < m @ 6`)

test('-1 from a merge: either parent, and the other one stays as well', () => {
  expect(pasted(merged, ['m'], '-1')).toEqual([
    'limbeck downgrade m@a2: m => a2 b1',
    'limbeck downgrade m@b1: m => a2 b1',
  ])
})

test('-1 from a merge says that either way comes to the same, where it does', () => {
  const same = 'Here it is the same: either takes back m and leaves a2 (Message of a2), b1 (Message of b1) applied.'
  expect(() => downgradeSteps(merged, ['m'], '-1')).toThrow(
    expect.objectContaining({ hints: expect.arrayContaining([same]) }),
  )
  expect(() => downgradeSteps(graphOf('a\nb < a\nm < a b'), ['m'], '-1')).toThrow(
    expect.objectContaining({ hints: expect.not.arrayContaining([expect.stringContaining('the same')]) }),
  )
})

test('further than the merge: the commands go the whole way, along one side', () => {
  expect(pasted(merged, ['top'], '-3')).toEqual([
    'limbeck downgrade a2@a1: top m a2 => a1 b1',
    'limbeck downgrade b1@root: top m b1 => a2',
  ])
  expect(pasted(merged, ['top'], '-4')).toEqual([
    'limbeck downgrade a2@root: top m a2 a1 => b1',
    'limbeck downgrade b1@base: top m b1 a2 a1 root => ',
  ])
})

test('a way that is too short is not offered', () => {
  const graph = graphOf('a1\na2 < a1\na3 < a2\nb1\nm < a3 b1')
  expect(pasted(graph, ['m'], '-3')).toEqual(['limbeck downgrade a3@a1: m a3 a2 => a1 b1'])
})

test('merges on merges: a command for each way', () => {
  const graph = graphOf('r @ 1\na < r @ 2\nb < r @ 3\nx < a b @ 4\nc < r @ 5\ny < x c @ 6')
  expect(pasted(graph, ['y'], '-2')).toEqual([
    'limbeck downgrade x@a: y x => a b c',
    'limbeck downgrade x@b: y x => a b c',
    'limbeck downgrade c@r: y c => x',
  ])
})

test('a merge that lists an ancestor of its other parent', () => {
  expect(pasted(graphOf('a\nb < a\nc < b\nm < a c'), ['m'], '-1')).toEqual([
    'limbeck downgrade m@a: m c b => a',
    'limbeck downgrade m@c: m => c',
  ])
})

test('several heads, one of them a merge', () => {
  const graph = graphOf('a @ 1\nb @ 2\nm < a b @ 3\nx @ 4\ny < x @ 5')
  expect(pasted(graph, ['m', 'y'], '-1')).toEqual([
    'limbeck downgrade m@a: m => a b y',
    'limbeck downgrade m@b: m => a b y',
    'limbeck downgrade y@-1: y => m x',
  ])
})

test('up at a branch point: each child, and so many steps beyond', () => {
  const graph = graphOf('r @ 1\na < r @ 2\na2 < a @ 3\nb < r @ 4\nb2 < b @ 5')
  expect(offered(() => upgradeSteps(graph, ['r'], '+1'))).toEqual(['limbeck upgrade a', 'limbeck upgrade b'])
  expect(offered(() => upgradeSteps(graph, ['r'], '+2'))).toEqual(['limbeck upgrade a+1', 'limbeck upgrade b+1'])
  expect(offered(() => downgradeSteps(graph, ['a2', 'b2'], 'base+2'))).toEqual([
    'limbeck downgrade a',
    'limbeck downgrade b',
  ])
})

test('commands that look name the revisions', () => {
  expect(offered(() => findRevisions(merged, 'top-2'))).toEqual(['limbeck show a2', 'limbeck show b1'])
})

test('a script is offered scripts', () => {
  expect(offered(() => offlineDowngradeSteps(merged, 'm:-1'))).toEqual([
    'limbeck downgrade m:m@a2 --sql',
    'limbeck downgrade m:m@b1 --sql',
  ])
  expect(shown(offlineDowngradeSteps(merged, 'm:m@b1'))).toBe('m => a2 b1')
  expect(offered(() => offlineUpgradeSteps(merged, 'root:+1'))).toEqual([
    'limbeck upgrade root:a1 --sql',
    'limbeck upgrade root:b1 --sql',
  ])
  expect(offered(() => offlineUpgradeSteps(merged, 'base+2'))).toEqual([
    'limbeck upgrade a1 --sql',
    'limbeck upgrade b1 --sql',
  ])
})
