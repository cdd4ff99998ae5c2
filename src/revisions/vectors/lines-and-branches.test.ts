import { revisionVectors } from '../../../test/support/revision-vectors.ts'

revisionVectors('no revisions at all', '', [
  ['upgrade head', '', '=>'],
  ['upgrade heads', '', '=>'],
  ['downgrade base', '', '=>'],
  ['stamp head', '', '=>'],
  ['history', '', ''],
  ['history base:head', '', ''],
  ['upgrade +1', '', "LB2011 Relative revision +1 didn't produce 1 migrations"],
])

revisionVectors(
  'a diamond',
  `
  a
  b1 < a
  b2 < a
  c < b1 b2
  d < c`,
  [
    ['history a:d', '', 'd c b2 b1 a'],
    ['history :', '', 'd c b2 b1 a'],
    ['history b1:d', '', 'd c b1'],
    ['history b1:b2', '', 'LB2014 Requested range b1:b2 does not refer to ancestor/descendant revisions'],
    ['upgrade head', '', 'a b1 b2 c d => d'],
    ['upgrade head', 'b1', 'b2 c d => d'],
    ['upgrade c', 'b1 b2', 'c => c'],
    ['downgrade base', 'd', 'd c b2 b1 a =>'],
    ['downgrade b1', 'd', 'd c => b1 b2'],
    ['downgrade b1@a', 'd', 'd c b1 => b2'],
    ['downgrade a', 'd', 'd c b2 b1 => a'],
    ['downgrade -1', 'd', 'd => c'],
    ['downgrade -2', 'd', 'LB2010 Ambiguous walk'],
    ['upgrade a+1', '', 'LB2010 Ambiguous walk'],
    ['upgrade b1+2', '', 'a b1 b2 c d => d'],
  ],
)

revisionVectors(
  'a short and a long branch',
  `
  a @ 1
  b1 < a @ 2
  b2 < a @ 3
  c1 < b1 @ 4
  d11 < c1 @ 5
  d12 < c1 @ 6`,
  [
    ['history', '', 'd12 d11 c1 b2 b1 a'],
    ['upgrade heads', '', 'a b1 b2 c1 d11 d12 => b2 d11 d12'],
    ['downgrade base', 'b2 d11 d12', 'd12 d11 c1 b2 b1 a =>'],
    ['downgrade b1', 'b2 d11 d12', 'd12 d11 c1 => b1 b2'],
    ['downgrade d11@c1', 'b2 d11 d12', 'd11 => b2 d12'],
    ['downgrade b2@a', 'b2 d11 d12', 'b2 => d11 d12'],
    ['downgrade b1@a', 'b2 d11 d12', 'd12 d11 c1 b1 => b2'],
  ],
)

revisionVectors(
  'many branches, one of them merged',
  `
  a @ 1
  b1 < a @ 2
  b2 < a @ 3
  cb1 < b1 @ 4
  cb2 < b2 @ 5
  d1cb1 < cb1 @ 6
  d2cb1 < cb1 @ 7
  d1cb2 < cb2 @ 8
  d2cb2 < cb2 @ 9
  d3cb2 < cb2 @ 10
  d1d2cb2 < d1cb2 d2cb2 @ 11`,
  [
    ['history a:d1d2cb2', '', 'd1d2cb2 d2cb2 d1cb2 cb2 b2 a'],
    ['history a:current', 'd2cb2 d3cb2', 'd3cb2 d2cb2 cb2 b2 a'],
    ['history a:d3cb2', '', 'd3cb2 cb2 b2 a'],
    ['history base:d3cb2', '', 'd3cb2 cb2 b2 a'],
    ['history base:current', 'd3cb2 cb1', 'd3cb2 cb2 cb1 b2 b1 a'],
    // d1cb1 is left out: it does not stand on b2.
    ['history b2:current', 'd1cb1 d2cb2 d3cb2', 'd3cb2 d2cb2 cb2 b2'],
    ['history d1cb1:b1', '', 'LB2014 Requested range d1cb1:b1 does not refer to ancestor/descendant revisions'],
    ['history b1:d2cb2', '', 'LB2014 Requested range b1:d2cb2 does not refer to ancestor/descendant revisions'],
    ['history d1cb1:base', '', 'LB2014 Requested range d1cb1:base does not refer to ancestor/descendant revisions'],
    ['history d1cb1:current', '', 'LB2014 Requested range d1cb1:current does not refer to ancestor/descendant'],
    ['upgrade d1d2cb2', 'd3cb2', 'd1cb2 d2cb2 d1d2cb2 => d1d2cb2 d3cb2'],
    ['upgrade d1cb1 d2cb1', '', 'a b1 cb1 d1cb1 d2cb1 => d1cb1 d2cb1'],
    ['downgrade d1d2cb2@cb2', 'd1d2cb2 d3cb2', 'd1d2cb2 d2cb2 d1cb2 => d3cb2'],
    ['downgrade cb2', 'd1cb1 d1d2cb2 d3cb2', 'd1d2cb2 d3cb2 d2cb2 d1cb2 => cb2 d1cb1'],
  ],
)

