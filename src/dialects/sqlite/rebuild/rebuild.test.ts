import { describe, expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../../test/support/sqlite-database.ts'
import {
  aCheck,
  aColumn,
  aForeignKey,
  aUnique,
  addColumn,
  alterColumn,
  alterTable,
  createConstraint,
  dropColumn,
  dropConstraint,
  renameColumn,
} from '../../../../test/support/sqlite-objects.ts'

const old = { version: '3.40.0' }
const toInteger = { type: { kind: 'integer' } } as const
const notNull = { nullable: false } as const

describe('a rebuild keeps', () => {
  test('children of a parent with ON DELETE CASCADE', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE crews (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE agents (id INTEGER PRIMARY KEY, crew_id INTEGER NOT NULL REFERENCES crews (id) ON DELETE CASCADE);
      INSERT INTO crews VALUES (1, 'a'), (2, 'b');
      INSERT INTO agents VALUES (10, 1), (11, 1), (12, 2);
    `)
    await db.run([alterColumn('crews', 'name', notNull)], old)
    expect(await db.rows('SELECT id FROM agents ORDER BY id')).toEqual([{ id: 10 }, { id: 11 }, { id: 12 }])
    expect((await db.texts())['agents']).toContain('REFERENCES crews (id) ON DELETE CASCADE')
    expect((await db.texts())['crews']).toBe('CREATE TABLE "crews" (id INTEGER PRIMARY KEY, name TEXT NOT NULL)')
    expect(await db.rows('PRAGMA foreign_key_check')).toEqual([])
  })

  test('everything else that the CREATE text says, to the letter', async () => {
    const text = `CREATE TABLE "odd ""table" (
  -- the key
  [the id] INTEGER CONSTRAINT 'pk here' PRIMARY KEY ON CONFLICT FAIL AUTOINCREMENT, -- counts
  \`name\` VARCHAR(20) COLLATE NOCASE NOT NULL ON CONFLICT ABORT DEFAULT 'it''s, (fine)' /* a ) comment */,
  amount NUMERIC(10, 2) DEFAULT (1 + 1) CHECK (amount > 0),
  twice AS (amount * 2) STORED,
  thrice GENERATED ALWAYS AS (amount * 3) VIRTUAL,
  "key" TEXT UNIQUE ON CONFLICT REPLACE,
  parent INTEGER REFERENCES "odd ""table" ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CHECK (length(name) < 100), -- no name
  CONSTRAINT "a check" CHECK (name <> '--') CHECK (parent <> [the id]),
  UNIQUE (name COLLATE BINARY, amount DESC)
)`
    await using db = await createSqliteDatabase(`${text};
      INSERT INTO "odd ""table" ([the id], name, amount, "key", parent) VALUES (7, 'x', 3, 'k', NULL), (9, 'y', 4, 'l', 7);`)
    const rows = await db.rows('SELECT * FROM "odd ""table"')
    await db.run([alterTable('odd "table', [alterColumn('odd "table', 'key', notNull)], 'always')])
    expect((await db.texts())['odd "table']).toBe(
      text.replace('"key" TEXT UNIQUE ON CONFLICT REPLACE,', '"key" TEXT UNIQUE ON CONFLICT REPLACE NOT NULL,'),
    )
    expect(await db.rows('SELECT * FROM "odd ""table"')).toEqual(rows)
  })

  test('the counter of AUTOINCREMENT', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
      INSERT INTO t VALUES (41, 'x'); DELETE FROM t;
    `)
    await db.run([alterColumn('t', 'a', toInteger)])
    await db.script(`INSERT INTO t (a) VALUES (1)`)
    expect(await db.rows('SELECT * FROM t')).toEqual([{ id: 42, a: 1 }])
    expect(await db.rows('SELECT * FROM sqlite_sequence')).toEqual([{ name: 't', seq: 42 }])
  })

  test('row numbers of a table without an integer key', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (rowid TEXT PRIMARY KEY, a TEXT);
      INSERT INTO t VALUES ('x', '1'), ('y', '2'), ('z', '3'); DELETE FROM t WHERE rowid = 'y';
    `)
    await db.run([alterColumn('t', 'a', toInteger)])
    expect(await db.rows('SELECT _rowid_ AS r, a FROM t')).toEqual([
      { r: 1, a: 1 },
      { r: 3, a: 3 },
    ])
  })

  test('STRICT and WITHOUT ROWID', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (a TEXT NOT NULL, b INT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
      INSERT INTO t VALUES ('x', 1), ('x', 2);
    `)
    await db.run([
      alterTable('t', [
        addColumn(
          aColumn('t', 'c', { type: { kind: 'string', length: 9 }, nullable: false, default: { kind: 'now' } }),
        ),
      ]),
    ])
    expect((await db.texts())['t']).toBe(
      'CREATE TABLE "t" (a TEXT NOT NULL, b INT, "c" TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID',
    )
    expect(await db.rows('SELECT a, b FROM t')).toEqual([
      { a: 'x', b: 1 },
      { a: 'x', b: 2 },
    ])
  })

  test('indexes: partial, on expressions, descending, with collations, and their comments', async () => {
    const indexes = {
      i1: 'CREATE UNIQUE INDEX i1 ON t (lower(a), b DESC) WHERE b IS NOT NULL /* open */',
      i2: 'CREATE INDEX i2 ON t (a COLLATE NOCASE DESC)',
    }
    await using db = await createSqliteDatabase(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER); ${Object.values(indexes).join(';')}`,
    )
    await db.run([alterColumn('t', 'a', { default: { kind: 'literal', value: 'x' } })])
    expect(await db.texts()).toMatchObject(indexes)
  })

  test('triggers on it, triggers on other tables, views, and views on views', async () => {
    const objects = {
      v: 'CREATE VIEW v AS SELECT id, a FROM t',
      w: 'CREATE VIEW w AS SELECT a FROM v JOIN t USING (id, a)',
      own: "CREATE TRIGGER own AFTER UPDATE OF a ON t BEGIN INSERT INTO log VALUES ('own ' || new.a); END",
      other: 'CREATE TRIGGER other AFTER INSERT ON log BEGIN UPDATE t SET b = b + 1; END',
      through: 'CREATE TRIGGER through INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END',
    }
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER DEFAULT 0); CREATE TABLE log (line TEXT);
      INSERT INTO t VALUES (1, 'x', 0); ${Object.values(objects).join(';')}
    `)
    await db.run([alterColumn('t', 'b', notNull)], old)
    expect(await db.texts()).toMatchObject(objects)
    expect(await db.rows('SELECT * FROM log')).toEqual([])
    await db.script(`UPDATE t SET a = 'y'`)
    expect(await db.rows('SELECT * FROM log')).toEqual([{ line: 'own y' }])
    expect(await db.rows('SELECT w.a, b FROM w, t')).toEqual([{ a: 'y', b: 1 }])
  })

  test('a foreign key to itself, and keys of several columns', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (a INTEGER, b INTEGER, up_a INTEGER, up_b INTEGER, x TEXT,
        PRIMARY KEY (a, b), FOREIGN KEY (up_a, up_b) REFERENCES t (a, b) ON DELETE CASCADE);
      INSERT INTO t VALUES (1, 1, NULL, NULL, '5'), (1, 2, 1, 1, '6');
    `)
    await db.run([alterColumn('t', 'x', toInteger)])
    expect(await db.rows('SELECT * FROM t')).toEqual([
      { a: 1, b: 1, up_a: null, up_b: null, x: 5 },
      { a: 1, b: 2, up_a: 1, up_b: 1, x: 6 },
    ])
    await db.script('PRAGMA foreign_keys = ON; DELETE FROM t WHERE b = 1')
    expect(await db.rows('SELECT * FROM t')).toEqual([])
  })

  test('strings in double quotes, which only old CREATE texts may have', async () => {
    await using db = await createSqliteDatabase()
    await db.script('PRAGMA writable_schema = OFF')
    const { DatabaseSync } = await import('node:sqlite')
    const other = new DatabaseSync(db.file, { enableDoubleQuotedStringLiterals: true })
    other.exec(`CREATE TABLE t (a TEXT DEFAULT "x" CHECK (a <> "no"), b TEXT); CREATE INDEX i ON t (b) WHERE a = "x"`)
    other.close()
    await db.run([alterColumn('t', 'b', notNull)], old)
    expect(await db.texts()).toMatchObject({
      t: `CREATE TABLE "t" (a TEXT DEFAULT "x" CHECK (a <> 'no'), b TEXT NOT NULL)`,
      i: `CREATE INDEX i ON t (b) WHERE a = 'x'`,
    })
  })
})

