import type { DefinedObject } from '../../../schema/index.ts'
import { literal } from '../literal.ts'
import { quoteName, quoteQualified } from '../quote-name.ts'
import { columnCommentStatements, columnComments } from './column-comments.ts'
import { type ObjectType, changedNames, differOnlyIn, textOf, textsByName, textsOf } from './object-type.ts'
import { viewDefinition, withOptions } from './view.ts'

/**
 * A materialized view with its indexes, each under its name as the whole statement. `populated` is false for one that
 * has no rows yet: it counts where the view is made, and is state, not structure, afterwards.
 *
 * @see https://www.postgresql.org/docs/18/sql-creatematerializedview.html
 */
export const materializedView: ObjectType = {
  objectType: 'materialized view',
  keyword: 'MATERIALIZED VIEW',
  uncompared: ['populated'],
  source: (filter) => ({
    catalog: 'pg_class',
    joins:
      'LEFT JOIN pg_catalog.pg_am m ON m.oid = o.relam LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = o.reltablespace',
    where: `o.relkind = 'm' AND ${filter.namespace('o.relnamespace')}`,
    namespace: 'o.relnamespace',
    name: 'o.relname',
    attributes: `pg_catalog.json_build_object('definition', ${viewDefinition}, 'options', o.reloptions, 'method', NULLIF(m.amname, 'heap'),
      'tablespace', s.spcname, 'populated', NULLIF(o.relispopulated, true), 'clustered', (SELECT x.relname FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = o.oid AND i.indisclustered),
      'indexes', (SELECT pg_catalog.json_object_agg(x.relname, pg_catalog.pg_get_indexdef(i.indexrelid) ORDER BY x.relname)
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = o.oid),
      'indexComments', (SELECT pg_catalog.json_object_agg(x.relname, d.description ORDER BY x.relname)
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        JOIN pg_catalog.pg_description d ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
        WHERE i.indrelid = o.oid),
      'columnComments', ${columnComments('o.oid')})`,
  }),
  create(object, { name }) {
    const words = (keyword: string, attribute: string) => {
      const text = textOf(object, attribute)
      return text === '' ? '' : ` ${keyword} ${quoteName(text)}`
    }
    const noData = object.attributes['populated'] === false ? '\nWITH NO DATA' : ''
    return [
      `CREATE MATERIALIZED VIEW ${name}${words('USING', 'method')}${withOptions(textsOf(object, 'options'))}${words('TABLESPACE', 'tablespace')} AS\n${textOf(object, 'definition')}${noData}`,
      ...textsByName(object, 'indexes').values(),
      ...indexCommentStatements(null, object),
      ...clusterStatements(name, '', textOf(object, 'clustered')),
      ...columnCommentStatements(name, null, object),
    ]
  },
  alter(found, wanted, { name }) {
    if (
      !differOnlyIn(found, wanted, ['options', 'indexes', 'indexComments', 'clustered', 'columnComments', 'populated'])
    )
      return null
    const old = textsByName(found, 'indexes')
    const next = textsByName(wanted, 'indexes')
    const changed = changedNames(old, next)
    return [
      ...optionStatements(name, textsOf(found, 'options'), textsOf(wanted, 'options')),
      ...changed
        .filter((index) => old.has(index))
        .map((index) => `DROP INDEX ${quoteQualified(found.namespace, index)}`),
      ...changed.flatMap((index) => next.get(index) ?? []),
      ...indexCommentStatements(found, wanted),
      ...clusterStatements(name, textOf(found, 'clustered'), textOf(wanted, 'clustered')),
      ...columnCommentStatements(name, found, wanted),
    ]
  },
}

/** The comments of indexes that have others than before, or are made anew and have none yet. */
function indexCommentStatements(found: DefinedObject | null, wanted: DefinedObject): readonly string[] {
  const of = (object: DefinedObject | null, attribute: string) =>
    object === null ? new Map<string, string>() : textsByName(object, attribute)
  const indexes = { old: of(found, 'indexes'), next: of(wanted, 'indexes') }
  const comments = { old: of(found, 'indexComments'), next: of(wanted, 'indexComments') }
  return [...indexes.next].flatMap(([index, definition]) => {
    const has = indexes.old.get(index) === definition ? comments.old.get(index) : undefined
    const text = comments.next.get(index)
    if (has === text) return []
    return `COMMENT ON INDEX ${quoteQualified(wanted.namespace, index)} IS ${text === undefined ? 'NULL' : literal(text)}`
  })
}

function clusterStatements(name: string, found: string, wanted: string): readonly string[] {
  if (found === wanted) return []
  return [
    `ALTER MATERIALIZED VIEW ${name} ${wanted === '' ? 'SET WITHOUT CLUSTER' : `CLUSTER ON ${quoteName(wanted)}`}`,
  ]
}

function optionStatements(name: string, found: readonly string[], wanted: readonly string[]): readonly string[] {
  const nameOf = (option: string) => option.split('=')[0] ?? option
  const kept = new Set(wanted.map(nameOf))
  const reset = found.map(nameOf).filter((option) => !kept.has(option))
  const set = wanted.filter((option) => !found.includes(option))
  return [
    ...(reset.length === 0 ? [] : [`ALTER MATERIALIZED VIEW ${name} RESET (${reset.join(', ')})`]),
    ...(set.length === 0 ? [] : [`ALTER MATERIALIZED VIEW ${name} SET (${set.join(', ')})`]),
  ]
}
