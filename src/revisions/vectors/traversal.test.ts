import { revisionVectors } from '../../../test/support/revision-vectors.ts'

revisionVectors(
  'one line',
  `
  e6239818bb3a @ 1
  548bbb905360 < e6239818bb3a @ 2
  b7ea43dc85e4 < 548bbb905360 @ 3
  1bbe33445780 < b7ea43dc85e4 @ 4
  3975fb1a0125 < 1bbe33445780 @ 5`,
  [
    ['downgrade base', '', '=>'],
    ['downgrade e6239818bb3a', 'e6239818bb3a', '=> e6239818bb3a'],
    ['downgrade 3975fb1a0125', '3975fb1a0125', '=> 3975fb1a0125'],
    ['upgrade 3975fb1a0125', 'b7ea43dc85e4', '1bbe33445780 3975fb1a0125 => 3975fb1a0125'],
    ['upgrade b7ea43dc85e4', '', 'e6239818bb3a 548bbb905360 b7ea43dc85e4 => b7ea43dc85e4'],
    ['upgrade +2', 'e6239818bb3a', '548bbb905360 b7ea43dc85e4 => b7ea43dc85e4'],
    ['upgrade +1', 'e6239818bb3a', '548bbb905360 => 548bbb905360'],
    ['upgrade +3', '548bbb905360', 'b7ea43dc85e4 1bbe33445780 3975fb1a0125 => 3975fb1a0125'],
    ['upgrade 548bbb905360+2', 'e6239818bb3a', '548bbb905360 b7ea43dc85e4 1bbe33445780 => 1bbe33445780'],
    ['upgrade 548b+2', 'e6239818bb3a', '548bbb905360 b7ea43dc85e4 1bbe33445780 => 1bbe33445780'],
    ['upgrade 1bbe33445780-2', 'e6239818bb3a', '548bbb905360 => 548bbb905360'],
    ['upgrade e6239818bb3a', 'b7ea43dc85e4', '=> b7ea43dc85e4'],
    ['upgrade base', 'b7ea43dc85e4', '=> b7ea43dc85e4'],
    ['upgrade -2', '548bbb905360', "LB2011 Relative revision -2 didn't produce 2 migrations"],
    ['upgrade +5', '548bbb905360', "LB2011 Relative revision +5 didn't produce 5 migrations"],
    ['upgrade head+1', '548bbb905360', "LB2011 Relative revision head+1 didn't produce 1 migrations"],
    ['upgrade base-1', '548bbb905360', "LB2011 Relative revision base-1 didn't produce 1 migrations"],
    ['downgrade b7ea43dc85e4', '3975fb1a0125', '3975fb1a0125 1bbe33445780 => b7ea43dc85e4'],
    ['downgrade base', 'b7ea43dc85e4', 'b7ea43dc85e4 548bbb905360 e6239818bb3a =>'],
    ['downgrade -1', 'b7ea43dc85e4', 'b7ea43dc85e4 => 548bbb905360'],
    ['downgrade -3', '3975fb1a0125', '3975fb1a0125 1bbe33445780 b7ea43dc85e4 => 548bbb905360'],
    ['downgrade e6239818bb3a+2', '1bbe33445780', '1bbe33445780 => b7ea43dc85e4'],
    ['downgrade b7ea43dc85e4-2', '1bbe33445780', '1bbe33445780 b7ea43dc85e4 548bbb905360 => e6239818bb3a'],
    ['downgrade head-4', '3975fb1a0125', '3975fb1a0125 1bbe33445780 b7ea43dc85e4 548bbb905360 => e6239818bb3a'],
    ['downgrade -5', '548bbb905360', "LB2011 Relative revision -5 didn't produce 5 migrations"],
    ['downgrade +2', '548bbb905360', "LB2011 Relative revision +2 didn't produce 2 migrations"],
    ['downgrade e6239818bb3a-2', '548bbb905360', 'LB2011 Walked too far'],
    ['downgrade 548b', '', 'LB2012 Destination 548b is not a valid downgrade target from current head(s)'],
    ['downgrade b7ea', '548bbb905360', 'LB2012 Destination b7ea is not a valid downgrade target from current head(s)'],
    ['stamp base', '1bbe33445780', '=>'],
    ['stamp head', '', '=> 3975fb1a0125'],
    ['stamp -2', '', '=> b7ea43dc85e4'],
    ['stamp base+1', '3975fb1a0125', '=> e6239818bb3a'],
    ['stamp 548b', '3975fb1a0125', '=> 548bbb905360'],
    ['stamp +1', '548bbb905360', "LB2001 Can't locate revision identified by '+1'"],
    ['history -1:current', 'b7ea43dc85e4', 'b7ea43dc85e4 548bbb905360'],
    ['history -9:current', '548bbb905360', '548bbb905360 e6239818bb3a'],
    ['history current:+1', '548bbb905360', 'b7ea43dc85e4 548bbb905360'],
    ['history current:', '1bbe33445780', '3975fb1a0125 1bbe33445780'],
    ['history :current', '548bbb905360', '548bbb905360 e6239818bb3a'],
    ['history head-1:', '', '3975fb1a0125 1bbe33445780'],
    [
      'history current:e623',
      '548bbb905360',
      'LB2014 Requested range current:e623 does not refer to ancestor/descendant',
    ],
    ['upgrade 548b:+2 --sql', '', 'b7ea43dc85e4 1bbe33445780 => 1bbe33445780'],
    ['upgrade 548b:head --sql', '', 'b7ea43dc85e4 1bbe33445780 3975fb1a0125 => 3975fb1a0125'],
    ['upgrade head:base --sql', '', '=>'],
    ['downgrade head:-2 --sql', '', '3975fb1a0125 1bbe33445780 => b7ea43dc85e4'],
    ['downgrade b7ea:base --sql', '', 'b7ea43dc85e4 548bbb905360 e6239818bb3a =>'],
    ['downgrade base --sql', '', 'LB2009 downgrade with --sql requires <fromrev>:<torev>'],
    ['upgrade a:b:c --sql', '', "LB2009 'a:b:c' has more than one colon"],
  ],
)

