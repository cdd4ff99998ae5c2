import * as fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readForeignKeyGraph } from './foreign-key-violations.ts'
import { KnownForeignKeys } from './known-foreign-keys.ts'
import { verbOf } from './statement-verb.ts'
import type { ReadRows } from './violation.ts'

const table = fc.constantFrom('a', 'b', 'c', 'References')
const statement = fc.oneof(
  table.map((name) => `CREATE TABLE "${name}" (id integer PRIMARY KEY, other integer)`),
  fc
    .tuple(table, table)
    .map(([name, to]) => `CREATE TABLE ${name} (id integer PRIMARY KEY, up REFERENCES "${to}" (id))`),
  fc
    .tuple(table, table)
    .map(([name, to]) => `ALTER TABLE "${name}" ADD COLUMN up_${to} integer REFERENCES "${to}" (id)`),
  table.map((name) => `ALTER TABLE "${name}" ADD COLUMN plain integer`),
  table.map((name) => `ALTER TABLE "${name}" DROP COLUMN other`),
  fc.tuple(table, table).map(([name, to]) => `ALTER TABLE "${name}" RENAME TO "${to}"`),
  table.map((name) => `DROP TABLE "${name}"`),
  table.map((name) => `CREATE INDEX "ix_${name}" ON "${name}" (id)`),
  table.map((name) => `CREATE TRIGGER "tr_${name}" AFTER INSERT ON "${name}" BEGIN SELECT 1; END`),
  table.map((name) => `DROP TRIGGER "tr_${name}"`),
  table.map((name) => `INSERT INTO "${name}" (id) VALUES (NULL)`),
  fc.constantFrom('SAVEPOINT s', 'ROLLBACK TO s', 'RELEASE s'),
)

/** What is remembered must hold all that a fresh look finds. */
function expectAllOf(known: KnownForeignKeys, read: ReadRows): void {
  const fresh = readForeignKeyGraph(read)
  const { children, childrenOf, withTriggers } = known.graph()
  expect([...children.keys()]).toEqual(expect.arrayContaining([...fresh.children.keys()]))
  for (const [parent, names] of fresh.childrenOf) {
    const lower = (childrenOf.get(parent) ?? []).map((name) => name.toLowerCase())
    expect(lower).toEqual(expect.arrayContaining(names.map((name) => name.toLowerCase())))
  }
  expect([...withTriggers]).toEqual(expect.arrayContaining([...fresh.withTriggers]))
}

interface Turn {
  /** Whether another line runs them, or this one does. */
  readonly isOthers: boolean
  readonly end: 'COMMIT' | 'ROLLBACK' | null
  readonly statements: readonly string[]
  readonly looks: boolean
}

const turn: fc.Arbitrary<Turn> = fc.record({
  isOthers: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  end: fc.constantFrom('COMMIT', 'COMMIT', 'ROLLBACK', null),
  statements: fc.array(statement, { maxLength: 5 }),
  looks: fc.boolean(),
})

const folder = mkdtempSync(path.join(tmpdir(), 'limbeck-known-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0

/** Two lines to one file; how SQLite keeps it on the disk does not matter here. */
function twoLines(): readonly [DatabaseSync, DatabaseSync] {
  files += 1
  const file = path.join(folder, `${files}.db`)
  const open = () => {
    const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
    database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY')
    return database
  }
  return [open(), open()]
}

function knownOf(database: DatabaseSync): { readonly known: KnownForeignKeys; readonly read: ReadRows } {
  const read: ReadRows = (sql, parameters = []) => database.prepare(sql).all(...parameters)
  return { known: new KnownForeignKeys(read), read }
}

test('what is remembered from transaction to transaction lacks nothing', () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => {
      const [own, other] = twoLines()
      const { known, read } = knownOf(own)
      for (const { isOthers, end, statements, looks } of turns) {
        const database = isOthers ? other : own
        if (end !== null) database.exec('BEGIN IMMEDIATE')
        for (const sql of statements) {
          if (end === null && /SAVEPOINT|TO s|RELEASE/.test(sql)) continue
          const verb = verbOf(sql)
          if (!isOthers) {
            known.before(sql, verb)
            const isLooked = verb.kind === 'changesRows' || verb.kind === 'dropsTable'
            if (end !== null && isLooked) expectAllOf(known, read)
          }
          try {
            database.exec(sql)
          } catch {
            // What SQLite refuses changes nothing.
          }
        }
        if (end === null) continue
        if (!isOthers && looks) expectAllOf(known, read)
        database.exec(end)
        if (!isOthers) known.ended(end === 'COMMIT')
      }
      own.close()
      other.close()
    }),
    { numRuns: 300 },
  )
})

test('a run of plain changes asks the whole schema once', () => {
  const [own, other] = twoLines()
  own.exec('CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (up REFERENCES a (id))')
  let asked = 0
  const known = new KnownForeignKeys((sql, parameters = []) => {
    if (sql.includes('pragma_foreign_key_list')) asked += 1
    return own.prepare(sql).all(...parameters)
  })
  for (const sql of ['INSERT INTO a VALUES (1)', 'CREATE TABLE c (id integer)', 'DROP TABLE c', 'DELETE FROM a']) {
    own.exec('BEGIN')
    known.before(sql, verbOf(sql))
    known.graph()
    own.exec(sql)
    own.exec('COMMIT')
    known.ended(true)
  }
  expect(asked).toBe(1)
  other.exec('CREATE TABLE d (up REFERENCES a (id))')
  expect(known.graph().childrenOf.get('a')).toEqual(['b', 'd'])
  own.close()
  other.close()
})
