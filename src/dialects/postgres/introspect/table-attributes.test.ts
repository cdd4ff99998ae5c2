import { expect, test } from 'vitest'
import { databaseWith, upAndDown } from '../../../../test/support/object-changes.ts'
import { scratchConnection } from '../../../../test/support/postgres-connection.ts'
import { planChanges } from '../../../plan/index.ts'
import { postgres } from '../index.ts'

async function serverMajor(): Promise<number> {
  await using scratch = await scratchConnection('version')
  return Number.parseInt(scratch.connection.serverVersion, 10)
}

const t = 'CREATE TABLE t (id int NOT NULL, a text, b numeric, PRIMARY KEY (id));'

test('constraints change in place where they can: validity, deferral', async () => {
  const p = 'CREATE TABLE p (id int PRIMARY KEY);'
  const from = `${p} CREATE TABLE t (id int, p int);
    ALTER TABLE t ADD CONSTRAINT ck CHECK (id > 0) NOT VALID, ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) NOT VALID;`
  const to = `${p} CREATE TABLE t (id int, p int, CONSTRAINT ck CHECK (id > 0),
    CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);`
  expect(await upAndDown(from, to)).toEqual([
    'Alter table t: alter check constraint ck of t (notValid), alter foreign key fk of t (deferrable, notValid)',
  ])
})

test('what only a definition says makes a constraint anew', async () => {
  const from = `CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (id int PRIMARY KEY, c int, a int, b int,
    CONSTRAINT ck CHECK (id > 0), CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL);`
  const to = `CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (id int, c int, a int, b int,
    CONSTRAINT ck CHECK (id > 0) NO INHERIT, PRIMARY KEY (id) INCLUDE (c) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b));`
  expect((await upAndDown(from, to)).length).toBe(1)
})

test('a primary key that others point at keeps its foreign keys when only its index changes', async () => {
  const from = `${t} CREATE TABLE u (t int REFERENCES t);`
  const to = `${from} ALTER INDEX t_pkey SET (fillfactor = 50); ALTER TABLE t CLUSTER ON t_pkey;`
  expect(await upAndDown(from, to)).toEqual(['Alter primary key t_pkey of t (storage, clustered)'])
})

test('indexes: storage, clustering, identity, statistics, options of operator classes', async () => {
  const from = `${t} CREATE UNIQUE INDEX one ON t (id); CREATE INDEX two ON t ((id + 1)); CREATE TABLE v (v tsvector);
    CREATE INDEX three ON v USING gist (v); ALTER TABLE t CLUSTER ON one; ALTER TABLE t REPLICA IDENTITY USING INDEX one;`
  const to = `${t} CREATE UNIQUE INDEX one ON t (id) WITH (fillfactor = 80); CREATE INDEX two ON t ((id + 1)) WITH (deduplicate_items = off);
    CREATE TABLE v (v tsvector); CREATE INDEX three ON v USING gist (v tsvector_ops (siglen = 100));
    ALTER INDEX two ALTER COLUMN 1 SET STATISTICS 500; ALTER TABLE t CLUSTER ON two; ALTER TABLE t REPLICA IDENTITY FULL;`
  expect(await upAndDown(from, to)).toMatchInlineSnapshot(`
    [
      "Alter table t: alter index one of t (clustered, replicaIdentity, storage), alter index two of t (storage, clustered, statistics), set options of table t (replicaIdentity)",
      "Alter table v: drop index three of v, create index three on v",
    ]
  `)
})

test('columns: storage, compression, statistics, options, kept when the type changes', async () => {
  const from = `CREATE TABLE t (id int, a text, b text); ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER b SET STORAGE MAIN;`
  const to = `CREATE TABLE t (id int, a text COMPRESSION pglz, b varchar(10), c text);
    ALTER TABLE t ALTER a SET STATISTICS 1000, ALTER b SET STORAGE MAIN, ALTER id SET (n_distinct = -0.5), ALTER c SET STORAGE EXTERNAL;`
  expect(await upAndDown(from, to)).toMatchInlineSnapshot(`
    [
      "Alter table t: add column c to t, change attributes of column id of t, change attributes of column a of t, change type of column b of t",
    ]
  `)
})

test('tables: storage parameters, logging, identity of rows', async () => {
  const from = `CREATE TABLE t (id int, a text) WITH (fillfactor = 70, toast.autovacuum_enabled = off);`
  const to = `CREATE UNLOGGED TABLE t (id int, a text) WITH (autovacuum_enabled = off); ALTER TABLE t REPLICA IDENTITY FULL;
    CREATE TABLE u (a text) WITH (toast.autovacuum_enabled = off); COMMENT ON TABLE t IS 'Kept';`
  expect(await upAndDown(from, to)).toMatchInlineSnapshot(`
    [
      "Create table u",
      "Alter table t: set the comment of table t, set options of table t (unlogged, storage, replicaIdentity)",
    ]
  `)
})

