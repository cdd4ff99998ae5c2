import { expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { offlineDowngradeSteps, offlineUpgradeSteps, versionRowChanges } from './index.ts'

const graph = graphOf(`
  root @ 1
  a1 < root @ 2 # left
  b1 < root @ 3 # right
  a2 < a1 @ 4`)
const idsOf = (steps: ReturnType<typeof offlineUpgradeSteps>) => steps.map((step) => step.revision.id).join(' ')

test.each([
  ['left@head', 'root a1 a2'],
  ['root:left@head', 'a1 a2'],
  ['base:a1', 'root a1'],
  ['root:heads', 'a1 b1 a2'],
  ['root:+0', ''],
  ['a1:+1', 'a2'],
  ['left@base:heads', 'root a1 a2'],
  ['left@head-1:left@head', 'a2'],
])('upgrade %s', (argument, expected) => {
  expect(idsOf(offlineUpgradeSteps(graph, argument))).toBe(expected)
})

test.each([
  ['a2:root', 'a2 a1'],
  ['heads:base', 'a2 b1 a1 root'],
  ['a2:-1', 'a2'],
])('downgrade %s', (argument, expected) => {
  expect(idsOf(offlineDowngradeSteps(graph, argument))).toBe(expected)
})

test.each(['root', ':root', 'a2:'])('downgrade %s says what is missing', (argument) => {
  expect(() => offlineDowngradeSteps(graph, argument)).toThrow('downgrade with --sql requires <fromrev>:<torev>')
})

test('an upgrade without an end is refused', () => {
  expect(() => offlineUpgradeSteps(graph, 'root:')).toThrow('upgrade with --sql requires')
})

test.each([
  [[], ['a'], { deletes: [], updates: [], inserts: ['a'] }],
  [['a'], [], { deletes: ['a'], updates: [], inserts: [] }],
  [['a'], ['b'], { deletes: [], updates: [{ from: 'a', to: 'b' }], inserts: [] }],
  [['a', 'b', 'x'], ['m', 'x'], { deletes: ['a'], updates: [{ from: 'b', to: 'm' }], inserts: [] }],
  [['m'], ['a', 'b', 'c'], { deletes: [], updates: [{ from: 'm', to: 'c' }], inserts: ['a', 'b'] }],
  [['a'], ['a'], { deletes: [], updates: [], inserts: [] }],
])('rows %j to %j', (before, after, expected) => {
  expect(versionRowChanges(before, after)).toEqual(expected)
})
