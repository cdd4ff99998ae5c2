import { conditionOn } from './condition-on.ts'
import type { PartType, Relation, RelationColumn } from './part.ts'
import { globally } from './postgres-routines.ts'

const isTable = ({ kind }: Relation) => kind === 'table'
const isTableOrPartitioned = ({ kind }: Relation) => kind === 'table' || kind === 'partitioned table'
const isSortable = ({ shape }: RelationColumn) => shape !== 'other'
const isSortableAndWritten = ({ shape, generated }: RelationColumn) => shape !== 'other' && generated !== true

/** What belongs to a table: indexes, constraints, policies, rules, statistics, settings. */
export const postgresMembers: readonly PartType[] = [
  {
    type: 'index',
    weight: 3,
    dice: 7,
    on: ({ kind }) => kind === 'table' || kind === 'partitioned table' || kind === 'materialized view',
    columns: { fits: isSortable, least: 1, most: 2 },
    sql: (it) => {
      const [first = '', ...more] = it.columns
      const isText = it.shapes[0] === 'text'
      const method = it.pick(0, ['btree', 'btree', 'btree', 'hash', 'brin', 'spgist'])
      if (method === 'hash' || (method === 'spgist' && isText))
        return [`CREATE INDEX ${it.bare} ON ${it.on} USING ${method} (${first})${options(it)}`]
      if (method === 'brin' && !it.shapes.includes('boolean'))
        return [
          `CREATE INDEX ${it.bare} ON ${it.on} USING brin (${it.columns.join(', ')}) WITH (pages_per_range = ${it.pick(1, ['16', '64'])})`,
        ]
      const part = isText
        ? it.pick(1, [first, `lower(${first})`, `${first} text_pattern_ops`, `${first} COLLATE "POSIX"`])
        : it.pick(1, [first, first, `${first} DESC NULLS LAST`])
      const rest = it.pick(2, [
        more.map((name) => `, ${name} DESC`).join(''),
        more.length === 0 ? '' : `) INCLUDE (${more.join(', ')}`,
      ])
      const where = it.pick(4, ['', '', ` WHERE ${conditionOn(it)}`])
      const cluster = it.pick(5, [false, false, true]) && it.onKind === 'table' && where === ''
      return [
        `CREATE INDEX ${it.bare} ON ${it.on} (${part}${rest})${options(it)}${where}`,
        ...(cluster ? [`ALTER TABLE ${it.on} CLUSTER ON ${it.bare}`] : []),
        ...(part.startsWith('lower')
          ? it.pick(6, [[], [`ALTER INDEX ${it.named('')} ALTER COLUMN 1 SET STATISTICS 70`]])
          : []),
      ]
    },
    remark: (it) => `INDEX ${it.name}`,
  },
  {
    type: 'unique',
    dice: 3,
    constrains: true,
    on: isTable,
    columns: { fits: isSortableAndWritten, least: 1, most: 2 },
    sql: (it) => {
      const [first = '', second] = it.columns
      const include = second === undefined ? '' : ` INCLUDE (${second})`
      return [
        `ALTER TABLE ${it.on} ADD CONSTRAINT ${it.bare} UNIQUE ${it.pick(0, ['', 'NULLS NOT DISTINCT '])}(${first})${include}${it.pick(1, ['', ' WITH (fillfactor = 70)'])}${it.pick(2, ['', '', ' DEFERRABLE'])}`,
      ]
    },
    since: 15,
    remark: (it) => `CONSTRAINT ${it.bare} ON ${it.on}`,
  },
  {
    type: 'unique index',
    dice: 1,
    constrains: true,
    since: 15,
    on: ({ kind }) => kind === 'table' || kind === 'materialized view',
    columns: { fits: isSortable, least: 1, most: 1 },
    sql: (it) => [
      `CREATE UNIQUE INDEX ${it.bare} ON ${it.on} (${it.columns[0] ?? ''})${it.pick(0, ['', ' NULLS NOT DISTINCT', ` WHERE ${conditionOn(it)}`])}`,
    ],
    remark: (it) => `INDEX ${it.name}`,
  },
  {
    type: 'check',
    dice: 2,
    on: isTable,
    columns: { fits: ({ shape }) => shape === 'number' || shape === 'text', least: 1, most: 1 },
    need: { types: ['function'], maybe: true },
    sql: (it) => {
      const call = it.need === null || it.pick(1, [false, true]) ? '' : ` OR ${it.need.name}(1) = 2`
      return [
        `ALTER TABLE ${it.on} ADD CONSTRAINT ${it.bare} CHECK (${conditionOn(it)}${call})${it.pick(0, ['', ' NOT VALID', ' NO INHERIT', ' NO INHERIT NOT VALID'])}`,
      ]
    },
    remark: (it) => `CONSTRAINT ${it.bare} ON ${it.on}`,
  },
  {
    type: 'exclusion',
    dice: 2,
    constrains: true,
    on: isTable,
    columns: { fits: ({ shape, generated }) => shape === 'number' && generated !== true, least: 1, most: 1 },
    sql: (it) => [
      `ALTER TABLE ${it.on} ADD CONSTRAINT ${it.bare} EXCLUDE USING gist (int8range(${it.columns[0] ?? ''}, ${it.columns[0] ?? ''} + 1) WITH &&)${it.pick(0, ['', ` WHERE (${conditionOn(it)})`])}${it.pick(1, ['', '', ' DEFERRABLE INITIALLY DEFERRED'])}`,
    ],
    remark: (it) => `CONSTRAINT ${it.bare} ON ${it.on}`,
  },
  {
    type: 'own key',
    dice: 3,
    constrains: true,
    on: ({ kind, key, columns }) =>
      kind === 'table' && typeof key === 'string' && columns.find(({ name }) => name === key)?.shape === 'number',
    columns: { fits: ({ shape, generated }) => shape === 'number' && generated !== true, least: 1, most: 1 },
    sql: (it) => [
      `ALTER TABLE ${it.on} ADD CONSTRAINT ${it.bare} FOREIGN KEY (${it.columns[0] ?? ''}) REFERENCES ${it.on} (${it.onKey ?? ''})${it.pick(0, ['', ' MATCH FULL'])} ON DELETE ${it.pick(1, ['NO ACTION', `SET NULL (${it.columns[0] ?? ''})`, 'RESTRICT'])}${it.pick(2, ['', ' NOT VALID'])}`,
    ],
    since: 15,
    remark: (it) => `CONSTRAINT ${it.bare} ON ${it.on}`,
  },
  {
    type: 'unenforced check',
    dice: 1,
    since: 18,
    on: isTable,
    columns: { fits: ({ shape }) => shape === 'number', least: 1, most: 1 },
    sql: (it) => [
      `ALTER TABLE ${it.on} ADD CONSTRAINT ${it.bare} CHECK (${it.columns[0] ?? ''} > ${it.pick(0, ['0', '5'])}) NOT ENFORCED`,
    ],
    remark: (it) => `CONSTRAINT ${it.bare} ON ${it.on}`,
  },
  {
    type: 'policy',
    weight: 2,
    dice: 3,
    on: isTableOrPartitioned,
    columns: { fits: () => true, least: 1, most: 1 },
    need: { types: ['function', 'reader'], maybe: true },
    sql: (it) => {
      const call = it.need === null ? '' : ` AND ${it.need.name}(${it.need.onKind === null ? '1' : ''}) > 0`
      const condition = `(${conditionOn(it)}${it.pick(2, ['', call])})`
      const command = it.pick(1, ['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'])
      const using =
        command === 'INSERT'
          ? `WITH CHECK ${condition}`
          : command === 'UPDATE'
            ? `USING ${condition} WITH CHECK (true)`
            : `USING ${condition}`
      return [
        `CREATE POLICY ${it.bare} ON ${it.on} AS ${it.pick(0, ['PERMISSIVE', 'RESTRICTIVE'])} FOR ${command} ${using}`,
      ]
    },
    remark: (it) => `POLICY ${it.bare} ON ${it.on}`,
  },
  {
    type: 'row security',
    dice: 1,
    on: isTableOrPartitioned,
    sql: (it) => [
      `ALTER TABLE ${it.on} ENABLE ROW LEVEL SECURITY`,
      ...it.pick(0, [[], [`ALTER TABLE ${it.on} FORCE ROW LEVEL SECURITY`]]),
    ],
  },
  {
    type: 'rule',
    dice: 2,
    on: ({ kind }) => kind === 'table' || kind === 'view',
    columns: { fits: () => true, least: 1, most: 1 },
    sql: (it) => {
      const event = it.pick(0, ['INSERT', 'UPDATE', 'DELETE'])
      const row = event === 'DELETE' ? 'OLD' : 'NEW'
      const action = it.onKind === 'view' ? 'INSTEAD NOTHING' : it.pick(1, ['ALSO NOTIFY heard', 'ALSO NOTHING'])
      // Only an unconditional rule lets a view be written to.
      const where = it.onKind === 'view' ? '' : ` WHERE ${row}.${it.columns[0] ?? ''} IS NULL`
      const isQuiet = action === 'ALSO NOTIFY heard' && where !== ''
      return [`CREATE RULE ${it.bare} AS ON ${event} TO ${it.on}${isQuiet ? '' : where} DO ${action}`]
    },
    remark: (it) => `RULE ${it.bare} ON ${it.on}`,
  },
  {
    type: 'statistics',
    dice: 1,
    on: isTableOrPartitioned,
    columns: { fits: isSortable, least: 2, most: 3 },
    sql: (it) => [
      `CREATE STATISTICS ${it.name}${it.pick(0, ['', ' (ndistinct)', ' (dependencies, mcv)'])} ON ${it.columns.join(', ')} FROM ${it.on}`,
    ],
    remark: (it) => `STATISTICS ${it.name}`,
  },
  {
    type: 'publication',
    dice: 3,
    since: 15,
    on: ({ kind, unlogged }) => kind === 'table' && unlogged !== true,
    columns: { fits: ({ shape, generated }) => generated !== true && shape !== 'other', least: 1, most: 3 },
    sql: (it) => {
      const columns = it.pick(0, ['', '', ` (${it.columns.join(', ')})`])
      const where = it.pick(1, ['', '', ` WHERE (${it.columns[0] ?? ''} IS NOT NULL)`])
      return [
        `CREATE PUBLICATION ${globally(it)} FOR TABLE ONLY ${it.on}${columns}${where} WITH (publish = '${it.pick(2, ['insert', 'insert, truncate'])}')`,
      ]
    },
    remark: (it) => `PUBLICATION ${globally(it)}`,
  },
  {
    type: 'settings',
    dice: 3,
    on: isTable,
    sql: (it) => [
      ...it.pick(0, [
        [],
        [`ALTER TABLE ${it.on} SET (fillfactor = 70)`],
        [`ALTER TABLE ${it.on} SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)`],
      ]),
      ...it.pick(1, [
        [],
        [`ALTER TABLE ${it.on} REPLICA IDENTITY FULL`],
        [`ALTER TABLE ${it.on} REPLICA IDENTITY NOTHING`],
      ]),
      ...it.pick(2, [[], [`ALTER TABLE ${it.on} SET (parallel_workers = 2)`]]),
    ],
  },
  {
    type: 'schema comment',
    dice: 1,
    sql: (it) => [`COMMENT ON SCHEMA "${it.namespace}" IS '${it.pick(0, ['One', "It''s another"])}'`],
  },
]

function options(it: Parameters<PartType['sql']>[0]): string {
  return it.pick(3, ['', '', ' WITH (fillfactor = 60)'])
}
