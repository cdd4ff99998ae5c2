import { type ObjectType, differOnlyIn, textOf } from './object-type.ts'

/**
 * Extended statistics. The `definition` is the whole statement; `target` is missing where the default applies.
 *
 * @see https://www.postgresql.org/docs/18/sql-createstatistics.html
 */
export const statisticsObject: ObjectType = {
  objectType: 'statistics object',
  keyword: 'STATISTICS',
  source: (filter, major) => ({
    catalog: 'pg_statistic_ext',
    where: filter.namespace('o.stxnamespace'),
    namespace: 'o.stxnamespace',
    name: 'o.stxname',
    attributes: `pg_catalog.json_build_object('definition', pg_catalog.pg_get_statisticsobjdef(o.oid),
      'target', ${major >= 13 ? 'NULLIF(o.stxstattarget, -1)::text' : 'NULL'})`,
  }),
  create: (object, { name }) => [textOf(object, 'definition'), ...targetStatements(name, '', textOf(object, 'target'))],
  alter(found, wanted, { name }) {
    if (!differOnlyIn(found, wanted, ['target'])) return null
    return targetStatements(name, textOf(found, 'target'), textOf(wanted, 'target'))
  },
}

function targetStatements(name: string, found: string, wanted: string): readonly string[] {
  return found === wanted ? [] : [`ALTER STATISTICS ${name} SET STATISTICS ${wanted === '' ? '-1' : wanted}`]
}