test('parameters of the place of large values come behind the column that brings it', async () => {
  const to = 'CREATE TABLE t (id int, a text) WITH (toast.autovacuum_enabled = off);'
  expect(await upAndDown('CREATE TABLE t (id int);', to)).toMatchInlineSnapshot(`
    [
      "Add column a to t",
      "Set options of table t (storage)",
    ]
  `)
})

test('inheritance: made, taken up, given up', async () => {
  const parent = 'CREATE TABLE p (id int PRIMARY KEY, a text CHECK (a <> $$$$));'
  const from = `${parent} CREATE TABLE c (id int NOT NULL, a text CHECK (a <> ''), b int);`
  const to = `${parent} ALTER TABLE p ADD COLUMN z int; CREATE TABLE q (x int); CREATE TABLE d (own int, CHECK (id > own)) INHERITS (p, q);
    CREATE INDEX d_id ON d (id);`
  expect(await upAndDown(from, to)).toMatchInlineSnapshot(`
    [
      "Create table q",
      "Create table d",
      "Add column z to p",
      "Drop table c",
    ]
  `)
  expect(
    await upAndDown(
      from,
      `${from} ALTER TABLE c ADD CONSTRAINT p_a_check CHECK (a <> ''); ALTER TABLE c INHERIT p;`.replace(
        "a text CHECK (a <> ''), b",
        'a text, b',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Alter table c: rename constraint c_a_check of c to p_a_check, set options of table c (inherits)",
    ]
  `)
})

test('partitions: list, range, hash, default, nested; attached and detached', async () => {
  const root = `CREATE TABLE m (id int, at date NOT NULL, k text, UNIQUE (id, at)) PARTITION BY RANGE (at); CREATE INDEX m_k ON m (k);`
  const y = (year: number) =>
    `CREATE TABLE m_${year} PARTITION OF m FOR VALUES FROM ('${year}-01-01') TO ('${year + 1}-01-01');`
  const nested = `CREATE TABLE n (id int, k text) PARTITION BY LIST (lower(k)); CREATE TABLE n_a PARTITION OF n FOR VALUES IN ('a') PARTITION BY HASH (id);
    CREATE TABLE n_a_0 PARTITION OF n_a FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE n_d PARTITION OF n DEFAULT;
    CREATE INDEX own ON n_a_0 (id, k);`
  expect(await upAndDown(t, `${t} ${root} ${y(2025)} ${nested}`)).toMatchInlineSnapshot(`
    [
      "Create table m",
      "Create table m_2025",
      "Create table n",
      "Create table n_a",
      "Create table n_a_0",
      "Create table n_d",
    ]
  `)
  expect(
    await upAndDown(
      root + y(2024) + y(2025),
      `${root} ${y(2025)} ALTER TABLE m ADD n int; ${y(2024)} ALTER TABLE m DETACH PARTITION m_2024;`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "Alter table m_2024: set options of table m_2024 (inherits, bound), add column n to m_2024",
      "Add column n to m",
    ]
  `)
  expect(
    await upAndDown(
      root + y(2025),
      `${root} CREATE TABLE m_2025 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
    CREATE TABLE h (id int) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);`,
    ),
  ).toMatchInlineSnapshot(`
      [
        "Create table h",
        "Create table h0",
        "Set options of table m_2025 (bound)",
      ]
    `)
})

test('a table does not become partitioned: refused', async () => {
  await expect(
    upAndDown('CREATE TABLE m (id int)', 'CREATE TABLE m (id int) PARTITION BY HASH (id)'),
  ).rejects.toMatchObject({ code: 'LB5001' })
})

test('exclusion constraints', async () => {
  const from = 'CREATE TABLE r (id int, d tsrange, e int);'
  const to = `CREATE TABLE r (id int, d tsrange, e int, EXCLUDE USING gist (d WITH &&) WHERE (id > 0) DEFERRABLE);`
  expect(await upAndDown(from, to)).toEqual(['Create exclusion constraint r.r_d_excl'])
})

test('an exclusion constraint that changes is made anew', async () => {
  const from = `CREATE TABLE r (id int, d tsrange, CONSTRAINT ex EXCLUDE USING gist (d WITH &&));`
  const steps = await upAndDown(from, from.replace('(d WITH &&)', '(d WITH &&) WHERE (id > 0)'))
  expect(steps).toEqual(['Drop exclusion constraint r.ex', 'Create exclusion constraint r.ex'])
})

test.runIf((await serverMajor()) >= 18)('of 18: NOT ENFORCED, keys over periods, NOT NULL with a name', async () => {
  const p = 'CREATE TABLE p (id int PRIMARY KEY);'
  const from = `${p} CREATE TABLE t (id int, d daterange, p int REFERENCES p, n int NOT NULL, o int);`
  const to = `${p} CREATE EXTENSION btree_gist; CREATE TABLE t (id int, d daterange, p int REFERENCES p NOT ENFORCED,
      n int CONSTRAINT must_n NOT NULL, o int CONSTRAINT must_o NOT NULL, PRIMARY KEY (id, d WITHOUT OVERLAPS), CHECK (n > 0) NOT ENFORCED);
    CREATE TABLE u (id int, d daterange, w int CONSTRAINT must_w NOT NULL, FOREIGN KEY (id, PERIOD d) REFERENCES t (id, PERIOD d));`
  expect(await upAndDown(from, to)).toMatchInlineSnapshot(`
    [
      "Create extension btree_gist",
      "Alter table t: alter foreign key t_p_fkey of t (notEnforced), change nullability of column id of t, change nullability of column d of t, change attributes of column n of t, change nullability and attributes of column o of t, add primary key t_pkey to t, add check constraint t_n_check to t",
      "Create table u",
    ]
  `)
})

test('a generated column computes otherwise, and keeps its comment', async () => {
  const from = `CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED); COMMENT ON COLUMN t.b IS 'More';`
  expect(await upAndDown(from, from.replace('a + 1', 'a + 2'))).toEqual([
    'Change generated expression of column b of t',
  ])
})

test('models say nothing about how PostgreSQL keeps a table: it stays, and is reported', async () => {
  const keeps = `CREATE TABLE t (id int PRIMARY KEY, a text) WITH (fillfactor = 70); CREATE INDEX i ON t (a) WITH (fillfactor = 50);
    ALTER TABLE t ALTER a SET STORAGE EXTERNAL; CREATE TABLE m (id int) PARTITION BY HASH (id); CREATE TABLE m0 PARTITION OF m DEFAULT;`
  await using one = await databaseWith(
    keeps.replace(' PARTITION OF m DEFAULT', ' PARTITION OF m FOR VALUES WITH (MODULUS 1, REMAINDER 0)'),
  )
  await using other = await databaseWith(
    'CREATE TABLE t (id int PRIMARY KEY, a varchar(9)); CREATE INDEX i ON t (a, id);',
  )
  const { plan, unmodelled } = planChanges({
    found: await one.catalog(),
    wanted: await other.catalog(),
    dialect: postgres,
  })
  expect(unmodelled).toMatchInlineSnapshot(`
    [
      "Partitioned table 'm' is not compared: limbeck leaves it as it is.",
      "Partition 'm0' is not compared: limbeck leaves it as it is.",
      "What the database says about 't' besides ('storage') is not compared: limbeck leaves it as it is.",
      "What the database says about 't.a' besides ('storage') is not compared: limbeck leaves it as it is.",
      "What the database says about 't.i' besides ('storage') is not compared: limbeck leaves it as it is.",
    ]
  `)
  await one.run(plan.upgrade)
  expect(
    await one.query(
      `SELECT relname, reloptions::text FROM pg_class WHERE reloptions IS NOT NULL AND relkind <> 'v' ORDER BY 1`,
    ),
  ).toEqual([
    { relname: 'i', reloptions: '{fillfactor=50}' },
    { relname: 't', reloptions: '{fillfactor=70}' },
  ])
})

test('serial columns stay serial, with the options of their sequences, and become identities', async () => {
  const from = 'CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY, a int);'
  const to = `CREATE TABLE t (id serial, a int); CREATE TABLE u (id bigserial PRIMARY KEY);
    ALTER SEQUENCE u_id_seq INCREMENT 5 START 10 RESTART 10 CACHE 3;`
  expect(await upAndDown(from, to)).toEqual(['Create table u', 'Change identity of column id of t'])
})

test('types without a word of limbeck: compared by their text, converted by the casts of the server', async () => {
  const types = `CREATE DOMAIN age AS int CHECK (VALUE > 0); CREATE TYPE pair AS (a int, b text);`
  const table = (columns: string) => `${types} CREATE TABLE t (${columns});`
  const from =
    table(`a text, b bit(4), c money, d inet, e int, f "char", g interval day to second(3), h tsvector, i point[],
    j pair, k int4range, l oid, m timestamp(3), n text[], o varchar(10) COLLATE "C"`)
  const to = table(`a inet, b bit(8), c numeric, d cidr, e age, f char(1), g interval year to month, h text, i point[],
    j pair, k int4range[], l bigint, m timestamp(0), n uuid[], o varchar(10)`)
  const up = await upAndDown(from.replace('k int4range', 'k text'), to)
  expect(up).toMatchInlineSnapshot(`
    [
      "Alter table t: change type of column a of t, change type of column b of t, change type of column c of t, change type of column d of t, change type of column e of t, change type of column f of t, change type of column g of t, change type of column h of t, change type of column k of t, change type of column l of t, change type of column m of t, change type of column n of t, change collation of column o of t",
    ]
  `)
})
