import { describe, expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type RevisionGraph, downgradeSteps } from './index.ts'

function down(graph: RevisionGraph, rows: string, target: string): string {
  const steps = downgradeSteps(graph, rows.split(' ').filter(Boolean), target)
  const after = steps.at(-1)?.headsAfter ?? rows.split(' ')
  return `${steps.map((step) => step.revision.id).join(' ')} => ${after.join(' ')}`
}

function refusal(graph: RevisionGraph, rows: string, target: string) {
  try {
    return down(graph, rows, target)
  } catch (error) {
    if (isLimbeckError(error)) return { code: error.code, message: error.message, hints: error.hints.join(' ') }
    throw error
  }
}

describe('one line', () => {
  const graph = graphOf('a\nb < a\nc < b\nd < c')

  test.each([
    ['d', '-1', 'd => c'],
    ['d', '-4', 'd c b a => '],
    ['d', 'b', 'd c => b'],
    ['d', 'base', 'd c b a => '],
    ['c', 'c', ' => c'],
    ['', 'base', ' => '],
    ['d', 'head-2', 'd c => b'],
    ['d', 'a+1', 'd c => b'],
    ['d', 'head', ' => d'],
  ])('from %j to %s', (rows, target, expected) => {
    expect(down(graph, rows, target)).toBe(expected)
  })

  test.each([
    ['a', '-2', 'LB2011', "Relative revision -2 didn't produce 2 migrations"],
    ['', '-1', 'LB2011', "Relative revision -1 didn't produce 1 migrations"],
    ['b', '+1', 'LB2011', "Relative revision +1 didn't produce 1 migrations"],
    ['d', 'a-2', 'LB2011', 'Walked too far'],
    ['d', 'd+1', 'LB2011', 'Walked too far'],
    ['b', 'd', 'LB2012', 'Destination d is not a valid downgrade target from current head(s)'],
    ['', 'a', 'LB2012', 'Destination a is not a valid downgrade target from current head(s)'],
    ['d', 'zzzz', 'LB2001', "Can't locate revision identified by 'zzzz'"],
    ['d', 'd:b', 'LB2009', 'Range revision not allowed'],
  ])('from %j to %s is refused', (rows, target, code, message) => {
    expect(refusal(graph, rows, target)).toMatchObject({ code, message })
  })

  test('a target above says the way up', () => {
    expect(refusal(graph, 'b', 'd')).toMatchObject({ hints: expect.stringContaining('`limbeck upgrade d`') })
  })
})

describe('branches', () => {
  const graph = graphOf(`
    root @ 1
    a1 < root @ 2 # left
    b1 < root @ 3 # right
    a2 < a1 @ 4
    b2 < b1 @ 5`)

  test.each([
    ['a2 b2', 'root', 'b2 a2 b1 a1 => root'],
    ['a2 b2', 'left@root', 'a2 a1 => b2'],
    ['a2 b2', 'a1', 'a2 => a1 b2'],
    ['a2 b2', 'left@-1', 'a2 => a1 b2'],
    ['a2 b2', 'left@-2', 'a2 a1 => b2'],
    ['a2 b2', 'b2@-2', 'b2 b1 => a2'],
    ['a2 b2', 'a2@root', 'a2 a1 => b2'],
    ['a1', '-1', 'a1 => root'],
    ['a2 b2', 'base', 'b2 a2 b1 a1 root => '],
    // The branches share one root, so base takes it back and all that stands on it.
    ['a2 b2', 'left@base', 'b2 a2 b1 a1 root => '],
  ])('from %j to %s', (rows, target, expected) => {
    expect(down(graph, rows, target)).toBe(expected)
  })

  test('-1 with several rows is refused with the choices', () => {
    expect(refusal(graph, 'a2 b2', '-1')).toMatchObject({
      code: 'LB2010',
      message: 'downgrade -1 from multiple heads is ambiguous',
      hints: expect.stringContaining('`limbeck downgrade a2@-1` or `limbeck downgrade b2@-1`'),
    })
  })

  test('a branch that does not lead to the target is refused', () => {
    expect(refusal(graphOf('r\na < r\nb < r\nx # other'), 'a b x', 'other@r')).toMatchObject({
      code: 'LB2012',
      message: 'Not a valid downgrade target from current heads',
    })
  })

  test('with several roots label@base takes back one of them', () => {
    const forest = graphOf('a1 @ 1 # left\na2 < a1 @ 2\nb1 @ 3 # right\nb2 < b1 @ 4')
    expect(down(forest, 'a2 b2', 'left@base')).toBe('a2 a1 => b2')
  })
})

describe('merges', () => {
  const graph = graphOf(`
    root @ 1
    a < root @ 2
    b < root @ 3
    m < a b @ 4
    top < m @ 5`)

  test.each([
    ['top', 'm', 'top => m'],
    ['top', 'a', 'top m => a b'],
    ['m', 'm@a', 'm => a b'],
    ['m', 'a', 'm => a b'],
    ['top', 'root', 'top m b a => root'],
    ['m', 'b@root', 'm b => a'],
  ])('from %j to %s', (rows, target, expected) => {
    expect(down(graph, rows, target)).toBe(expected)
  })

  test('going down through a merge must say where', () => {
    expect(refusal(graph, 'm', '-1')).toMatchObject({
      code: 'LB2010',
      message: 'Ambiguous walk',
      hints: expect.stringContaining('`limbeck downgrade m@a` or `limbeck downgrade m@b`'),
    })
  })

  test('parents that are needed otherwise, or below one another, make no rows', () => {
    expect(down(graphOf('a\nb < a\nc < b\nm < a c'), 'm', 'c')).toBe('m => c')
    expect(down(graphOf('a @ 1\nb < a @ 2\nm < a b @ 3\nx < a @ 4'), 'm x', 'b')).toBe('m => b x')
  })
})

describe('dependencies', () => {
  const graph = graphOf(`
    a1 @ 1 # lib
    a2 < a1 @ 2
    b1 @ 3 # app
    b2 < b1 ! a2 @ 4
    b3 < b2 @ 5`)

  test.each([
    // What depends on a revision goes with it; what it depends on stays.
    ['b3', 'lib@a1', 'b3 b2 a2 => a1 b1'],
    ['b3', 'b2', 'b3 => b2'],
    ['b3', 'b1', 'b3 b2 => a2 b1'],
    ['b2', 'app@base', 'b2 b1 => a2'],
    ['b2', 'lib@base', 'b2 a2 a1 => b1'],
    ['b2', 'lib@-1', 'b2 a2 => a1 b1'],
    ['b2', 'base', 'b2 b1 a2 a1 => '],
  ])('from %j to %s', (rows, target, expected) => {
    expect(down(graph, rows, target)).toBe(expected)
  })

  test('a target that is only needed, with nothing above it, is refused with the reason', () => {
    expect(refusal(graph, 'b2', 'a2')).toMatchObject({
      code: 'LB2012',
      hints: expect.stringContaining('b2 (Message of b2) depends on it'),
    })
  })

  test('a dependency on the own line leaves no second row behind', () => {
    expect(down(graphOf('a\nb < a\nc < b ! a'), 'c', 'b')).toBe('c => b')
  })
})
