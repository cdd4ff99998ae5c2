import { quoted } from '../random-world.ts'
import { conditionOn } from './condition-on.ts'
import type { PartType } from './part.ts'

/** Functions, procedures, aggregates, and what calls them by itself. */
export const postgresRoutines: readonly PartType[] = [
  {
    type: 'function',
    weight: 2,
    dice: 5,
    sql: (it) => [
      [
        `CREATE FUNCTION ${it.name}(${it.pick(0, ['a', 'a', 'a', 'b'])} integer${it.pick(1, ['', '', ', c integer DEFAULT 3'])})`,
        `RETURNS ${it.pick(2, ['integer', 'integer', 'bigint'])} IMMUTABLE ${it.pick(3, ['', 'STRICT', 'PARALLEL SAFE', 'COST 7'])}`,
        it.pick(4, [
          'LANGUAGE sql AS $$ SELECT 1 + $1 $$',
          'LANGUAGE sql AS $$ SELECT 2 * $1 $$',
          'LANGUAGE plpgsql AS $$ BEGIN RETURN $1; END $$',
          'LANGUAGE sql RETURN 4 + $1',
        ]),
      ].join(' '),
    ],
    remark: (it) => `FUNCTION ${it.name}(integer${it.pick(1, ['', '', ', integer'])})`,
  },
  {
    type: 'reader',
    dice: 2,
    on: ({ kind }) => kind !== 'virtual table',
    columns: { fits: () => true, least: 1, most: 2 },
    sql: (it) => {
      const query = `SELECT count(${it.columns[0] ?? ''}) FROM ${it.on}${it.pick(1, ['', ` WHERE ${conditionOn(it)}`])}`
      const body = it.pick(0, [`BEGIN ATOMIC ${query}; END`, `AS $body$ ${query} $body$`])
      return [`CREATE FUNCTION ${it.name}() RETURNS bigint STABLE LANGUAGE sql ${body}`]
    },
    remark: (it) => `FUNCTION ${it.name}()`,
  },
  {
    type: 'row function',
    dice: 1,
    on: ({ kind }) => kind !== 'virtual table',
    sql: (it) => [
      `CREATE FUNCTION ${it.name}(${it.pick(0, ['', `one ${it.on}`])}) RETURNS SETOF ${it.on} LANGUAGE plpgsql AS $$ BEGIN RETURN; END $$`,
    ],
  },
  {
    type: 'procedure',
    dice: 2,
    sql: (it) => [
      `CREATE PROCEDURE ${it.name}(a integer${it.pick(0, ['', ', INOUT b text'])}) LANGUAGE plpgsql AS $$ BEGIN PERFORM ${it.pick(1, ['1', '2', '3'])}; END $$`,
    ],
    remark: (it) => `PROCEDURE ${it.name}`,
  },
  {
    type: 'aggregate',
    dice: 2,
    sql: (it) => [
      `CREATE AGGREGATE ${it.name}(integer) (SFUNC = ${it.pick(0, ['int4pl', 'int4larger'])}, STYPE = integer, INITCOND = '${it.pick(1, ['0', '1'])}')`,
    ],
    remark: (it) => `AGGREGATE ${it.name}(integer)`,
  },
  {
    type: 'trigger function',
    weight: 2,
    dice: 1,
    sql: (it) => [
      `CREATE FUNCTION ${it.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${it.pick(0, ['', '/* two */ ', '-- three\n'])}IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$`,
    ],
    remark: (it) => `FUNCTION ${it.name}()`,
  },
  {
    type: 'trigger',
    weight: 3,
    dice: 5,
    on: ({ kind }) => kind === 'table' || kind === 'partitioned table',
    columns: { fits: ({ generated }) => generated !== true, least: 1, most: 2 },
    need: { types: ['trigger function'] },
    sql: (it) => {
      const condition = it.pick(2, ['', '', ` WHEN (NEW.${it.columns[0] ?? ''} IS NOT NULL)`])
      const row = it.pick(0, [
        `BEFORE INSERT OR UPDATE OF ${it.columns.join(', ')} ON ${it.on} FOR EACH ROW${condition}`,
        `AFTER INSERT OR UPDATE ON ${it.on} FOR EACH ROW${condition}`,
        `AFTER DELETE ON ${it.on} FOR EACH ROW`,
        `AFTER TRUNCATE ON ${it.on} FOR EACH STATEMENT`,
        `AFTER INSERT ON ${it.on} REFERENCING NEW TABLE AS "new rows" FOR EACH STATEMENT`,
      ])
      const call = `EXECUTE FUNCTION ${it.need?.name ?? ''}(${it.pick(1, ['', '', `'it''s', 'x'`])})`
      const state = it.pick(3, ['', '', 'DISABLE', 'ENABLE ALWAYS', 'ENABLE REPLICA'])
      const isConstraint = it.pick(4, [false, false, true]) && row.startsWith('AFTER INSERT OR')
      const deferrable = isConstraint ? row.replace(' FOR EACH', ' DEFERRABLE INITIALLY DEFERRED FOR EACH') : row
      return [
        `CREATE ${isConstraint ? 'CONSTRAINT ' : ''}TRIGGER ${it.bare} ${deferrable} ${call}`,
        ...(state === '' ? [] : [`ALTER TABLE ${it.on} ${state} TRIGGER ${it.bare}`]),
      ]
    },
    remark: (it) => `TRIGGER ${it.bare} ON ${it.on}`,
  },
  {
    type: 'view trigger',
    dice: 1,
    on: ({ kind }) => kind === 'view',
    need: { types: ['trigger function'] },
    sql: (it) => [
      `CREATE TRIGGER ${it.bare} INSTEAD OF ${it.pick(0, ['INSERT', 'UPDATE', 'INSERT OR DELETE'])} ON ${it.on} FOR EACH ROW EXECUTE FUNCTION ${it.need?.name ?? ''}()`,
    ],
    remark: (it) => `TRIGGER ${it.bare} ON ${it.on}`,
  },
  {
    type: 'event function',
    dice: 1,
    sql: (it) => [
      `CREATE FUNCTION ${it.name}() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN ${it.pick(0, ['', 'NULL; '])}END $$`,
    ],
    remark: (it) => `FUNCTION ${it.name}()`,
  },
  {
    type: 'event trigger',
    dice: 2,
    need: { types: ['event function'] },
    sql: (it) => [
      `CREATE EVENT TRIGGER ${globally(it)} ON ${it.pick(0, ['ddl_command_end', 'ddl_command_start'])}${it.pick(1, ['', " WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE')"])} EXECUTE FUNCTION ${it.need?.name ?? ''}()`,
    ],
    remark: (it) => `EVENT TRIGGER ${globally(it)}`,
  },
]

/** The name of what stands in no schema, apart from those of other pairs of schemas. */
export function globally(it: { readonly namespace: string; readonly bare: string }): string {
  return quoted(`${it.namespace}_${it.bare.slice(1, -1).replaceAll('""', '"')}`)
}
