import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text, age int);'

test('a materialized view keeps its rows while its indexes and options change', async () => {
  const old = `${users} CREATE MATERIALIZED VIEW m AS SELECT id, name FROM users; CREATE INDEX m_name ON m (name);`
  const next = `${users} CREATE MATERIALIZED VIEW m WITH (fillfactor = 50) AS SELECT id, name FROM users;
    CREATE UNIQUE INDEX m_id ON m (id); COMMENT ON MATERIALIZED VIEW m IS 'M'; COMMENT ON COLUMN m.id IS 'Id'`
  expect(await upAndDown(old, next)).toEqual(['Alter materialized view m (indexes, options, columnComments, comment)'])
})

test('a materialized view of another definition is made anew, with the views on it and its indexes', async () => {
  const on = 'CREATE INDEX m_name ON m (name); CREATE VIEW v AS SELECT name FROM m;'
  const from = `${users} CREATE MATERIALIZED VIEW m AS SELECT id, name FROM users; ${on}`
  const to = `${users} CREATE MATERIALIZED VIEW m AS SELECT id, upper(name) AS name FROM users WITH NO DATA; ${on}`
  expect(await upAndDown(from, to)).toEqual([
    'Drop view v',
    'Drop materialized view m',
    'Create materialized view m',
    'Create view v',
  ])
})

test('a column under a materialized view changes its type', async () => {
  const m = 'CREATE MATERIALIZED VIEW m AS SELECT id, age FROM users; CREATE INDEX m_id ON m (id);'
  expect(await upAndDown(users + m, users.replace('age int', 'age bigint') + m)).toEqual([
    'Drop materialized view m',
    'Change type of column age of users',
    'Create materialized view m',
  ])
})

test('options, check options, defaults and comments of a view change in place', async () => {
  const from = `${users} CREATE VIEW v WITH (security_barrier) AS SELECT id, name FROM users;
    ALTER VIEW v ALTER name SET DEFAULT 'x'; COMMENT ON COLUMN v.id IS 'Id'`
  const to = `${users} CREATE VIEW v AS SELECT id, name FROM users WHERE id > 0 WITH LOCAL CHECK OPTION;
    ALTER VIEW v ALTER id SET DEFAULT 1`
  expect(await upAndDown(from, to)).toEqual(['Alter view v (definition, options, columnDefaults, columnComments)'])
})

test('recursive views and views with lists of columns', async () => {
  const from = `${users} CREATE RECURSIVE VIEW n (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 10;
    CREATE VIEW w (a, b) AS SELECT id, name FROM users;`
  const to = `${users} CREATE RECURSIVE VIEW n (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 20;
    CREATE VIEW w (a, c) AS SELECT id, name FROM users;`
  expect(await upAndDown(from, to)).toEqual(['Drop view w', 'Alter view n (definition)', 'Create view w'])
})

test('a view that groups by a primary key steps aside when the key changes', async () => {
  const v = 'CREATE VIEW v AS SELECT id, name, count(*) FROM users GROUP BY id;'
  const to = users.replace('PRIMARY KEY', 'CONSTRAINT users_key PRIMARY KEY')
  expect(await upAndDown(users + v, to + v)).toEqual(['Rename constraint users_pkey of users to users_key'])
})

test('rules of tables and views change in place and go with them', async () => {
  const v = 'CREATE VIEW v AS SELECT id, name FROM users;'
  const rule = 'CREATE RULE put AS ON INSERT TO v DO INSTEAD INSERT INTO users (id) VALUES (NEW.id);'
  expect(await upAndDown(users + v, users + v + rule)).toEqual(['Create rule v.put'])
  expect(
    await upAndDown(
      users + v + rule,
      users + v + rule.replace('(id) VALUES (NEW.id)', '(id, name) VALUES (NEW.id, NEW.name)'),
    ),
  ).toEqual(['Alter rule v.put (definition)'])
  expect(await upAndDown(users, users + v + rule)).toEqual(['Create view v', 'Create rule v.put'])
  const still = 'CREATE RULE still AS ON DELETE TO users DO INSTEAD NOTHING;'
  expect(await upAndDown(users + still, `${users}${still} ALTER TABLE users DISABLE RULE still`)).toEqual([
    'Alter rule users.still (enabled)',
  ])
})
