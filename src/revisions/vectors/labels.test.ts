import { revisionVectors } from '../../../test/support/revision-vectors.ts'

revisionVectors(
  'two labelled lines',
  `
  a # abranch
  b < a
  somelongername < b
  c < somelongername
  d
  e < d # ebranch
  someothername < e
  f < someothername`,
  [
    ['history ebranch@base:', '', 'f someothername e d'],
    ['history abranch@base:', '', 'c somelongername b a'],
    ['history base:ebranch@head', '', 'f someothername e d'],
    ['history base:abranch@head', '', 'c somelongername b a'],
    ['history ebranch@head:heads', '', 'f'],
    ['history ebranch@d:heads', '', 'f someothername e d'],
    ['history e@base:heads', '', 'f someothername e d'],
    ['history c@base:heads', '', 'c somelongername b a'],
    ['history ebranch@-2:ebranch@head', '', 'f someothername e'],
    ['history base:ebranch@base+2', '', 'e d'],
    ['upgrade ebranch@+2', '', 'd e => e'],
    ['upgrade ebranch@+2', 'c', 'd e => c e'],
    ['upgrade ebranch@+1', 'c e', 'someothername => c someothername'],
    ['show ebranch@some', '', 'someothername'],
    ['show abranch@some', '', 'somelongername'],
    ['show some', '', "LB2001 Can't locate revision identified by 'some'"],
    // Below four characters only a whole id counts.
    ['show ebranch@sos', '', "LB2001 Can't locate revision identified by 'ebranch@sos'"],
    ['show som', '', "LB2001 Can't locate revision identified by 'som'"],
    ['show e', '', 'e'],
    ['show ebranch', '', 'e'],
    ['show abranch', '', 'a'],
    ['show ebra', '', 'e'],
    ['show ebra@head', '', 'f'],
    ['show abranch@head', '', 'c'],
    ['show abranch@heads', '', 'c'],
    ['show abranch@base', '', ''],
    ['show ebranch@d', '', 'd'],
    ['show ebranch@ebranch', '', 'e'],
    ['show ebranch@head-1', '', 'someothername'],
    ['show ebranch@base+3', '', 'someothername'],
    ['show ebranch@b', '', "LB2001 Can't locate revision identified by 'ebranch@b'"],
    ['show abranch@d', '', "LB2001 Can't locate revision identified by 'abranch@d'"],
    ['show abranch@qprstuv', '', "LB2001 Can't locate revision identified by 'abranch@qprstuv'"],
    // Any id stands for its branch.
    ['show e@d', '', 'd'],
    ['show someoth@d', '', 'd'],
    ['show f@head', '', 'f'],
    ['show x@d', '', "LB2001 Can't locate revision identified by 'x@d'"],
    ['show heads', '', 'c f'],
    ['show head', '', "LB2002 Multiple head revisions are present for given argument 'head'"],
    ['stamp ebranch@head', 'c d', '=> c f'],
    ['stamp ebranch@base', 'c f', '=> c'],
    ['stamp abranch@-1', 'f', '=> f somelongername'],
    ['stamp base', 'c f', '=>'],
    ['downgrade ebranch@base', 'c f', 'f someothername e d => c'],
    ['downgrade ebranch@-1', 'c f', 'f => c someothername'],
    ['downgrade c@-2', 'c f', 'c somelongername => b f'],
    ['downgrade abranch@head', 'c f', '=> c f'],
  ],
)

revisionVectors(
  'labels that look like arithmetic',
  `
  a1
  b1 < a1 # feature-1
  c1 < b1
  b2 < a1 # feature
  c2 < b2 # v-2-10
  d2 < c2`,
  [
    ['show feature-1', '', 'b1'],
    ['show feature-1@head', '', 'c1'],
    ['show feature-1+1', '', 'c1'],
    ['show feature-1-1', '', 'a1'],
    ['show feature+2', '', 'd2'],
    ['show feature-2', '', ''],
    ['show v-2-10', '', 'c2'],
    ['show v-2-10@head', '', 'd2'],
    ['upgrade feature-1@+1', 'a1', 'b1 => b1'],
    ['downgrade feature-1@a1', 'c1 d2', 'c1 b1 => d2'],
    ['upgrade v-2-10-1', '', 'a1 b2 => b2'],
  ],
)

revisionVectors(
  'a labelled branch behind a merge',
  `
  a @ 1
  b < a @ 2
  c1 < b @ 3 # c1branch
  c2 < b @ 4
  d < c1 c2 @ 5`,
  [
    ['stamp c1branch@head', 'c2', '=> d'],
    ['stamp c1branch@base', 'c1 c2', '=> c2'],
    ['show c1branch@head', '', 'd'],
    ['upgrade c1branch@+1', 'c2', 'c1 => c1 c2'],
    ['downgrade c1branch@b', 'd', 'd c1 => c2'],
    ['history c1branch@base:', '', 'd c2 c1 b a'],
  ],
)

revisionVectors(
  'ids that begin with one another',
  `
  user_foo
  user < user_foo ! user_foo
  users
  users_2 < users`,
  [
    ['show user', '', 'user'],
    ['show users', '', 'users'],
    ['show user_', '', 'user_foo'],
    ['show users_', '', 'users_2'],
    ['history base:user', '', 'user user_foo'],
    ['upgrade user', '', 'user_foo user => user'],
    ['downgrade user_foo', 'user', 'user => user_foo'],
    ['upgrade use', '', "LB2001 Can't locate revision identified by 'use'"],
  ],
)
