import { expect, test } from 'vitest'
import { defaultNamingConvention } from '../schema/index.ts'
import {
  boolean,
  databaseObject,
  domain,
  extension,
  fn,
  integer,
  modelsToCatalog,
  policy,
  schema,
  sequence,
  sql,
  table,
  trigger,
  view,
} from './index.ts'

const users = table('users', { id: integer().primaryKey(), active: boolean() })
const invoices = table('invoices', { id: integer().primaryKey() }, { schema: 'billing' })

function objectsOf(exports: { readonly [name: string]: unknown }, dialect: string | null = null) {
  const { catalog } = modelsToCatalog([{ file: 'all.ts', exports: { users, invoices, ...exports } }], {
    namingConvention: defaultNamingConvention,
    dialect,
  })
  return [...catalog.looseObjects()].filter((object) => object.kind === 'defined')
}

test('old names of objects and schemas are declared renames', () => {
  const accounts = schema('billing', { renamedFrom: 'accounts' })
  const exports = {
    invoices: accounts.table('invoices', { id: integer().primaryKey() }),
    mood: accounts.enumType('mood', ['fine']),
    labels: view('labels').as('SELECT 1').renamedFrom('names'),
    touch: trigger('touched').on('users').as('BEFORE UPDATE EXECUTE FUNCTION f()').renamedFrom('touch'),
  }
  const { renames } = modelsToCatalog([{ file: 'm.ts', exports }], { namingConvention: defaultNamingConvention })
  const plain = { namespace: null, owner: null }
  expect(renames).toEqual([
    { ...plain, kind: 'object', objectType: 'view', from: 'names', to: 'labels' },
    { ...plain, kind: 'object', objectType: 'trigger', owner: 'users', from: 'touch', to: 'touched' },
    { ...plain, kind: 'namespace', from: 'accounts', to: 'billing' },
  ])
})

test('a view may name tables, columns and other views', () => {
  const active = view('active', { comment: 'who may come in' }).as(sql`
    SELECT ${users.id} FROM ${users} WHERE ${users.active};
  `)
  const ids = view('ids', { schema: 'billing' }).as(sql`SELECT id FROM ${active} JOIN ${invoices} USING (id)`)
  expect(objectsOf({ active, ids })).toMatchObject([
    {
      objectType: 'view',
      namespace: null,
      name: 'active',
      comment: 'who may come in',
      attributes: { definition: 'SELECT id FROM users WHERE active' },
    },
    { namespace: 'billing', attributes: { definition: 'SELECT id FROM active JOIN billing.invoices USING (id)' } },
  ])
})

test('a function is everything behind its name', () => {
  const behind = '(a integer) RETURNS integer LANGUAGE sql AS $$ SELECT a $$'
  const short = fn('same(integer)', behind)
  const whole = fn('same(integer)', `CREATE OR REPLACE FUNCTION public.same${behind};`, { schema: 'other' })
  const [first, second] = objectsOf({ short, whole })
  expect(first?.attributes).toEqual({ definition: behind })
  expect(second?.attributes).toEqual({ definition: behind })
  expect(sql`${short}(1)`.sql).toBe('same(1)')
})

test.each([
  ['AFTER UPDATE FOR EACH ROW EXECUTE FUNCTION f()', 'AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f()'],
  [
    'BEFORE INSERT OR UPDATE OF id, active EXECUTE FUNCTION f()',
    'BEFORE INSERT OR UPDATE OF id, active ON users EXECUTE FUNCTION f()',
  ],
  [
    'INSTEAD OF DELETE WHEN OLD.id > 1 BEGIN SELECT 1; END;',
    'INSTEAD OF DELETE ON users WHEN OLD.id > 1 BEGIN SELECT 1; END',
  ],
])('a trigger gets its table: %s', (given, expected) => {
  const touch = trigger('touch').on(users).as(given)
  expect(objectsOf({ touch })).toMatchObject([
    {
      objectType: 'trigger',
      on: 'users',
      name: 'touch',
      attributes: { definition: `CREATE TRIGGER touch ${expected}` },
    },
  ])
})

test('a deferrable trigger is a constraint trigger; a whole statement is taken as it is', () => {
  const late = trigger('late')
    .on(invoices)
    .as('AFTER INSERT DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f()')
  const whole = trigger('whole')
    .on(invoices)
    .as('CREATE TRIGGER whole AFTER INSERT ON billing.invoices EXECUTE FUNCTION f()')
  expect(objectsOf({ late, whole }).map(({ namespace, attributes }) => [namespace, attributes['definition']])).toEqual([
    [
      'billing',
      'CREATE CONSTRAINT TRIGGER late AFTER INSERT ON billing.invoices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f()',
    ],
    ['billing', 'CREATE TRIGGER whole AFTER INSERT ON billing.invoices EXECUTE FUNCTION f()'],
  ])
})

test('a sequence says what the server would fill in', () => {
  const up = sequence('up', { start: 5 })
  const down = sequence('down', { type: 'smallint', increment: -2, cycle: true })
  expect(objectsOf({ up, down }).map(({ attributes }) => attributes)).toEqual([
    { type: 'bigint', start: '5', increment: '1', minimum: '1', maximum: '9223372036854775807', cache: '1' },
    { type: 'smallint', start: '-1', increment: '-2', minimum: '-32768', maximum: '-1', cache: '1', cycle: true },
  ])
})

test('what is for another database is left out', () => {
  const trgm = extension('pg_trgm', { schema: 'extensions', dialects: ['postgresql'] })
  expect(objectsOf({ trgm }, 'sqlite')).toEqual([])
  expect(objectsOf({ trgm }, 'postgresql')).toMatchObject([{ namespace: null, attributes: { schema: 'extensions' } }])
})

test('domains, policies and any other type', () => {
  const email = domain('email', 'text', { notNull: true, checks: { ck: sql`VALUE LIKE '%@%'` } })
  const own = policy('own', { command: 'SELECT', roles: ['b', 'a'], using: sql`${users.active}` }).on(users)
  const rule = databaseObject('rule', 'r', { definition: 'CREATE RULE …' }, { on: users })
  expect(objectsOf({ email, own, rule })).toMatchObject([
    { attributes: { type: 'text', notNull: true, constraints: { ck: `CHECK (VALUE LIKE '%@%')` } } },
    { on: 'users', attributes: { command: 'SELECT', roles: ['a', 'b'], using: 'active' } },
    { objectType: 'rule', on: 'users' },
  ])
})

test('two of one name are refused, and a view called like a table', () => {
  expect(() => objectsOf({ a: view('x').as('SELECT 1'), b: view('x').as('SELECT 2') })).toThrow(/LB3001|called "x"/)
  expect(() => objectsOf({ a: view('users').as('SELECT 1') })).toThrow(/both called "users"/)
})

test('files of SQL are named by the same word', () => {
  expect(sql('./schema/*.sql', './views')).toEqual({ sqlFiles: ['./schema/*.sql', './views'] })
})