describe('a rebuild carries', () => {
  test('several changes at once, renames with everything that mentions the column', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> ''), b TEXT, c TEXT UNIQUE);
      CREATE INDEX ix_a ON t (a); CREATE INDEX ix_b ON t (b);
      CREATE TABLE child (id INTEGER PRIMARY KEY, c TEXT REFERENCES t (c));
      CREATE VIEW v AS SELECT a FROM t;
      CREATE TRIGGER tr AFTER UPDATE OF a ON t BEGIN UPDATE t SET b = new.a; END;
      INSERT INTO t VALUES (1, '7', 'gone', 'k');
      INSERT INTO child VALUES (1, 'k');
    `)
    await db.script(
      'DROP TRIGGER tr; CREATE TRIGGER tr AFTER UPDATE OF a ON t BEGIN UPDATE child SET c = new.a WHERE c = old.a; END',
    )
    const ran = await db.run([
      alterTable('t', [
        renameColumn('t', 'a', 'amount'),
        renameColumn('t', 'c', 'code'),
        alterColumn('t', 'amount', toInteger),
        dropColumn('t', 'b'),
        addColumn(aColumn('t', 'e', { nullable: false, default: { kind: 'literal', value: 'new' } })),
        createConstraint(aCheck('t', 'ck_amount', 'amount < 100')),
        { kind: 'createIndex', index: indexOn('t', 'ix_new', 'amount'), concurrently: false, ifNotExists: false },
      ]),
    ])
    expect(ran.filter((sql) => sql.startsWith('DROP TABLE "t"'))).toHaveLength(1)
    expect(await db.rows('SELECT * FROM t')).toEqual([{ id: 1, amount: 7, code: 'k', e: 'new' }])
    const texts = await db.texts()
    expect(texts['t']).toBe(
      `CREATE TABLE "t" (id INTEGER PRIMARY KEY, "amount" INTEGER CHECK ("amount" <> ''), "code" TEXT UNIQUE, "e" TEXT DEFAULT 'new' NOT NULL, CONSTRAINT "ck_amount" CHECK ("amount" < 100))`,
    )
    expect(texts['v']).toBe('CREATE VIEW v AS SELECT "amount" FROM t')
    expect(texts['child']).toContain('REFERENCES t ("code")')
    expect(texts['ix_a']).toBe('CREATE INDEX ix_a ON t ("amount")')
    expect(texts['ix_b']).toBeUndefined()
    expect(texts['ix_new']).toBe('CREATE INDEX "ix_new" ON "t" ("amount")')
    expect(texts['tr']).toContain('UPDATE OF "amount"')
  })

  test('an index that is made before its column is renamed', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a TEXT, b TEXT)')
    await db.run([
      alterTable('t', [
        alterColumn('t', 'b', toInteger),
        { kind: 'createIndex', index: indexOn('t', 'ix', 'a'), concurrently: false, ifNotExists: false },
        renameColumn('t', 'a', 'c'),
      ]),
    ])
    expect((await db.texts())['ix']).toBe('CREATE INDEX "ix" ON "t" ("c")')
  })

  test('a new column with the name of a renamed one', async () => {
    await using db = await createSqliteDatabase(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT /* old */, b TEXT); INSERT INTO t VALUES (1, 'x', 'y')`,
    )
    await db.run([
      alterTable('t', [
        renameColumn('t', 'a', 'c'),
        alterColumn('t', 'c', notNull),
        addColumn(aColumn('t', 'a', { default: { kind: 'now' } })),
      ]),
    ])
    expect(await db.rows('SELECT id, b, c FROM t')).toEqual([{ id: 1, b: 'y', c: 'x' }])
    expect((await db.texts())['t']).toBe(
      'CREATE TABLE "t" (id INTEGER PRIMARY KEY, c TEXT NOT NULL /* old */, b TEXT, "a" TEXT DEFAULT CURRENT_TIMESTAMP)',
    )
  })

  test('constraints without names by the names that the convention gives them', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, p INTEGER REFERENCES p, CHECK (a <> ''), UNIQUE (a, p))
    `)
    const catalog = await db.introspect()
    const check = catalog.definitionOf({ namespace: null, name: 't' })?.checks[0]?.name ?? ''
    await db.run([
      alterTable('t', [
        dropConstraint('t', 'uq_t_a'),
        dropConstraint('t', 'fk_t_p_p'),
        dropConstraint('t', check),
        { kind: 'renameConstraint', namespace: null, table: 't', name: 'uq_t_a_p', to: 'uq new' },
      ]),
    ])
    expect((await db.texts())['t']).toBe(
      'CREATE TABLE "t" (id INTEGER PRIMARY KEY, a TEXT, p INTEGER, CONSTRAINT "uq new" UNIQUE (a, p))',
    )
  })

  test('new keys and foreign keys', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER NOT NULL, p INTEGER);
      INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1);
    `)
    await db.run([
      alterTable('t', [
        createConstraint({
          kind: 'primaryKey',
          namespace: null,
          table: 't',
          name: 'pk_t',
          nameSource: 'given',
          columns: ['id'],
        }),
        createConstraint(aForeignKey('t', 'fk_t_p', ['p'], { table: 'p', columns: ['id'] }, { onDelete: 'cascade' })),
        createConstraint(aUnique('t', 'uq_t_p', ['p'])),
      ]),
      alterColumn('t', 'id', {
        identity: {
          generation: 'auto',
          start: null,
          increment: null,
          minimum: null,
          maximum: null,
          cache: null,
          cycle: false,
        },
      }),
    ])
    expect((await db.texts())['t']).toBe(
      'CREATE TABLE "t" (id INTEGER CONSTRAINT "pk_t" PRIMARY KEY AUTOINCREMENT NOT NULL, p INTEGER, CONSTRAINT "fk_t_p" FOREIGN KEY ("p") REFERENCES "p" ("id") ON DELETE CASCADE, CONSTRAINT "uq_t_p" UNIQUE ("p"))',
    )
  })
})

