import { describe, expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type RevisionGraph, stampSteps } from './index.ts'

function stamp(graph: RevisionGraph, rows: string, ...targets: readonly string[]): string {
  const steps = stampSteps(graph, rows.split(' ').filter(Boolean), targets)
  return steps.at(-1)?.headsAfter.join(' ') ?? rows
}

function refusal(graph: RevisionGraph, rows: string, ...targets: readonly string[]) {
  try {
    return stamp(graph, rows, ...targets)
  } catch (error) {
    if (isLimbeckError(error)) return { code: error.code, message: error.message }
    throw error
  }
}

const graph = graphOf(`
  root @ 1
  a1 < root @ 2 # left
  b1 < root @ 3 # right
  a2 < a1 @ 4
  b2 < b1 @ 5
  x1 @ 6 # lib
  y1 ! x1 @ 7`)

test.each([
  ['', ['a1'], 'a1'],
  ['', ['heads'], 'a2 b2 y1'],
  ['root', ['heads'], 'a2 b2 y1'],
  ['a2', ['a1'], 'a1'],
  ['a1', ['a2'], 'a2'],
  ['a2', ['b1'], 'b1 a2'],
  ['a2 b2', ['root'], 'root'],
  ['a2 b2', ['base'], ''],
  ['a2 b2 y1', ['left@base'], 'b2 y1'],
  ['a2', ['a2'], 'a2'],
  ['', ['left@head', 'b1'], 'b1 a2'],
  ['', ['left@head-1'], 'a1'],
  ['', ['lib@base+1'], 'x1'],
  ['', ['left@-1'], 'a1'],
  // A row gives way to what it depends on.
  ['y1', ['x1'], 'x1'],
  ['x1', ['y1'], 'y1'],
  // Rows that overlap are healed.
  ['root a1', ['a2'], 'a2'],
] as const)('rows %j stamped with %j are %j', (rows, targets, expected) => {
  expect(stamp(graph, rows, ...targets)).toBe(expected)
})

test('each target is a step of its own; base has no revision', () => {
  expect(
    stampSteps(graph, ['a2'], ['b1', 'lib@base', 'y1']).map((step) => [step.revision?.id, ...step.headsAfter]),
  ).toEqual([
    ['b1', 'b1', 'a2'],
    ['y1', 'b1', 'a2', 'y1'],
  ])
  expect(stampSteps(graph, ['a2'], ['base'])).toEqual([{ revision: null, headsBefore: ['a2'], headsAfter: [] }])
})

describe('what is refused', () => {
  test.each([
    ['', ['head'], 'LB2002', 'Multiple heads are present; please specify a single target revision'],
    ['', ['a1', 'a2'], 'LB2013', 'Requested revision a2 overlaps with other requested revisions a1'],
    ['', ['left@-4'], 'LB2011', 'Walked too far'],
    ['', ['+1'], 'LB2001', "Can't locate revision identified by '+1'"],
    ['gone', ['a1'], 'LB2021', "Can't locate revision identified by 'gone'"],
  ] as const)('rows %j, %j', (rows, targets, code, message) => {
    expect(refusal(graph, rows, ...targets)).toEqual({ code, message })
  })
})
