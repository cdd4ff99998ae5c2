import { revisionVectors } from '../../../test/support/revision-vectors.ts'

revisionVectors(
  'heads that others depend on',
  `
  y1 @ 1 # y
  x1 @ 2 # x
  y2 < y1 ! x1 @ 3
  x2 < x1 @ 4`,
  [
    ['downgrade x@-1', 'x2 y2', 'x2 => y2'],
    // x1 has no row of its own; what depends on it goes first.
    ['downgrade x@-1', 'x1 y2', 'LB2013 Requested revision y2 overlaps with other requested revisions x1'],
    ['downgrade x@-1', 'y2', 'y2 x1 => y1'],
    ['show heads', '', 'y2 x2'],
    ['upgrade heads', '', 'y1 x1 y2 x2 => x2 y2'],
    ['upgrade y@head', '', 'y1 x1 y2 => y2'],
    ['upgrade x@+1', 'y2', 'x2 => x2 y2'],
    ['stamp x1', 'y2', '=> x1'],
  ],
)

/** Both of the first two lines need the third. */
revisionVectors(
  'three lines, two of which need the third',
  `
  base1 @ 1 # b_1
  a1a < base1 @ 2
  a1b < base1 @ 3
  b1a < a1a @ 4
  b1b < a1b ! a3 @ 5
  base2 @ 6 # b_2
  a2 < base2 @ 7
  b2 < a2 @ 8
  c2 < b2 ! a3 @ 9
  d2 < c2 @ 10
  base3 @ 0 # b_3
  a3 < base3 @ 0
  b3 < a3 @ 11`,
  [
    ['show heads', '', 'b1a b1b d2 b3'],
    ['history base:heads', '', 'b3 d2 c2 b2 a2 base2 b1b b1a a1b a1a base1 a3 base3'],
    ['downgrade base', 'b1a b1b d2 b3', 'b3 d2 c2 b2 a2 base2 b1b b1a a1b a1a base1 a3 base3 =>'],
    ['history d2:b2', '', 'LB2014 Requested range d2:b2 does not refer to ancestor/descendant revisions'],
    ['history d2:b3', '', 'LB2014 Requested range d2:b3 does not refer to ancestor/descendant revisions'],
    ['upgrade b_2@head', '', 'base3 a3 base2 a2 b2 c2 d2 => d2'],
    ['history base:b_2@head', '', 'd2 c2 b2 a2 base2 a3 base3'],
    ['history b_2@base:', '', 'd2 c2 b2 a2 base2 a3 base3'],
    // The way back leaves the other line alone.
    ['downgrade b_2@base', 'd2', 'd2 c2 b2 a2 base2 => a3'],
    ['upgrade b_3@head', '', 'base3 a3 b3 => b3'],
    ['downgrade base', 'b3', 'b3 a3 base3 =>'],
    ['upgrade b1b@head', '', 'base3 a3 base1 a1b b1b => b1b'],
    ['downgrade b1b@base', 'b1b', 'b1b a1b base1 => a3'],
    ['history b_3@base:', '', 'b3 a3 base3'],
    ['downgrade b_2@base', 'b1a b1b d2 b3', 'd2 c2 b2 a2 base2 => b1a b1b b3'],
    // What needs the third line goes with it, the rest of those lines stays.
    ['downgrade b_3@base', 'b1a b1b d2 b3', 'b3 d2 c2 b1b a3 base3 => a1b b1a b2'],
    ['upgrade d2', 'b3', 'base2 a2 b2 c2 d2 => b3 d2'],
    ['upgrade b_3@+1', 'd2', 'b3 => b3 d2'],
    ['downgrade b_3@-1', 'd2', 'd2 c2 a3 => b2 base3'],
  ],
)

revisionVectors(
  'lines that need one another in turn, by label',
  `
  base1 @ 1 # b_1
  a1 < base1 @ 2
  b1 < a1 @ 3
  c1 < b1 @ 4
  base2 ! b_1 @ 5 # b_2
  a2 < base2 @ 6
  b2 < a2 @ 7
  c2 < b2 @ 8
  d2 < c2 @ 9
  base3 @ 10 # b_3
  a3 < base3 @ 11
  b3 < a3 @ 12
  c3 < b3 ! b2 @ 13
  d3 < c3 @ 14`,
  [
    ['show heads', '', 'c1 d2 d3'],
    ['history base:heads', '', 'd3 c3 b3 a3 base3 d2 c2 b2 a2 base2 c1 b1 a1 base1'],
    ['history base:b_2@head', '', 'd2 c2 b2 a2 base2 base1'],
    ['history base:b_3@head', '', 'd3 c3 b3 a3 base3 b2 a2 base2 base1'],
    ['history base:b_1@head', '', 'c1 b1 a1 base1'],
    ['history b_1@base:', '', 'c1 b1 a1 base1'],
    ['history b_2@base:', '', 'd2 c2 b2 a2 base2 base1'],
    ['history b_3@base:', '', 'd3 c3 b3 a3 base3 b2 a2 base2 base1'],
    ['upgrade b_3@head', '', 'base1 base2 a2 b2 base3 a3 b3 c3 d3 => d3'],
    ['downgrade b_1@base', 'c1 d2 d3', 'd3 c3 d2 c2 b2 a2 base2 c1 b1 a1 base1 => b3'],
    ['downgrade b_2@a2', 'd2 d3', 'd3 c3 d2 c2 b2 => a2 b3'],
    ['stamp b_2', 'd3', '=> base2'],
  ],
)

revisionVectors(
  'branches of one point, one of which needs the other',
  `
  a @ 1
  b < a @ 2
  c1 < b @ 3 # c1branch
  d1 < c1 @ 4
  c2 < b @ 5 # c2branch
  d2 < c2 ! c1 @ 6`,
  [
    ['downgrade c2branch@b', 'd1 d2', 'd2 c2 => d1'],
    ['downgrade c1branch@b', 'd1 d2', 'd2 d1 c1 => c2'],
    ['downgrade c1branch@c1', 'd1 d2', 'd1 => d2'],
    ['upgrade c2branch@head', 'b', 'c1 c2 d2 => d2'],
    ['upgrade c2branch@+2', 'b', 'c1 c2 d2 => d2'],
    ['downgrade b', 'd2', 'd2 c2 c1 => b'],
  ],
)
