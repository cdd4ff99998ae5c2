import { describe, expect, it } from 'vitest'
import { parseRename } from './parse-rename.ts'

describe('parseRename', () => {
  it.each([
    ['users.full_name=users.name', ['column', null, 'users', 'full_name', 'name']],
    ['users.full_name=name', ['column', null, 'users', 'full_name', 'name']],
    ['column:app.users.a=app.users.b', ['column', 'app', 'users', 'a', 'b']],
    ['users=members', ['table', null, null, 'users', 'members']],
    ['table:app.users=members', ['table', 'app', null, 'users', 'members']],
    ['index:users.ix_a=ix_b', ['index', null, 'users', 'ix_a', 'ix_b']],
    ['constraint:users.ck_a=users.ck_b', ['constraint', null, 'users', 'ck_a', 'ck_b']],
    ['enum:status=crew_status', ['enumType', null, null, 'status', 'crew_status']],
    ['enum-value:status.open=started', ['enumValue', null, 'status', 'open', 'started']],
    ['"odd.table".a="b ""c"""', ['column', null, 'odd.table', 'a', 'b "c"']],
  ])('%s', (text, [kind, namespace, owner, from, to]) => {
    expect(parseRename(text)).toEqual({ kind, namespace, owner, from, to })
  })

  it.each([
    '',
    'a',
    'a=',
    '=b',
    'a.b.c.d=e',
    'table:a.b.c=d',
    'index:a=b',
    'users.a=crews.b',
    'view:a=b',
    'a..b=c',
    '"a.b=c',
  ])('%j is refused', (text) => {
    expect(() => parseRename(text)).toThrow('is not understood')
  })
})