revisionVectors(
  'two labelled branches of one line',
  `
  a @ 1
  b < a @ 2
  c1 < b @ 3 # c1branch
  d1 < c1 @ 4
  c2 < b @ 5 # c2branch
  d2 < c2 @ 6`,
  [
    ['stamp b', 'd1 c2', '=> b'],
    ['stamp c1branch@base', 'd1 c2', '=> c2'],
    ['stamp c2branch@head', 'd1 c2', '=> d1 d2'],
    ['stamp c1branch@-1', 'd2', '=> c1 d2'],
    ['upgrade d1', 'b', 'c1 d1 => d1'],
    ['upgrade d1 d2', 'a', 'b c1 d1 c2 d2 => d1 d2'],
    ['downgrade a', 'd1 d2', 'd2 c2 d1 c1 b => a'],
    ['upgrade c2branch@head-1', 'b', 'c2 => c2'],
    // Without a branch all that stands above goes.
    ['downgrade base+2', 'd2 d1', 'd2 c2 d1 c1 => b'],
    ['downgrade c2branch@base+2', 'd2 d1', 'd2 c2 => d1'],
    ['downgrade c2branch@base+3', 'd2 d1', 'd2 => c2 d1'],
    ['downgrade c2', 'd2 d1', 'd2 => c2 d1'],
    // Alembic takes the first row of the table; here the user says which.
    ['downgrade -1', 'd2 d1', 'LB2010 downgrade -1 from multiple heads is ambiguous'],
    ['downgrade -1', 'd1 d2', 'LB2010 downgrade -1 from multiple heads is ambiguous'],
    ['downgrade -1', 'c2 d1', 'LB2010 downgrade -1 from multiple heads is ambiguous'],
    ['downgrade c1branch@-1', 'd1 d2', 'd1 => c1 d2'],
    ['downgrade d2-1', 'd2 c1', 'd2 => c1 c2'],
    ['downgrade d2-1', 'c1 d2', 'd2 => c1 c2'],
    ['downgrade c1branch@b', 'c1 d2', 'c1 => d2'],
    ['downgrade c2branch@b', 'c1 d2', 'd2 c2 => c1'],
    ['downgrade c2@b', 'd1 d2', 'd2 c2 => d1'],
    ['downgrade d1@b', 'd1 d2', 'd1 c1 => d2'],
    ['downgrade c1branch@head-1', 'd1 d2', 'd1 => c1 d2'],
    ['upgrade c2branch@+1', 'c1', 'c2 => c1 c2'],
    ['upgrade c2branch@+1', 'c1 c2', 'd2 => c1 d2'],
    ['upgrade +1', 'c1 c2', 'LB2010 Ambiguous upgrade from multiple current revisions'],
    ['upgrade +1', 'b', 'LB2010 Ambiguous walk'],
    ['upgrade base+1', '', 'a => a'],
    ['upgrade +1', '', 'a => a'],
    ['downgrade -1', 'a', 'a =>'],
    ['downgrade -1', '', "LB2011 Relative revision -1 didn't produce 1 migrations"],
    ['downgrade c2', 'd1 c2', '=> c2 d1'],
    ['downgrade d1', 'd1 c2', '=> c2 d1'],
    ['history c1branch@base:', '', 'd1 c1 b a'],
    ['history b:c2branch@head', '', 'd2 c2 b'],
    ['history c1branch@b:current', 'd1 c2', 'c2 d1 c1 b'],
    ['show b+1', '', 'LB2010 Ambiguous walk'],
    ['show c1branch@b+1', '', 'c1'],
    ['show c2@head', '', 'd2'],
    ['upgrade b:c2branch@+1 --sql', '', 'c2 => c2'],
    ['downgrade heads:c1branch@b --sql', '', 'd1 c1 => d2'],
  ],
)

