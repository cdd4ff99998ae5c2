import { expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type RebaseRequest, planRebase } from './plan-rebase.ts'

const two = graphOf(`
  aaaa1
  bbbb2 < aaaa1
  bbbb3 < bbbb2 # feature
  cccc4 < aaaa1
  cccc5 < cccc4
`)

function plan(graph = two, request: RebaseRequest = {}, applied: readonly string[] | null = null): string {
  try {
    const { onto, moved, first } = planRebase(graph, request, applied === null ? null : new Set(applied))
    const ids = (nodes: typeof moved) => nodes.map((node) => node.id).join(' ')
    return `${ids(moved)} (${ids(first)}) -> ${onto.id}`
  } catch (error) {
    if (isLimbeckError(error)) return `${error.code} ${error.message}`
    throw error
  }
}

test('any revision of the branch names it; the other head is where it goes', () => {
  const expected = 'bbbb2 bbbb3 (bbbb2) -> cccc5'
  expect(plan(two, { revision: 'bbbb3', onto: 'cccc5' })).toBe(expected)
  expect(plan(two, { revision: 'bbbb2' })).toBe(expected)
  expect(plan(two, { revision: 'feature' })).toBe(expected)
  expect(plan(two, { revision: 'feature@head', onto: 'cccc5' })).toBe(expected)
  expect(plan(two, { onto: 'cccc5' })).toBe(expected)
})

test('of two heads the unapplied one is moved', () => {
  expect(plan(two, {}, ['aaaa1', 'bbbb2'])).toBe('cccc4 cccc5 (cccc4) -> bbbb3')
  expect(plan(two, {}, ['aaaa1', 'cccc4', 'cccc5'])).toBe('bbbb2 bbbb3 (bbbb2) -> cccc5')
  expect(plan(two, {}, ['aaaa1'])).toContain('LB2032 There are two heads')
  expect(plan(two, {}, ['aaaa1', 'bbbb2', 'cccc4'])).toContain('The database has revisions of both.')
  expect(plan(two)).toContain('No database was asked')
})

test('what cannot be moved is refused by name', () => {
  expect(plan(two, { revision: 'aaaa1' })).toBe(
    'LB2032 Every head is built on revision aaaa1: it is no part of one branch only.',
  )
  expect(plan(two, { revision: 'aaaa1', onto: 'cccc5' })).toBe(
    'LB2032 Revision aaaa1 lies below cccc5 already: there is nothing to move.',
  )
  expect(plan(two, { revision: 'cccc5', onto: 'cccc5' })).toBe('LB2032 Revision cccc5 cannot be put behind itself.')
  expect(plan(two, { revision: 'bbbb2', onto: 'cccc4' })).toContain('LB2032 Revision cccc4 is not a head revision')
  expect(plan(two, { revision: 'heads' })).toBe("LB2032 'heads' names several revisions.")
  expect(plan(two, { revision: 'zzzz9' })).toContain('LB2001')
  expect(plan(graphOf('aaaa1'))).toBe('LB2032 There are not two heads: nothing to rebase.')
})

test('with three heads both names are needed, unless one is left', () => {
  const three = graphOf(`
    aaaa1
    bbbb2 < aaaa1
    cccc3 < aaaa1
    dddd4 < aaaa1
  `)
  expect(plan(three)).toContain('LB2032 There are 3 heads')
  expect(plan(three, { revision: 'bbbb2' })).toContain('LB2032 There are several heads to put bbbb2 behind')
  expect(plan(three, { onto: 'bbbb2' })).toContain('LB2032 There are several branches to put behind bbbb2')
  expect(plan(three, { revision: 'bbbb2', onto: 'dddd4' })).toBe('bbbb2 (bbbb2) -> dddd4')
})

test('merges inside the branch move with it; a merge with what stays is refused', () => {
  const inside = graphOf(`
    aaaa1
    bbbb2 < aaaa1
    bbbb3 < aaaa1
    bbbb4 < bbbb2 bbbb3
    bbbb5 < bbbb4
    bbbb6 < bbbb4
    cccc7 < aaaa1
  `)
  expect(plan(inside, { revision: 'bbbb5', onto: 'cccc7' })).toBe(
    'bbbb2 bbbb3 bbbb4 bbbb5 bbbb6 (bbbb2 bbbb3) -> cccc7',
  )
  const outside = graphOf(`
    aaaa1
    bbbb2 < aaaa1
    cccc3 < aaaa1
    bbbb4 < bbbb2 cccc3
    cccc5 < cccc3
  `)
  expect(plan(outside, { revision: 'bbbb4' })).toContain('LB2032 Revision bbbb4 merges the branch with cccc3')
})

test('a fork point that is a merge, and a line with a base of its own', () => {
  const merged = graphOf(`
    aaaa1
    bbbb2 < aaaa1
    cccc3 < aaaa1
    dddd4 < bbbb2 cccc3
    eeee5 < bbbb2 cccc3
  `)
  expect(plan(merged, { revision: 'eeee5' })).toBe('eeee5 (eeee5) -> dddd4')
  const bases = graphOf('aaaa1\nbbbb2\nbbbb3 < bbbb2')
  expect(plan(bases, { revision: 'bbbb3' })).toBe('bbbb2 bbbb3 (bbbb2) -> aaaa1')
})

test('a head that depends on the branch cannot be what it is put behind', () => {
  const depending = graphOf(`
    aaaa1
    bbbb2 < aaaa1
    bbbb3 < bbbb2
    cccc4 < aaaa1 ! bbbb2
  `)
  expect(plan(depending, { revision: 'bbbb3', onto: 'cccc4' })).toContain('LB2032 cccc4 depends on bbbb2')
  expect(plan(depending, { revision: 'cccc4' })).toBe('cccc4 (cccc4) -> bbbb3')
})
