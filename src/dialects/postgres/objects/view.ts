import { columnComments, columnCommentStatements } from './column-comments.ts'
import { type ObjectType, changedNames, differOnlyIn, textOf, textsByName, textsOf } from './object-type.ts'
import { quoteName } from '../quote-name.ts'

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
    attributes: `pg_catalog.json_build_object('definition', ${viewDefinition}, 'options', o.reloptions,
      'columnDefaults', ${columnDefaults}, 'columnComments', ${columnComments('o.oid')})`,
    facts: `pg_catalog.json_build_object('columns', ${relationColumns})`,
  }),
  create: (object, { name }) => [
    `CREATE VIEW ${name}${withOptions(textsOf(object, 'options'))} AS\n${textOf(object, 'definition')}`,
    ...defaultStatements(name, new Map(), textsByName(object, 'columnDefaults')),
    ...columnCommentStatements(name, null, object),
  ],
  alter(found, wanted, { name }, isTold) {
    const columns = (one: typeof found) => JSON.stringify(one.facts['columns'])
    const sameColumns = isTold || (found.facts['columns'] !== undefined && columns(found) === columns(wanted))
    const isSame = differOnlyIn(found, wanted, ['options', 'columnDefaults', 'columnComments'])
    if (!sameColumns && !isSame) return null
    const isSameStatement = differOnlyIn(found, wanted, ['columnDefaults', 'columnComments'])
    return [
      ...(isSameStatement
        ? []
        : [
            `CREATE OR REPLACE VIEW ${name}${withOptions(textsOf(wanted, 'options'))} AS\n${textOf(wanted, 'definition')}`,
          ]),
      ...defaultStatements(name, textsByName(found, 'columnDefaults'), textsByName(wanted, 'columnDefaults')),
      ...columnCommentStatements(name, found, wanted),
    ]
  },
}

/** Defaults of columns, which rows inserted into a view get. */
const columnDefaults = `(SELECT pg_catalog.json_object_agg(a.attname, pg_catalog.pg_get_expr(f.adbin, f.adrelid, true) ORDER BY a.attnum)
      FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum WHERE f.adrelid = o.oid)`

function defaultStatements(
  view: string,
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly string[] {
  return changedNames(found, wanted).map((column) => {
    const expression = wanted.get(column)
    const clause = expression === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${expression}`
    return `ALTER VIEW ${view} ALTER COLUMN ${quoteName(column)} ${clause}`
  })
}

/** Storage parameters as a clause. They come from the server or from whoever writes them, each as `name=value`. */
export function withOptions(options: readonly string[]): string {
  return options.length === 0 ? '' : ` WITH (${options.join(', ')})`
}
