import { describe, expect, it } from 'vitest'
import { postgres } from '../dialects/postgres/index.ts'
import { objectTypes as postgresTypes } from '../dialects/postgres/objects/registry.ts'
import { objectTypes as sqliteTypes } from '../dialects/sqlite/objects/registry.ts'
import { objectWords, parseRename } from './parse-rename.ts'

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
    expect(parseRename(text)).toEqual({ kind, namespace, owner, from, to, told: true })
  })

  it.each([
    ['schema:billing=accounting', [null, null, null, 'billing', 'accounting']],
    ['view:app.names=labels', ['view', 'app', null, 'names', 'labels']],
    ['materialized-view:a=b', ['materialized view', null, null, 'a', 'b']],
    ['function:app.f(app.mood, integer)=g', ['function', 'app', null, 'f(app.mood, integer)', 'g']],
    ['trigger:app.users.touch=touched', ['trigger', 'app', 'users', 'touch', 'touched']],
  ])('%s, by its type', (text, [type, namespace, owner, from, to]) => {
    const kind = type === null ? { kind: 'namespace' } : { kind: 'object', objectType: type }
    expect(parseRename(text)).toEqual({ ...kind, namespace, owner, from, to, told: true })
  })

  it('knows every type of object that has a name of its own', () => {
    const words = new Set<string>([...objectWords.alone, ...objectWords.owned])
    const types = [...postgresTypes.keys()].filter((type) => postgres.renamesObject?.(type) !== 'never')
    expect([...types, ...sqliteTypes.keys()].filter((type) => !words.has(type.replaceAll(' ', '-')))).toEqual([])
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
    'veiw:a=b',
    'trigger:a=b',
    'schema:a.b=c',
    'a..b=c',
    '"a.b=c',
  ])('%j is refused', (text) => {
    expect(() => parseRename(text)).toThrow('is not understood')
  })
})