describe('a rebuild', () => {
  test('happens where it is asked for, though ALTER TABLE could do it', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (id INTEGER PRIMARY KEY)')
    const isRebuild = async (column: string, rebuild: 'auto' | 'always') =>
      (await db.run([alterTable('t', [addColumn(aColumn('t', column))], rebuild)])).join().includes('_limbeck_new_t')
    expect(await isRebuild('a', 'auto')).toBe(false)
    expect(await isRebuild('b', 'always')).toBe(true)
  })

  test('begins with removing what a killed one left', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
      INSERT INTO t VALUES (1, 'x');
      CREATE TABLE _limbeck_new_t (left_over TEXT);
    `)
    await db.run([alterColumn('t', 'a', notNull)], old)
    expect(Object.keys(await db.texts())).toEqual(['t'])
    expect(await db.rows('SELECT * FROM t')).toEqual([{ id: 1, a: 'x' }])
  })
})

describe('a rebuild stops', () => {
  test('at text that is no number', async () => {
    await using db = await createSqliteDatabase(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, '12'), (2, '12 apples'), (3, NULL), (4, '')`,
    )
    const operation = alterColumn('t', 'a', toInteger)
    await expect(db.run([operation])).rejects.toMatchObject({ code: 'LB6155', details: { table: 't', column: 'a' } })
    expect(await db.rows('SELECT a FROM t WHERE id = 2')).toEqual([{ a: '12 apples' }])
    expect(db.connection.inTransaction).toBe(false)
    await db.run([{ ...operation, using: `CAST(NULLIF(replace(a, ' apples', ''), '') AS INTEGER)` }])
    expect(await db.rows('SELECT a FROM t')).toEqual([{ a: 12 }, { a: 12 }, { a: null }, { a: null }])
  })

  test('at NULL, at doubles and at rows that break a check', async () => {
    await using db = await createSqliteDatabase(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT); INSERT INTO t VALUES (1, 'x', NULL), (2, 'x', 'y')`,
    )
    await expect(db.run([alterColumn('t', 'b', notNull)], old)).rejects.toMatchObject({
      code: 'LB6153',
      details: { table: 't', columns: ['b'] },
    })
    await expect(db.run([alterColumn('t', 'b', notNull)])).rejects.toMatchObject({
      code: 'LB6153',
      details: { table: 't', columns: ['b'] },
    })
    await expect(db.run([createConstraint(aUnique('t', 'uq', ['a']))])).rejects.toMatchObject({
      code: 'LB6151',
      details: { table: 't', columns: ['a'] },
    })
    const check = createConstraint(aCheck('t', 'ck', "a <> 'x'"))
    await expect(db.run([check], old)).rejects.toMatchObject({ code: 'LB6154', details: { constraint: 'ck' } })
    await expect(db.run([check])).rejects.toMatchObject({ code: 'LB6154', details: { constraint: 'ck' } })
  })

  test.each(['delete', 'wal'])(
    'at rows that would point at nothing, but not at those that did before (%s)',
    async (mode) => {
      await using db = await createSqliteDatabase(`PRAGMA journal_mode = ${mode};
      CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p, q INTEGER);
      INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1, 1), (2, 99, 1), (3, 1, 98);
    `)
      await db.run([alterColumn('c', 'q', notNull)], old)
      await db.run([alterColumn('p', 'id', { type: { kind: 'bigInteger' } })])
      const key = createConstraint(aForeignKey('c', 'fk', ['q'], { table: 'p', columns: ['id'] }))
      await expect(db.run([key])).rejects.toMatchObject({
        code: 'LB6152',
        message: '1 row of "c" points at no row of "p" with "q" (id = 3).',
      })
      await expect(
        db.run([{ kind: 'execute', sql: 'DELETE FROM p WHERE id = 1', parameters: [] }]),
      ).rejects.toMatchObject({ code: 'LB6152' })
      await expect(db.run([{ kind: 'dropTable', namespace: null, table: 'p', ifExists: false }])).rejects.toMatchObject(
        {
          code: 'LB6152',
        },
      )
    },
  )

  test('when a view or trigger uses a dropped column', async () => {
    await using db = await createSqliteDatabase(`
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT); CREATE VIEW v AS SELECT a FROM t;
    `)
    await expect(db.run([dropColumn('t', 'a')])).rejects.toMatchObject({
      code: 'LB6158',
      details: { kind: 'view', name: 'v' },
    })
    await db.run([dropColumn('t', 'b')])
    expect(await db.rows('SELECT * FROM v')).toEqual([])
  })

  test('while foreign keys are on', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)')
    await db.script('PRAGMA foreign_keys = ON')
    await expect(db.run([alterColumn('t', 'a', toInteger)])).rejects.toMatchObject({ code: 'LB6169' })
  })

  test('when it is ruled out', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)')
    await expect(db.run([alterTable('t', [alterColumn('t', 'a', toInteger)], 'never')])).rejects.toMatchObject({
      code: 'LB6167',
    })
  })
})

function indexOn(table: string, name: string, column: string) {
  const part = { column, expression: null, order: 'asc', nulls: null, operatorClass: null, collation: null } as const
  return {
    kind: 'index',
    namespace: null,
    table,
    name,
    nameSource: 'given',
    unique: false,
    parts: [part],
    where: null,
    method: null,
    include: [],
    nullsNotDistinct: false,
  } as const
}
