import { expect, test } from 'vitest'
import { upAndDown } from '../../../test/support/object-changes.ts'

const partitioned = (columns: string, more = '') =>
  `CREATE TABLE p (id int NOT NULL, d date NOT NULL, ${columns}) PARTITION BY RANGE (d);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (id);
  CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1); ${more}`

test('a partition has defaults, comments and NOT NULL of its own', async () => {
  const own = `ALTER TABLE p11 ALTER id SET DEFAULT 7, ALTER s SET NOT NULL; COMMENT ON COLUMN p11.id IS 'x';`
  expect(await upAndDown(partitioned('s text'), partitioned("s text DEFAULT 'a'", own))).toEqual([
    'Change default of column s of p',
    'Alter table p11: change default and comment of column id of p11, change nullability of column s of p11',
  ])
  await upAndDown(partitioned('s text'), partitioned('s text', "ALTER TABLE ONLY p ALTER s SET DEFAULT 'x';"))
  await upAndDown('', partitioned("s text DEFAULT 'a'", own))
})

test('what a partition has of its own stays where the change of its parent would wipe it out', async () => {
  const own = `ALTER TABLE p11 ALTER s SET DEFAULT 5;`
  await upAndDown(partitioned('s int DEFAULT 3', own), partitioned('s bigint DEFAULT 4 NOT NULL', own))
  await upAndDown(partitioned('t int'), partitioned('t int, s int DEFAULT 1 NOT NULL', own))
  await upAndDown(partitioned('s serial'), partitioned('s int'))
})

test('partitions give up rows before others take them', async () => {
  const table = 'CREATE TABLE p (d date) PARTITION BY RANGE (d); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM'
  await upAndDown(
    `${table} ('2020-01-01') TO ('2021-01-01');`,
    `${table} ('2020-01-01') TO ('2020-07-01'); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2020-07-01') TO ('2021-01-01');`,
  )
})

test('a column that goes with the parent comes again as its own, and the other way round', async () => {
  const base = (columns: string, own: string) =>
    `CREATE TABLE base (c int${columns}); CREATE TABLE a (a1 int${own}) INHERITS (base);`
  expect(await upAndDown(base(', e int', ''), base('', ', e int'))).toEqual([
    'Drop column e of base',
    'Add column e to a',
  ])
  const own = `${base(', e int', '')} ALTER TABLE a ALTER e SET DEFAULT 7, ALTER c SET NOT NULL;`
  await upAndDown(base(', e int', ''), own)
})
