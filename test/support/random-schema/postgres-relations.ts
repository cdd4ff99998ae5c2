import { conditionOn } from './condition-on.ts'
import type { PartType, RelationColumn } from './part.ts'

const anyColumns = { fits: () => true, least: 1, most: 5 } as const

/** What has rows, or shows those of others. */
export const postgresRelations: readonly PartType[] = [
  {
    type: 'view',
    weight: 4,
    dice: 4,
    on: () => true,
    columns: anyColumns,
    need: { types: ['function', 'reader'], maybe: true },
    sql: (it) => {
      const call = it.need === null ? '1' : `${it.need.name}(${it.need.onKind === null ? '1' : ''})`
      const more = it.pick(1, [[], [], ['count(*) OVER () AS "how many"'], [`${call} AS answer`]])
      const options = it.pick(2, [[], [], ['security_barrier = true'], ['security_invoker = true']])
      const isPlain = it.onKind === 'table' && more.length === 0
      const check = isPlain ? it.pick(3, ['', '', ' WITH LOCAL CHECK OPTION']) : ''
      const where = it.pick(0, ['', ` WHERE ${conditionOn(it)}`])
      return [
        `CREATE VIEW ${it.name}${options.length === 0 ? '' : ` WITH (${options.join(', ')})`} AS SELECT ${[...it.columns, ...more].join(', ')} FROM ${it.on}${where}${check}`,
      ]
    },
    remark: (it) => `VIEW ${it.name}`,
    relation: ({ columns }) => ({ kind: 'view', columns }),
  },
  {
    type: 'recursive view',
    dice: 1,
    on: ({ kind }) => kind === 'table',
    columns: { fits: ({ shape }) => shape === 'number', least: 1, most: 1 },
    sql: (it) => [
      `CREATE VIEW ${it.name} AS WITH RECURSIVE steps (n) AS (SELECT ${it.columns[0] ?? ''}::bigint FROM ${it.on} UNION SELECT n + 1 FROM steps WHERE n < ${it.pick(0, ['3', '5'])}) SELECT n FROM steps`,
    ],
    remark: (it) => `VIEW ${it.name}`,
    relation: () => ({ kind: 'view', columns: [{ name: 'n', shape: 'number' }] }),
  },
  {
    type: 'materialized view',
    weight: 2,
    dice: 2,
    on: () => true,
    columns: anyColumns,
    sql: (it) => [
      `CREATE MATERIALIZED VIEW ${it.name}${it.pick(1, ['', '', ' WITH (fillfactor = 80)'])} AS SELECT ${it.columns.join(', ')} FROM ${it.on}${it.pick(0, ['', ` WHERE ${conditionOn(it)}`])}`,
    ],
    remark: (it) => `MATERIALIZED VIEW ${it.name}`,
    relation: ({ columns }) => ({ kind: 'materialized view', columns }),
  },
  {
    type: 'partitioned',
    weight: 2,
    dice: 8,
    fixed: 4,
    sql: (it) => {
      const strategy = it.pick(0, ['RANGE', 'LIST', 'HASH'] as const)
      const isNested = it.pick(1, [false, false, true])
      const count = it.pick(4, [1, 2, 3])
      const bounds = Array.from({ length: strategy === 'HASH' ? 2 : count }, (_, at) =>
        strategy === 'RANGE'
          ? `FROM (${at * 10}) TO (${at * 10 + 10})`
          : strategy === 'LIST'
            ? `IN (${at + 1}, ${at + 101})`
            : `WITH (MODULUS 2, REMAINDER ${at})`,
      )
      const columns = ['id integer NOT NULL', 'label text', 'at date', ...moreColumns(it.pick(6, [0, 1, 2]))]
      const key = it.pick(2, ['', `, CONSTRAINT ${it.named('_pk', false)} PRIMARY KEY (id)`])
      const parts = bounds.flatMap((bound, at) => {
        const name = it.named(`_${at}`)
        const made = `CREATE TABLE ${name} PARTITION OF ${it.name} FOR VALUES ${bound}`
        if (at > 0 || !isNested) return [made]
        return [
          `${made} PARTITION BY HASH (id)`,
          `CREATE TABLE ${it.named('_nested')} PARTITION OF ${name} FOR VALUES WITH (MODULUS 1, REMAINDER 0)`,
        ]
      })
      const rest =
        strategy === 'HASH'
          ? []
          : it.pick(5, [[], [`CREATE TABLE ${it.named('_rest')} PARTITION OF ${it.name} DEFAULT`]])
      return [
        `CREATE TABLE ${it.name} (${columns.join(', ')}${key}) PARTITION BY ${strategy} (id)`,
        ...parts,
        ...rest,
        ...it.pick(7, [
          [],
          [`CREATE INDEX ${it.named('_ix', false)} ON ${it.name} (label)`],
          [`ALTER TABLE ${it.name} ALTER label SET NOT NULL`],
        ]),
      ]
    },
    remark: (it) => `TABLE ${it.name}`,
    relation: (it) => ({
      kind: 'partitioned table',
      columns: [
        { name: 'id', shape: 'number', generated: true },
        { name: 'label', shape: 'text' },
        { name: 'at', shape: 'time' },
        ...moreShapes(it.pick(6, [0, 1, 2])),
      ],
    }),
  },
  {
    type: 'family',
    dice: 5,
    sql: (it) => {
      const check = it.pick(2, ['', `, CONSTRAINT ${it.named('_ck', false)} CHECK (id > -9)`])
      const children = it.pick(0, [1, 2]) === 1 ? ['_child'] : ['_child', '_other']
      return [
        `CREATE TABLE ${it.name} (${['id integer', 'label text', ...moreColumns(it.pick(1, [0, 1, 2]))].join(', ')}${check})`,
        ...children.map(
          (suffix) => `CREATE TABLE ${it.named(suffix)} (own ${it.pick(3, ['text', 'integer'])}) INHERITS (${it.name})`,
        ),
        ...it.pick(4, [
          [],
          [`ALTER TABLE ${it.named('_child')} ALTER COLUMN label SET DEFAULT 'own'`],
          [`ALTER TABLE ${it.named('_child')} NO INHERIT ${it.name}`],
        ]),
      ]
    },
    remark: (it) => `TABLE ${it.name}`,
    relation: (it) => ({
      kind: 'table',
      inherited: true,
      columns: [
        { name: 'id', shape: 'number' },
        { name: 'label', shape: 'text' },
        ...moreShapes(it.pick(1, [0, 1, 2])),
      ],
    }),
  },
  {
    type: 'unlogged table',
    dice: 2,
    sql: (it) => [
      `CREATE ${it.pick(0, ['', 'UNLOGGED '])}TABLE ${it.name} (id bigint PRIMARY KEY, ${it.pick(1, ['a', 'a', 'b'])} text)`,
    ],
    remark: (it) => `TABLE ${it.name}`,
    relation: (it) => ({
      kind: 'table',
      columns: [
        { name: 'id', shape: 'number' },
        { name: it.pick(1, ['a', 'a', 'b']), shape: 'text' },
      ],
      key: 'id',
      unlogged: it.pick(0, [false, true]),
    }),
  },
  {
    type: 'temporal table',
    dice: 1,
    since: 18,
    sql: (it) => [
      `CREATE TABLE ${it.name} (id int4range, during daterange, CONSTRAINT ${it.named('_pk', false)} PRIMARY KEY (id, during WITHOUT OVERLAPS))`,
      ...it.pick(0, [
        [],
        [
          `CREATE TABLE ${it.named('_child')} (parent int4range, during daterange, CONSTRAINT ${it.named('_fk', false)} FOREIGN KEY (parent, PERIOD during) REFERENCES ${it.name} (id, PERIOD during))`,
        ],
      ]),
    ],
    remark: (it) => `TABLE ${it.name}`,
  },
]

function moreColumns(count: number): readonly string[] {
  return ['more text', `further integer DEFAULT 5`].slice(0, count)
}

function moreShapes(count: number): readonly RelationColumn[] {
  return [{ name: 'more', shape: 'text' } as const, { name: 'further', shape: 'number' } as const].slice(0, count)
}