revisionVectors(
  'a branch off one side of a merge',
  `
  a1 @ 1
  b1 < a1 @ 2
  c1 < b1 @ 3
  a2 @ 4
  b2 < a2 @ 5
  c2 < b2 @ 6
  d1 < c1 c2 @ 7
  d2 < c2 @ 8`,
  [
    ['upgrade d1', 'd2 b1', 'c1 d1 => d1 d2'],
    ['downgrade b1', 'd2 d1', 'd1 c1 => b1 d2'],
    ['downgrade c2', 'd2 d1', 'd2 d1 => c1 c2'],
    ['downgrade d1@c2', 'd2 d1', 'd1 => c1 d2'],
  ],
)

revisionVectors(
  'branches off two sides of a merge of three',
  `
  a1 @ 1
  b1 < a1 @ 2
  c1 < b1 @ 3
  a2 @ 4
  b2 < a2 @ 5
  c2 < b2 @ 6
  a3 @ 7
  b3 < a3 @ 8
  c3 < b3 @ 9
  d1 < c1 c2 c3 @ 10
  d2 < c2 @ 11
  d3 < c3 @ 12`,
  [
    ['upgrade d1', 'd3 d2 b1', 'c1 d1 => d1 d2 d3'],
    ['downgrade b1', 'd3 d2 d1', 'd1 c1 => b1 d2 d3'],
    ['upgrade d1', 'd3 b2 b1', 'c1 c2 d1 => d1 d3'],
    // c2 has no row any more, and its branch gets one again.
    ['upgrade d2', 'd3 d1', 'd2 => d1 d2 d3'],
    ['downgrade d1@c3', 'd3 d1', 'd1 => c1 c2 d3'],
  ],
)

revisionVectors(
  'two merges of the same three branches',
  `
  a @ 1
  b1 < a @ 2
  b2 < a @ 3
  b3 < a @ 4
  c1 < b1 b2 b3 @ 5
  c2 < b1 b2 b3 @ 6
  d1 < c1 @ 7
  d2 < c2 @ 8`,
  [
    ['upgrade d2', 'a', 'b1 b2 b3 c2 d2 => d2'],
    ['upgrade d1', 'd2', 'c1 d1 => d1 d2'],
    ['upgrade heads', '', 'a b1 b2 b3 c1 c2 d1 d2 => d1 d2'],
    ['downgrade c1@b1', 'd1 d2', 'd1 c1 => d2'],
    ['downgrade d2@b2', 'd2', 'd2 c2 => b1 b2 b3'],
    ['downgrade base', 'd1 d2', 'd2 d1 c2 c1 b3 b2 b1 a =>'],
  ],
)

revisionVectors(
  'two merges that share one branch of three',
  `
  a @ 1
  b1 < a @ 2
  b2 < a @ 3
  b3 < a @ 4
  c1 < b1 b2 @ 5
  c2 < b2 b3 @ 6
  d1 < c1 @ 7
  d2 < c2 @ 8`,
  [
    ['upgrade d2', 'a', 'b2 b3 c2 d2 => d2'],
    ['upgrade d1', 'd2', 'b1 c1 d1 => d1 d2'],
    ['downgrade c1@b1', 'd1 d2', 'd1 c1 => b1 d2'],
    ['downgrade b2', 'd1 d2', 'd2 d1 c2 c1 => b1 b2 b3'],
  ],
)

revisionVectors(
  'two branches, merged, and one revision more',
  `
  a @ 1
  b < a @ 2
  c1 < b @ 3
  d1 < c1 @ 4
  c2 < b @ 5 # c2branch
  d2 < c2 @ 6
  e < d1 d2 @ 7
  f < e @ 8`,
  [
    ['stamp c2', 'e', '=> c2'],
    ['stamp a', 'e', '=> a'],
    ['stamp e', 'c2', '=> e'],
    // The other side is below the merge, too.
    ['stamp c2branch@head', 'd1 c2', '=> f'],
    ['stamp e', 'd1 c2', '=> e'],
    ['stamp e', 'b', '=> e'],
    ['upgrade f', 'b', 'c1 d1 c2 d2 e f => f'],
    ['downgrade b', 'f', 'f e d2 c2 d1 c1 => b'],
    ['downgrade d1@b', 'f', 'f e d1 c1 => d2'],
    ['upgrade head', 'd1 c2', 'd2 e f => f'],
    ['downgrade e@d1', 'f', 'f e => d1 d2'],
    ['downgrade -1', 'e', 'LB2010 Ambiguous walk'],
    ['downgrade f-2', 'f', 'LB2010 Ambiguous walk'],
    ['history -2:f', '', 'LB2010 Ambiguous walk'],
    ['history d1:f', '', 'f e d1'],
  ],
)
