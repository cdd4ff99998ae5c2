import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text);'
const on = 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;'

test('policies change in place where PostgreSQL can', async () => {
  const policy = (rest: string) => `${users}${on} CREATE POLICY own ON users ${rest};`
  expect(
    await upAndDown(policy("USING (name = 'a')"), policy("TO pg_read_all_settings, pg_monitor USING (name = 'b')")),
  ).toEqual(['Alter policy users.own (using, roles)'])
  expect(
    await upAndDown(policy('USING (true)'), policy('AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (id > 0)')),
  ).toEqual(['Drop policy users.own', 'Create policy users.own'])
})

test('row security goes on and off, with and without its owner', async () => {
  expect(await upAndDown(users, users + on)).toEqual(['Create row security users.row security'])
  expect(await upAndDown(users + on, `${users}${on} ALTER TABLE users FORCE ROW LEVEL SECURITY`)).toEqual([
    'Alter row security users.row security (forced)',
  ])
})

test('a table goes with its policies and comes back with them', async () => {
  expect(await upAndDown(`${users}${on} CREATE POLICY own ON users USING (true);`, '')).toEqual(['Drop table users'])
})
