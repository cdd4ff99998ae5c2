import { describe, expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import {
  type RevisionNode,
  appliedRevisions,
  currentRevisions,
  dependenciesOfNewRevision,
  findRevisions,
  isApplied,
  isUpToDate,
  parentsOfNewRevision,
} from './index.ts'

const graph = graphOf(`
  root @ 1
  a1 < root @ 2 # left
  b1 < root @ 3 # right
  a2 < a1 @ 4
  lib1 @ 5
  lib2 < lib1 @ 6
  b2 < b1 ! lib1 @ 7`)
const ids = (nodes: readonly RevisionNode[]) => nodes.map((node) => node.id).join(' ')

describe('revisions to look at', () => {
  test.each([
    ['a2', null, 'a2'],
    ['heads', null, 'a2 lib2 b2'],
    ['left@head', null, 'a2'],
    ['base', null, ''],
    ['left@-1', null, 'a1'],
    ['-1', null, 'a1 lib1 b1'],
    ['base+1', null, 'LB2010'],
    ['left@base+2', null, 'a1'],
    ['current', ['a1', 'b1'], 'a1 b1'],
    ['left@current', ['a1', 'b1'], 'a1'],
    ['left@current-1', ['a1', 'b1'], 'root'],
    ['current', null, 'LB2009'],
    ['head', null, 'LB2002'],
    ['+1', ['a1'], 'LB2001'],
  ] as const)('%s at %j', (argument, rows, expected) => {
    if (expected.startsWith('LB'))
      expect(() => findRevisions(graph, argument, rows)).toThrow(expect.objectContaining({ code: expected }))
    else expect(ids(findRevisions(graph, argument, rows))).toBe(expected)
  })
})

describe('parents of a new revision', () => {
  test.each([
    [['left@head'], 'a2'],
    [['base'], ''],
    [['a2', 'right@head'], 'a2 b2'],
    [['heads'], 'a2 lib2 b2'],
  ])('%j', (heads, expected) => {
    expect(ids(parentsOfNewRevision(graph, heads))).toBe(expected)
  })

  test('the head, when there is one, and nothing in an empty project', () => {
    expect(ids(parentsOfNewRevision(graphOf('a\nb < a')))).toBe('b')
    expect(parentsOfNewRevision(graphOf(''))).toEqual([])
  })

  test('several heads must be chosen from or merged', () => {
    expect(() => parentsOfNewRevision(graph)).toThrow(
      'Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.',
    )
  })

  test('a revision that is no head needs splice', () => {
    expect(() => parentsOfNewRevision(graph, ['a1'])).toThrow(
      'Revision a1 is not a head revision; please specify --splice to create a new branch from this revision',
    )
    expect(ids(parentsOfNewRevision(graph, ['a1'], true))).toBe('a1')
  })

  test('a head that others depend on is a head', () => {
    expect(ids(parentsOfNewRevision(graphOf('a # lib\nb ! a'), ['lib@head']))).toBe('a')
  })

  test('no head twice', () => {
    expect(() => parentsOfNewRevision(graph, ['a2', 'left@head'])).toThrow('Duplicate head revisions specified')
  })
})

test('dependencies are written as whole ids, labels as they are', () => {
  expect(dependenciesOfNewRevision(graph, ['lib2', 'left', 'roo'])).toEqual(['lib2', 'left', 'root'])
  expect(() => dependenciesOfNewRevision(graph, ['nothing'])).toThrow("Can't locate revision identified by 'nothing'")
})

test('what is applied', () => {
  expect([...appliedRevisions(graph, ['b2'])].sort()).toEqual(['b1', 'b2', 'lib1', 'root'])
  expect([isApplied(graph, ['b2'], 'lib1'), isApplied(graph, ['b2'], 'lib2')]).toEqual([true, false])
  // lib1 has no row, but nothing applied follows it.
  expect(ids(currentRevisions(graph, ['b2']))).toBe('lib1 b2')
  expect([
    isUpToDate(graph, ['b2', 'a2', 'lib2']),
    isUpToDate(graph, ['b2', 'a2']),
    isUpToDate(graphOf(''), []),
  ]).toEqual([true, false, true])
})
