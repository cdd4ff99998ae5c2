import { describe, expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../test/support/sqlite-database.ts'
import {
  aCheck,
  aColumn,
  addColumn,
  alterColumn,
  alterTable,
  createConstraint,
  dropColumn,
  dropConstraint,
  renameColumn,
} from '../../../test/support/sqlite-objects.ts'
import type { Operation } from '../../operations/index.ts'
import { type ColumnType, createCatalog } from '../../schema/index.ts'
import { sqlite } from './index.ts'

const size: ColumnType = { kind: 'enum', namespace: null, name: 'size', values: ['small', "m'd", 'large'] }
const table = `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL, CONSTRAINT ck CHECK (b <> ''))`

describe('ALTER TABLE is used where this version can', () => {
  const cases: readonly [string, Operation, readonly string[]][] = [
    [
      'add a column',
      addColumn(
        aColumn('t', 'c', {
          default: { kind: 'literal', value: {} as never },
          type: { kind: 'json' },
          nullable: false,
        }),
      ),
      [`ALTER TABLE "t" ADD COLUMN "c" JSON DEFAULT '{}' NOT NULL`],
    ],
    [
      'add a virtual column',
      addColumn(aColumn('t', 'c', { generated: { expression: { sql: 'id + 1', canonical: null }, stored: false } })),
      ['ALTER TABLE "t" ADD COLUMN "c" TEXT GENERATED ALWAYS AS (id + 1) VIRTUAL'],
    ],
    ['drop a column', dropColumn('t', 'a'), ['ALTER TABLE "t" DROP COLUMN "a"']],
    ['rename a column', renameColumn('t', 'a', 'z'), ['ALTER TABLE "t" RENAME COLUMN "a" TO "z"']],
    ['set NOT NULL', alterColumn('t', 'a', { nullable: false }), ['ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL']],
    ['drop NOT NULL', alterColumn('t', 'b', { nullable: true }), ['ALTER TABLE "t" ALTER COLUMN "b" DROP NOT NULL']],
    ['a comment', alterColumn('t', 'b', { comment: 'x' }), []],
    ['the same type', alterColumn('t', 'b', { type: { kind: 'interval', precision: null } }), []],
    [
      'add a check',
      createConstraint(aCheck('t', 'c2', "b <> 'x'")),
      [`ALTER TABLE "t" ADD CONSTRAINT "c2" CHECK (b <> 'x')`],
    ],
    ['drop a check', dropConstraint('t', 'ck'), ['ALTER TABLE "t" DROP CONSTRAINT "ck"']],
    [
      'rename a check',
      { kind: 'renameConstraint', namespace: null, table: 't', name: 'ck', to: 'c3' },
      ['ALTER TABLE "t" DROP CONSTRAINT "ck"', `ALTER TABLE "t" ADD CONSTRAINT "c3" CHECK (b <> '')`],
    ],
    [
      'rename a table',
      { kind: 'renameTable', namespace: null, table: 't', to: 'u' },
      ['ALTER TABLE "t" RENAME TO "u"'],
    ],
  ]
  const native = sqlite.capabilitiesOf(process.versions['sqlite'] ?? '').alterNotNullAndCheck
  test.runIf(native).each(cases)('%s', async (_, operation, expected) => {
    await using db = await createSqliteDatabase(table, { memory: true })
    expect(await db.run([operation])).toEqual(expected)
  })

  test.runIf(native)('several changes without a rebuild', async () => {
    await using db = await createSqliteDatabase(`${table}; CREATE INDEX i ON t (a)`, { memory: true })
    const changes = [
      renameColumn('t', 'b', 'c'),
      alterColumn('t', 'c', { nullable: true }),
      dropColumn('t', 'a'),
      addColumn(aColumn('t', 'a')),
      dropConstraint('t', 'ck'),
    ]
    expect(await db.run([alterTable('t', changes)])).toEqual([
      'ALTER TABLE "t" RENAME COLUMN "b" TO "c"',
      'ALTER TABLE "t" ALTER COLUMN "c" DROP NOT NULL',
      'DROP INDEX "i"',
      'ALTER TABLE "t" DROP COLUMN "a"',
      'ALTER TABLE "t" ADD COLUMN "a" TEXT',
      'ALTER TABLE "t" DROP CONSTRAINT "ck"',
    ])
    expect((await db.texts())['t']).toBe('CREATE TABLE t (id INTEGER PRIMARY KEY, "c" TEXT, "a" TEXT)')
  })

  test('what ADD COLUMN and DROP COLUMN refuse goes through a rebuild', async () => {
    await using db = await createSqliteDatabase(`${table}; INSERT INTO t VALUES (1, 'x', 'y')`, { memory: true })
    const refused: readonly Operation[] = [
      addColumn(aColumn('t', 'now', { default: { kind: 'now' } })),
      addColumn(aColumn('t', 'stored', { generated: { expression: { sql: 'id', canonical: null }, stored: true } })),
      addColumn(aColumn('t', 'uid', { type: { kind: 'uuid' }, default: { kind: 'uuid' } })),
      dropColumn('t', 'b'),
    ]
    for (const operation of refused) expect(await db.run([operation])).toContain('DROP TABLE "t"')
    expect((await db.texts())['t']).toBe(
      `CREATE TABLE "t" (id INTEGER PRIMARY KEY, a TEXT, "now" TEXT DEFAULT CURRENT_TIMESTAMP, "stored" TEXT GENERATED ALWAYS AS (id) STORED, "uid" CHAR(36) DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', (random() & 3) + 1, 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))))`,
    )
    const [row] = await db.rows('SELECT uid FROM t')
    expect(row?.['uid']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const column = (await db.introspect()).get({ kind: 'column', namespace: null, table: 't', name: 'uid' })
    expect(column).toMatchObject({ type: { kind: 'uuid' }, default: { kind: 'uuid' } })
  })

  test('a column that is added without a look at its table is the same in every table', async () => {
    await using db = await createSqliteDatabase(
      `${table}; CREATE TABLE strict_t (id INT PRIMARY KEY, c TEXT) STRICT; CREATE VIEW v AS SELECT 1`,
      { memory: true },
    )
    const everything = await db.introspect()
    const nothing = createCatalog([])
    const capabilities = sqlite.capabilitiesOf(db.connection.serverVersion)
    const types: readonly ColumnType[] = [
      { kind: 'text' },
      { kind: 'integer' },
      { kind: 'binary', length: null },
      { kind: 'string', length: 100 },
      { kind: 'decimal', precision: 10, scale: 2 },
      { kind: 'raw', sql: 'ANY' },
      { kind: 'text', declared: 'CLOB' },
      size,
    ]
    const defaults = [null, { kind: 'literal', value: 1 }, { kind: 'now' }] as const
    let blind = 0
    for (const name of ['t', 'strict_t', 'v', 'missing'])
      for (const column of ['a', 'c', 'new'])
        for (const type of types)
          for (const value of defaults)
            for (const nullable of [true, false])
              for (const ifNotExists of [true, false]) {
                const added = aColumn(name, column, { type, default: value, nullable })
                const op: Operation = { kind: 'addColumn', column: added, ifNotExists }
                const needs = sqlite.readsBefore(op, capabilities)
                if (needs === 'everything' || needs.length > 0) continue
                blind += 1
                expect(sqlite.emit(op, { before: nothing, capabilities })).toEqual(
                  sqlite.emit(op, { before: everything, capabilities }),
                )
              }
    expect(blind).toBeGreaterThan(100)
  })

  test('a renamed index keeps everything else', async () => {
    await using db = await createSqliteDatabase(`${table}; CREATE UNIQUE INDEX i ON t (lower(a) DESC) WHERE b > ''`, {
      memory: true,
    })
    await db.run([{ kind: 'renameIndex', namespace: null, table: 't', name: 'i', to: 'j' }])
    expect((await db.texts())['j']).toBe(`CREATE UNIQUE INDEX "j" ON "t" (lower(a) DESC) WHERE b > ''`)
  })
})

describe('enum types', () => {
  const create = `
    CREATE TABLE one (id INTEGER PRIMARY KEY, s TEXT CONSTRAINT "enum size" CHECK (s IN ('small', 'm''d', 'large')) DEFAULT 'small');
    CREATE TABLE two (id INTEGER PRIMARY KEY, s TEXT NOT NULL CONSTRAINT "enum size" CHECK ("s" IN ('small', 'm''d', 'large')),
      other TEXT CONSTRAINT "enum size" CHECK (other IN ('small', 'm''d', 'large')));
    INSERT INTO one VALUES (1, 'small'), (2, 'large'); INSERT INTO two VALUES (1, 'large', 'small');`
  const place = { namespace: null, name: 'size' } as const

  test.each(['3.40.0', '3.53.4'])('values come, go and move on %s', async (version) => {
    await using db = await createSqliteDatabase(create, { memory: true })
    const values = async () => (await db.introspect()).get({ kind: 'enumType', ...place })?.values
    expect(await values()).toEqual(['small', "m'd", 'large'])
    await db.run([{ kind: 'addEnumValue', ...place, value: 'huge', after: 'large', before: null }], { version })
    await db.run([{ kind: 'renameEnumValue', ...place, value: 'small', to: 'tiny' }], { version })
    expect(await values()).toEqual(['tiny', "m'd", 'large', 'huge'])
    expect(await db.rows('SELECT * FROM one')).toEqual([
      { id: 1, s: 'tiny' },
      { id: 2, s: 'large' },
    ])
    expect(await db.rows('SELECT * FROM two')).toEqual([{ id: 1, s: 'large', other: 'tiny' }])
    await db.script('INSERT INTO one (id) VALUES (3)')
    expect(await db.rows('SELECT s FROM one WHERE id = 3')).toEqual([{ s: 'tiny' }])
    const drop = { kind: 'dropEnumValue', ...place, value: 'large', replacement: null } as const
    await expect(db.run([drop], { version })).rejects.toMatchObject({ code: 'LB6154', details: { enumType: 'size' } })
    await db.run([{ ...drop, replacement: 'huge' }], { version })
    await db.run([{ kind: 'reorderEnumValues', ...place, values: ['huge', 'tiny', "m'd"] }], { version })
    expect(await values()).toEqual(['huge', 'tiny', "m'd"])
    await db.run([{ kind: 'renameEnum', ...place, to: 'extent' }], { version })
    const catalog = await db.introspect()
    expect(catalog.get({ kind: 'enumType', namespace: null, name: 'extent' })?.values).toEqual(['huge', 'tiny', "m'd"])
    expect(catalog.has({ kind: 'enumType', ...place })).toBe(false)
    expect([...catalog.objects()].filter(({ kind }) => kind === 'check' || kind === 'other')).toEqual([])
  })

  test('a column becomes one, and text again', async () => {
    await using db = await createSqliteDatabase(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT /* size */); INSERT INTO t VALUES (1, 'large')`,
      { memory: true },
    )
    await db.run([alterColumn('t', 'a', { type: size })])
    expect((await db.texts())['t']).toBe(
      `CREATE TABLE "t" (id INTEGER PRIMARY KEY, a TEXT CONSTRAINT "enum size" CHECK ("a" IN ('small', 'm''d', 'large')) /* size */)`,
    )
    await expect(db.script(`INSERT INTO t VALUES (2, 'x')`)).rejects.toThrow('CHECK constraint failed: enum size')
    await db.run([alterColumn('t', 'a', { type: { kind: 'text' } })])
    expect((await db.texts())['t']).toBe('CREATE TABLE "t" (id INTEGER PRIMARY KEY, a TEXT /* size */)')
  })

  test('tables that disagree are reported and differ', async () => {
    await using db = await createSqliteDatabase(
      `CREATE TABLE a (s TEXT CONSTRAINT "enum size" CHECK (s IN ('x', 'y'))); CREATE TABLE b (s TEXT CONSTRAINT "enum size" CHECK (s IN ('x')))`,
      { memory: true },
    )
    const objects = [...(await db.introspect()).objects()]
    expect(objects).toContainEqual(expect.objectContaining({ kind: 'enumType', values: ['x', 'y'] }))
    expect(objects).toContainEqual(
      expect.objectContaining({ kind: 'other', objectType: 'enum check that differs', name: 'size of b.s' }),
    )
  })
})

test('a schema is refused', async () => {
  await using db = await createSqliteDatabase('', { memory: true })
  await expect(
    db.run([{ kind: 'dropTable', namespace: 'billing', table: 't', ifExists: false }]),
  ).rejects.toMatchObject({ code: 'LB6168' })
  await expect(db.run([{ kind: 'createNamespace', name: 'billing', ifNotExists: true }])).rejects.toMatchObject({
    code: 'LB6168',
  })
})

test('rows of a script become INSERT statements', async () => {
  await using db = await createSqliteDatabase('CREATE TABLE t (a, b, c, d, e)', { memory: true })
  const rows = [
    { a: 1, b: "it's", c: null, d: new Date('2024-01-02T03:04:05.060Z'), e: new Uint8Array([1, 255]) },
    { a: true, b: 12345678901234567890n % 9007199254740993n, c: { x: [1] }, d: 1.5, e: 'a\0b' },
  ]
  await db.run([{ kind: 'bulkInsert', namespace: null, table: 't', rows }])
  const written = await db.rows('SELECT * FROM t')
  await db.script('DELETE FROM t')
  await db.connection.bulkInsert(
    { namespace: null, name: 't' },
    ['a', 'b', 'c', 'd', 'e'],
    rows.map((row) => Object.values(row)),
  )
  expect(await db.rows('SELECT * FROM t')).toEqual(written)
  expect(written[0]).toMatchObject({ a: 1, b: "it's", c: null, d: '2024-01-02 03:04:05.060' })
})
