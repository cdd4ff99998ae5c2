import { expect, test } from 'vitest'
import { graphOf } from '../../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../../errors/index.ts'

/** The message and the way round that building the graph is refused with. */
function refusal(notation: string): readonly [message: string, wayRound: string] {
  try {
    graphOf(notation)
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB2006') throw error
    return [error.message, /The way round: (.*)\./.exec(error.hints.join('\n'))?.[1] ?? '']
  }
  throw new Error('nothing was thrown')
}

test.each([
  ['alone', 'a < a', 'a'],
  ['at the base', 'a < a\nb < a\nc < b', 'a'],
  ['at the head', 'a\nb < a\nc < b c', 'c'],
  ['at a branch point', 'a\nb < a b\nc1 < b\nc2 < b', 'b'],
  ['at a merge', 'a\nb1 < a\nb2 < a\nc < b1 b2 c', 'c'],
])('a revision that follows itself, %s', (_place, notation, id) => {
  expect(refusal(notation)).toEqual([`Self-loop is detected in revisions (${id})`, `${id} follows ${id}`])
})

test.each([
  ['alone', 'a ! a', 'a'],
  ['at the base', 'a ! a\nb < a\nc < b', 'a'],
  ['at the head', 'a\nb < a\nc < b ! c', 'c'],
  ['at a branch point', 'a\nb < a ! b\nc1 < b\nc2 < b', 'b'],
  ['at a merge', 'a\nb1 < a\nb2 < a\nc < b1 b2 ! c', 'c'],
  ['by its own label', 'a # lib ! lib', 'a'],
])('a revision that depends on itself, %s', (_place, notation, id) => {
  expect(refusal(notation)).toEqual([`Dependency self-loop is detected in revisions (${id})`, `${id} depends on ${id}`])
})

test.each([
  ['user_foo\nuser < user_foo'],
  ['user_foo\nuser ! user_foo'],
  ['user_foo\nuser < user_foo ! user_foo'],
  ['a\nb < a ! a\nc < a b ! a b'],
])('no cycle: %j', (notation) => {
  expect(() => graphOf(notation)).not.toThrow()
})

// Only what goes round is named, not what hangs on it.
test.each([
  ['all there is', 'a < c\nb < a\nc < b', 'a, b, c', 'a follows c, c follows b, b follows a'],
  ['beside a line', 'a < c\nb < a\nc < b\nd\ne < d', 'a, b, c', 'a follows c, c follows b, b follows a'],
  ['below a head', 'a < c\nb < a\nc < b\nd < c\ne < d', 'a, b, c', 'a follows c, c follows b, b follows a'],
  ['above a base', 'a\nb < a\nc < b e\nd < c\ne < d', 'c, d, e', 'c follows e, e follows d, d follows c'],
  ['between a base and a head', 'a\nb < a c\nc < b\nd < c', 'b, c', 'b follows c, c follows b'],
  [
    'in one side of a merge',
    'a\nb < a\nx < a z\ny < x\nz < y\nm < b z',
    'x, y, z',
    'x follows z, z follows y, y follows x',
  ],
])('a cycle: %s', (_place, notation, ids, wayRound) => {
  expect(refusal(notation)).toEqual([`Cycle is detected in revisions (${ids})`, wayRound])
})

test.each([
  ['all there is', 'a ! c\nb < a\nc < b', 'a, b, c', 'a depends on c, c follows b, b follows a'],
  ['beside a line', 'a ! c\nb < a\nc < b\nd\ne < d', 'a, b, c', 'a depends on c, c follows b, b follows a'],
  ['below a head', 'a ! c\nb < a\nc < b\nd < c\ne < d', 'a, b, c', 'a depends on c, c follows b, b follows a'],
  ['above a base', 'a\nb < a\nc < b ! e\nd < c\ne < d', 'c, d, e', 'c depends on e, e follows d, d follows c'],
  ['across two lines', 'a1\na2 < a1 ! b2\nb1\nb2 < b1 ! a2', 'a2, b2', 'a2 depends on b2, b2 depends on a2'],
  ['through a label', 'a1 # lib ! b2\nb1\nb2 < b1 ! lib', 'a1, b2', 'a1 depends on b2, b2 depends on a1'],
])('a cycle through a dependency: %s', (_place, notation, ids, wayRound) => {
  expect(refusal(notation)).toEqual([`Dependency cycle is detected in revisions (${ids})`, wayRound])
})

test('the same cycle is found whatever the order of the files', () => {
  const lines = ['a', 'b < a d', 'c < b', 'd < c', 'e < d']
  const refusals = lines.map((_, index) => refusal([...lines.slice(index), ...lines.slice(0, index)].join('\n')))
  expect(new Set(refusals.map((each) => each.join()))).toHaveLength(1)
})
