import { type ObjectType, differOnlyIn, textOf, textsOf } from './object-type.ts'

/** Names and types of the columns, which `CREATE OR REPLACE VIEW` cannot change. */
export const relationColumns = `(SELECT pg_catalog.json_agg(a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped)`

/** `SELECT …` without the blank in front and the semicolon behind. */
export const viewDefinition = `pg_catalog.btrim(pg_catalog.pg_get_viewdef(o.oid, true), E' \\n;')`

/**
 * `options` are the storage parameters: `security_barrier=true`, `check_option=local`.
 *
 * @see https://www.postgresql.org/docs/18/sql-createview.html
 */
export const view: ObjectType = {
  objectType: 'view',
  keyword: 'VIEW',
  source: (filter) => ({
    catalog: 'pg_class',
    where: `o.relkind = 'v' AND ${filter.namespace('o.relnamespace')}`,
    namespace: 'o.relnamespace',
    name: 'o.relname',
    attributes: `pg_catalog.json_build_object('definition', ${viewDefinition}, 'options', o.reloptions)`,
    facts: `pg_catalog.json_build_object('columns', ${relationColumns})`,
  }),
  create: (object, { name }) => [
    `CREATE VIEW ${name}${withOptions(textsOf(object, 'options'))} AS\n${textOf(object, 'definition')}`,
  ],
  alter(found, wanted, { name }) {
    const columns = (one: typeof found) => JSON.stringify(one.facts['columns'])
    const sameColumns = found.facts['columns'] !== undefined && columns(found) === columns(wanted)
    if (!sameColumns && !differOnlyIn(found, wanted, ['options'])) return null
    return [
      `CREATE OR REPLACE VIEW ${name}${withOptions(textsOf(wanted, 'options'))} AS\n${textOf(wanted, 'definition')}`,
    ]
  },
}

/** Storage parameters as a clause. They come from the server or from whoever writes them, each as `name=value`. */
export function withOptions(options: readonly string[]): string {
  return options.length === 0 ? '' : ` WITH (${options.join(', ')})`
}
