import { expect, test } from 'vitest'
import { graphOf } from '../../../test/support/revision-graphs.ts'
import { revisionVectors } from '../../../test/support/revision-vectors.ts'

const parents = (notation: string, id: string) =>
  graphOf(notation)
    .byId.get(id)
    ?.parents.map((parent) => parent.id)
    .join(' ')

/** a3 is needed from two places of the other line, and b5 needs its own parent. */
const declaredTwice = `
  a1
  a2 < a1
  a3 < a2
  b1
  b2 < b1 ! a3
  b3 < b2
  b4 < b3 ! a3
  b5 < b4 ! b4`

test('a dependency that was declared further down is not one again', () => {
  expect(parents(declaredTwice, 'b2')).toBe('b1 a3')
  expect(parents(declaredTwice, 'b4')).toBe('b3')
  expect(parents(declaredTwice, 'b5')).toBe('b4')
})

revisionVectors('dependencies that were declared before', declaredTwice, [
  ['downgrade b1@base', 'b4', 'b4 b3 b2 b1 => a3'],
  ['downgrade base', 'b5', 'b5 b4 b3 b2 b1 a3 a2 a1 =>'],
  ['downgrade a2', 'b5', 'b5 b4 b3 b2 a3 => a2 b1'],
  ['downgrade a1', 'b5', 'b5 b4 b3 b2 a3 a2 => a1 b1'],
  ['upgrade b5', 'b1', 'a1 a2 a3 b2 b3 b4 b5 => b5'],
  // b3 still needs a3, so it makes no row.
  ['downgrade b3', 'b4', 'b4 => b3'],
  ['downgrade b1', 'b4', 'b4 b3 b2 => a3 b1'],
])

revisionVectors(
  'dependencies of dependencies',
  `
  c1
  a1
  a2 < a1 ! c1
  a3 < a2 ! c1
  b1
  b2 < b1 ! a3
  b3 < b2
  b4 < b3 ! a3
  b5 < b4`,
  [
    ['upgrade b5', 'b1', 'a1 c1 a2 a3 b2 b3 b4 b5 => b5'],
    ['downgrade c1', 'b5', 'LB2012 Destination c1 is not a valid downgrade target from current head(s)'],
    ['downgrade c1@base', 'b5', 'b5 b4 b3 b2 a3 a2 c1 => a1 b1'],
  ],
)

/** By a label or by an id: the same. */
for (const dependency of ['c1', 'c1lib']) {
  revisionVectors(
    `a dependency named ${dependency}`,
    `
    a1 @ 1 # lib1
    b1 < a1 @ 2
    c1 < b1 @ 3 # c1lib
    a2 @ 4
    b2 < a2 @ 5
    c2 < b2 ! ${dependency} @ 6
    d1 < c1 @ 7
    e1 < d1 @ 8
    f1 < e1 @ 9`,
    [
      ['upgrade c2', 'a2', 'a1 b1 c1 b2 c2 => c2'],
      ['upgrade lib1@head', 'c2', 'd1 e1 f1 => c2 f1'],
      // c1 is needed by c2 and makes no row.
      ['downgrade c1', 'c2 d1', 'd1 => c2'],
      // A stamp below a dependency takes the row of what needs it away.
      ['stamp b1', 'c2 e1', '=> b1'],
      ['stamp d1', 'c2 e1', '=> c2 d1'],
      ['downgrade c1lib@-1', 'c2 d1', 'd1 => c2'],
      ['downgrade lib1@b1', 'c2 d1', 'd1 c2 c1 => b1 b2'],
    ],
  )
}

revisionVectors(
  'a revision that needs one parent of each of three merges',
  `
  a1 @ 1
  a2 @ 2
  a3 @ 3
  amerge < a1 a2 a3 @ 10
  b1 @ 4
  b2 @ 5
  bmerge < b1 b2 @ 11
  c1 @ 6
  c2 @ 7
  c3 @ 8
  cmerge < c1 c2 c3 @ 12
  d1 ! a3 b2 c1 @ 9`,
  [
    // b2 makes no row: d1 needs it.
    ['downgrade b2', 'amerge bmerge cmerge d1', 'bmerge => amerge b1 cmerge d1'],
    // Without d1 it does.
    ['downgrade d1@base', 'amerge b1 cmerge d1', 'd1 => amerge b1 b2 cmerge'],
    ['downgrade base', 'amerge b1 b2 cmerge', 'cmerge amerge c3 c2 c1 b2 b1 a3 a2 a1 =>'],
    ['upgrade heads', '', 'a1 a2 a3 b1 b2 c1 c2 c3 d1 amerge bmerge cmerge => amerge bmerge cmerge d1'],
    ['upgrade d1', '', 'a3 b2 c1 d1 => d1'],
    ['upgrade amerge', 'd1', 'a1 a2 amerge => amerge d1'],
  ],
)

revisionVectors(
  'two lines that need one another crosswise',
  `
  a1
  a2 < a1
  b1
  b2 < b1 ! a2
  b3 < b2
  a3 < a2 ! b1`,
  [
    // b1 is still needed by a3.
    ['downgrade b1', 'a3 b2', 'b2 => a3'],
    ['downgrade a2', 'a3 b2', 'a3 => b2'],
    ['downgrade a1', 'a3 b2', 'b2 a3 a2 => a1 b1'],
    ['upgrade heads', '', 'a1 a2 b1 a3 b2 b3 => a3 b3'],
    ['upgrade a3', 'b3', 'a3 => a3 b3'],
  ],
)

revisionVectors('a dependency on the own parent', 'a1\na2 < a1 ! a1', [
  ['upgrade a2', '', 'a1 a2 => a2'],
  ['downgrade a1', 'a2', 'a2 => a1'],
  ['stamp a1', 'a2', '=> a1'],
])

revisionVectors(
  'a merge of a revision with one that depends on it',
  `
  a1
  b1 ! a1
  bmerge < a1 b1`,
  [
    ['upgrade b1', 'a1', 'b1 => b1'],
    ['upgrade bmerge', 'b1', 'bmerge => bmerge'],
    ['downgrade b1', 'bmerge', 'bmerge => b1'],
    ['upgrade head', '', 'a1 b1 bmerge => bmerge'],
    ['stamp b1', 'bmerge', '=> b1'],
  ],
)

revisionVectors(
  'a merge that lists what its other parent is built on',
  `
  a
  b < a
  c < b
  m < a c
  n < m`,
  [
    ['upgrade head', '', 'a b c m n => n'],
    ['upgrade m', 'c', 'm => m'],
    ['upgrade m', 'a', 'b c m => m'],
    ['downgrade m', 'n', 'n => m'],
    ['downgrade c', 'n', 'n m => c'],
    ['downgrade base', 'n', 'n m c b a =>'],
    ['stamp c', 'm', '=> c'],
    ['stamp n', 'b', '=> n'],
    ['history a:m', '', 'm c b a'],
    ['history c:m', '', 'm c'],
  ],
)
