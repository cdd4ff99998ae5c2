import { revisionVectors } from '../../../test/support/revision-vectors.ts'

revisionVectors(
  'three bases, two of their lines merged',
  `
  base1 @ 1
  base2 @ 2
  base3 @ 3
  a1a < base1 @ 4
  a1b < base1 @ 5
  a2 < base2 @ 6
  a3 < base3 @ 7
  b1a < a1a @ 8
  b1b < a1b @ 9
  b2 < a2 @ 10
  b3 < a3 @ 11
  c2 < b2 @ 12
  d2 < c2 @ 13
  mergeb3d2 < b3 d2 @ 14`,
  [
    ['history base:heads', '', 'mergeb3d2 d2 c2 b3 b2 b1b b1a a3 a2 a1b a1a base3 base2 base1'],
    ['history', '', 'mergeb3d2 d2 c2 b3 b2 b1b b1a a3 a2 a1b a1a base3 base2 base1'],
    ['upgrade heads', 'c2', 'base1 base3 a1a a1b a3 b1a b1b b3 d2 mergeb3d2 => b1a b1b mergeb3d2'],
    ['history c2:', '', 'mergeb3d2 d2 c2'],
    ['history base3:b3', '', 'b3 a3 base3'],
    ['upgrade b3 b2', 'base3', 'base2 a2 a3 b2 b3 => b2 b3'],
    ['history a2:current', 'c2', 'c2 b2 a2'],
    ['upgrade heads', 'a2 b2', 'LB2013 Requested revision b2 overlaps with other requested revisions a2'],
    ['downgrade base', 'b1a b1b mergeb3d2', 'mergeb3d2 d2 c2 b3 b2 b1b b1a a3 a2 a1b a1a base3 base2 base1 =>'],
    ['downgrade b3@base', 'b1a b1b mergeb3d2', 'mergeb3d2 b3 a3 base3 => b1a b1b d2'],
    ['downgrade b1a@base', 'b1a b1b mergeb3d2', 'b1b b1a a1b a1a base1 => mergeb3d2'],
    ['upgrade +1', '', 'LB2010 Ambiguous walk'],
    ['upgrade base2+1', '', 'base2 a2 => a2'],
    ['upgrade b2@+1', '', 'base2 => base2'],
    ['upgrade +1', 'c2', 'd2 => d2'],
    ['upgrade base+1', '', 'LB2010 Ambiguous walk'],
  ],
)

revisionVectors(
  'a forest of two lines',
  `
  a1
  b1 < a1
  a2
  b2 < a2`,
  [
    ['upgrade heads', '', 'a1 a2 b1 b2 => b1 b2'],
    ['upgrade heads --sql', '', 'a1 a2 b1 b2 => b1 b2'],
    ['upgrade head', '', "LB2002 Multiple head revisions are present for given argument 'head'"],
    ['stamp heads', '', '=> b1 b2'],
    ['stamp heads', 'b1 b2', '=> b1 b2'],
    ['stamp head', '', 'LB2002 Multiple heads are present; please specify a single target revision'],
    ['stamp a1 b2', '', '=> a1 b2'],
    ['stamp a1 b1', '', 'LB2013 Requested revision b1 overlaps with other requested revisions a1'],
    ['stamp base', 'b1 b2', '=>'],
    ['stamp -1', '', '=> a1 a2'],
    ['downgrade -1', 'b1 b2', 'LB2010 downgrade -1 from multiple heads is ambiguous'],
    ['downgrade b1@-1', 'b1 b2', 'b1 => a1 b2'],
    ['downgrade b2@base', 'b1 b2', 'b2 a2 => b1'],
    ['downgrade base', 'b1', 'b1 a1 =>'],
    ['upgrade b1:heads --sql', '', 'a2 b2 => b1 b2'],
    ['downgrade heads:base --sql', '', 'b2 b1 a2 a1 =>'],
  ],
)

revisionVectors(
  'a revision without a parent, but with a dependency',
  `
  base1
  a1 < base1
  b1 < a1
  c2 ! a1
  c3 < c2`,
  [
    ['history', '', 'c3 c2 b1 a1 base1'],
    ['upgrade heads', '', 'base1 a1 b1 c2 c3 => b1 c3'],
    ['upgrade c3', '', 'base1 a1 c2 c3 => c3'],
    ['downgrade c3@base', 'b1 c3', 'c3 c2 => b1'],
    ['downgrade a1', 'b1 c3', 'b1 => c3'],
    ['downgrade b1@base', 'b1 c3', 'c3 c2 b1 a1 base1 =>'],
    ['stamp c3', '', '=> c3'],
    ['stamp base1', 'c3', '=> base1'],
  ],
)
