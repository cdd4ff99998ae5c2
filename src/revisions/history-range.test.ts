import { describe, expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import { mentionsCurrent, revisionsInRange } from './index.ts'

const graph = graphOf(`
  root @ 1
  a1 < root @ 2 # left
  b1 < root @ 3 # right
  a2 < a1 @ 4
  b2 < b1 ! x1 @ 5
  x1 @ 4
  x2 < x1 @ 6`)

function history(range: string | null, rows: string | null = null) {
  try {
    return revisionsInRange(graph, range, rows?.split(' ').filter(Boolean) ?? null)
      .map((node) => node.id)
      .join(' ')
  } catch (error) {
    if (isLimbeckError(error)) return `${error.code} ${error.message}`
    throw error
  }
}

describe('both ends are included, newest first', () => {
  test.each([
    [null, 'x2 b2 x1 a2 b1 a1 root'],
    [':', 'x2 b2 x1 a2 b1 a1 root'],
    ['base:heads', 'x2 b2 x1 a2 b1 a1 root'],
    ['a1:a2', 'a2 a1'],
    ['a1:', 'a2 a1'],
    ['root:a2', 'a2 a1 root'],
    [':a1', 'a1 root'],
    [':right@head', 'b2 x1 b1 root'],
    ['right@base:', 'b2 x1 b1 root'],
    ['left@base:', 'a2 a1 root'],
    ['root:heads', 'b2 a2 b1 a1 root'],
    ['root:+1', 'LB2010 Ambiguous walk'],
    ['a1:+1', 'a2 a1'],
    ['a1:+7', 'a2 a1'],
    ['-1:left@head', 'a2 a1'],
    ['-9:left@head', 'a2 a1 root'],
    ['left@head-1:left@head', 'a2 a1'],
  ])('%s', (range, expected) => {
    expect(history(range)).toBe(expected)
  })

  test.each([
    ['current:', 'a1 x2', 'x2 a2 a1'],
    [':current', 'a1', 'a1 root'],
    ['current:current', 'a1', 'a1'],
    ['-1:current', 'a2', 'a2 a1'],
    ['current:+1', 'a1', 'a2 a1'],
    ['current:', '', 'x2 b2 x1 a2 b1 a1 root'],
  ])('%s at %j', (range, rows, expected) => {
    expect(history(range, rows)).toBe(expected)
  })
})

describe('what is refused', () => {
  test.each([
    ['a1', 'LB2009 History range requires [start]:[end], [start]:, or :[end]'],
    ['a:b:c', "LB2009 'a:b:c' has more than one colon"],
    ['a2:a1', 'LB2014 Requested range a2:a1 does not refer to ancestor/descendant revisions along the same branch'],
    ['a1:b1', 'LB2014 Requested range a1:b1 does not refer to ancestor/descendant revisions along the same branch'],
    [':-1', "LB2011 Relative revision -1 didn't produce 1 migrations"],
    ['+1:', "LB2001 Can't locate revision identified by '+1'"],
    ['current:', "LB2009 'current' cannot be used with `limbeck history`"],
  ])('%s', (range, expected) => {
    expect(history(range)).toBe(expected)
  })
})

test('only ranges with current ask the database', () => {
  expect(['current:', ':current', '-3:current', 'current-1:', 'left@current:'].map(mentionsCurrent)).not.toContain(
    false,
  )
  expect([':', 'a:b', 'currently:', ':head'].map(mentionsCurrent)).not.toContain(true)
})
