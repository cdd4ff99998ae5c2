import { conditionOn } from './condition-on.ts'
import type { PartType, Relation } from './part.ts'

const anyColumns = { fits: () => true, least: 1, most: 4 } as const
const isTable = ({ kind }: Relation) => kind === 'table'

/** What a SQLite file has besides plain tables. */
export const sqliteParts: readonly PartType[] = [
  {
    type: 'view',
    weight: 4,
    dice: 3,
    on: () => true,
    columns: anyColumns,
    sql: (it) => {
      const more = it.pick(1, [[], [], ['count(*) OVER () AS "how many"'], ['1 AS answer']])
      const where = it.pick(0, ['', ` WHERE ${conditionOn(it)}`])
      const named = it.pick(2, [false, false, true])
        ? ` (${[...it.columns, ...(more.length === 0 ? [] : ['"last one"'])].join(', ')})`
        : ''
      return [`CREATE VIEW ${it.name}${named} AS SELECT ${[...it.columns, ...more].join(', ')} FROM ${it.on}${where}`]
    },
    relation: ({ columns }) => ({ kind: 'view', columns }),
  },
  {
    type: 'trigger',
    weight: 3,
    dice: 3,
    on: isTable,
    columns: { fits: ({ generated }) => generated !== true, least: 1, most: 2 },
    sql: (it) => {
      const row = it.pick(0, ['INSERT', `UPDATE OF ${it.columns.join(', ')}`, 'UPDATE', 'DELETE'])
      const values = row === 'DELETE' ? 'OLD' : 'NEW'
      const column = `${values}.${it.columns[0] ?? ''}`
      const condition = it.pick(1, ['', ` WHEN ${column} IS NOT NULL`])
      const body = it.pick(2, [
        `SELECT ${column}`,
        `SELECT count(*) FROM ${it.on} WHERE ${conditionOn(it)}`,
        "SELECT ';'; SELECT CASE WHEN 0 THEN RAISE(ABORT, 'it''s') END",
      ])
      return [`CREATE TRIGGER ${it.name} AFTER ${row} ON ${it.on} FOR EACH ROW${condition} BEGIN ${body}; END`]
    },
  },
  {
    type: 'view trigger',
    dice: 2,
    on: ({ kind }) => kind === 'view',
    sql: (it) => [
      `CREATE TRIGGER ${it.name} INSTEAD OF ${it.pick(0, ['INSERT', 'UPDATE', 'DELETE'])} ON ${it.on} BEGIN SELECT ${it.pick(1, ['1', "'two'"])}; END`,
    ],
  },
  {
    type: 'index',
    weight: 3,
    dice: 3,
    on: isTable,
    columns: { fits: () => true, least: 1, most: 2 },
    sql: (it) => {
      const [first = '', ...more] = it.columns
      const part = it.pick(0, [first, `${first} DESC`, `coalesce(${first}, 1)`, `${first} COLLATE NOCASE`])
      return [
        `CREATE INDEX ${it.name} ON ${it.on} (${[part, ...more].join(', ')})${it.pick(1, ['', '', ` WHERE ${conditionOn(it)}`])}`,
      ]
    },
  },
  {
    type: 'unique index',
    dice: 1,
    constrains: true,
    on: isTable,
    columns: { fits: () => true, least: 1, most: 2 },
    sql: (it) => [
      `CREATE UNIQUE INDEX ${it.name} ON ${it.on} (${it.columns.join(', ')})${it.pick(0, ['', ` WHERE ${conditionOn(it)}`])}`,
    ],
  },
  {
    type: 'virtual column',
    weight: 2,
    dice: 1,
    on: isTable,
    columns: { fits: ({ generated }) => generated !== true, least: 1, most: 1 },
    sql: (it) => [
      `ALTER TABLE ${it.on} ADD COLUMN ${it.bare} TEXT GENERATED ALWAYS AS (${it.pick(0, ['lower', 'upper'])}(${it.columns[0] ?? ''})) VIRTUAL`,
    ],
    column: () => ({ shape: 'text', generated: true }),
  },
  {
    type: 'added column',
    dice: 1,
    on: isTable,
    sql: (it) => [
      `ALTER TABLE ${it.on} ADD COLUMN ${it.bare} TEXT ${it.pick(0, ['', "DEFAULT 'it''s'", "NOT NULL DEFAULT '' COLLATE NOCASE", 'CHECK (1)', 'COLLATE RTRIM'])}`,
    ],
    column: () => ({ shape: 'text' }),
  },
  {
    type: 'search table',
    dice: 3,
    sql: (it) => [
      `CREATE VIRTUAL TABLE ${it.name} USING fts5(${['title', ...it.pick(0, [[], ['body'], ['body', '"the rest" UNINDEXED']])].join(', ')}${it.pick(1, ['', ", tokenize = 'porter'"])}${it.pick(2, ['', ", prefix = '2 3'"])})`,
      `INSERT INTO ${it.name} (title) VALUES ('one'), ('two')`,
    ],
    relation: () => ({ kind: 'virtual table', columns: [{ name: 'title', shape: 'text' }] }),
  },
  {
    type: 'area table',
    dice: 1,
    sql: (it) => [
      `CREATE VIRTUAL TABLE ${it.name} USING rtree(id, "min x", "max x"${it.pick(0, ['', ', y0, y1', ', +label'])})`,
    ],
    relation: () => ({
      kind: 'virtual table',
      columns: [
        { name: 'id', shape: 'number' },
        { name: 'min x', shape: 'number' },
      ],
    }),
  },
]