revisionVectors(
  'branches that fork, fork again and meet',
  `
  a1 @ 1
  a2 < a1 @ 2
  a3 < a2 @ 3
  b1 < a3 @ 4
  b2 < a3 @ 5
  cb1 < b1 @ 6
  cb2 < b2 @ 7
  db1 < cb1 @ 8
  db2 < cb2 @ 9
  e1b1 < db1 @ 10
  fe1b1 < e1b1 @ 11
  e2b1 < db1 @ 12
  e2b2 < db2 @ 13
  merge < e2b1 e2b2 @ 14`,
  [
    // What the other side of the merge needs is run as well.
    ['upgrade merge', 'db1', 'b2 cb2 db2 e2b1 e2b2 merge => merge'],
    ['history a3:current', 'merge fe1b1', 'merge e2b2 e2b1 fe1b1 e1b1 db2 db1 cb2 cb1 b2 b1 a3'],
    ['history a1:merge', '', 'merge e2b2 e2b1 db2 db1 cb2 cb1 b2 b1 a3 a2 a1'],
    // b1 stands on one side only.
    ['history b1:merge', '', 'merge e2b1 db1 cb1 b1'],
    ['history a2:merge', '', 'merge e2b2 e2b1 db2 db1 cb2 cb1 b2 b1 a3 a2'],
    ['history a1:current', 'merge fe1b1', 'merge e2b2 e2b1 fe1b1 e1b1 db2 db1 cb2 cb1 b2 b1 a3 a2 a1'],
    ['history base:fe1b1', '', 'fe1b1 e1b1 db1 cb1 b1 a3 a2 a1'],
    ['upgrade merge fe1b1', 'cb1 cb2', 'db1 db2 e1b1 fe1b1 e2b1 e2b2 merge => fe1b1 merge'],
    ['upgrade e2b1 b2 fe1b1', '', 'a1 a2 a3 b1 b2 cb1 db1 e1b1 fe1b1 e2b1 => b2 e2b1 fe1b1'],
    ['upgrade db1 b2 fe1b1', '', 'LB2013 Requested revision fe1b1 overlaps with other requested revisions db1'],
    ['downgrade a3', 'fe1b1 merge', 'merge e2b2 e2b1 fe1b1 e1b1 db2 db1 cb2 cb1 b2 b1 => a3'],
    ['downgrade e2b1@db1', 'fe1b1 merge', 'merge e2b1 => e2b2 fe1b1'],
    ['downgrade fe1b1@db1', 'fe1b1 merge', 'fe1b1 e1b1 => merge'],
    ['downgrade merge@-1', 'fe1b1 merge', 'LB2010 Ambiguous walk'],
    ['downgrade merge@e2b1', 'fe1b1 merge', 'merge => e2b1 e2b2 fe1b1'],
  ],
)
