import { type ObjectType, collationName, textsByName } from './object-type.ts'

/**
 * A range type. `parameters` are those of `CREATE TYPE … AS RANGE` by their names. What its multirange is called is said
 * where it is not what the server would choose.
 *
 * @see https://www.postgresql.org/docs/18/sql-createtype.html
 */
export const rangeType: ObjectType = {
  objectType: 'range type',
  keyword: 'TYPE',
  source: (filter, major) => ({
    catalog: 'pg_type',
    joins: 'JOIN pg_catalog.pg_range g ON g.rngtypid = o.oid',
    where: `o.typtype = 'r' AND ${filter.namespace('o.typnamespace')}`,
    namespace: 'o.typnamespace',
    name: 'o.typname',
    attributes: `pg_catalog.json_build_object('parameters', pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
      'SUBTYPE', pg_catalog.format_type(g.rngsubtype, NULL),
      'SUBTYPE_OPCLASS', (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.opcname)
        FROM pg_catalog.pg_opclass p JOIN pg_catalog.pg_namespace n ON n.oid = p.opcnamespace WHERE p.oid = g.rngsubopc AND NOT p.opcdefault),
      'COLLATION', (SELECT ${collationName('g.rngcollation')} FROM pg_catalog.pg_type b WHERE b.oid = g.rngsubtype AND g.rngcollation <> b.typcollation),
      'CANONICAL', NULLIF(g.rngcanonical::oid, 0)::pg_catalog.regproc::text,
      'SUBTYPE_DIFF', NULLIF(g.rngsubdiff::oid, 0)::pg_catalog.regproc::text,
      'MULTIRANGE_TYPE_NAME', ${major >= 14 ? multirangeName : 'NULL'})))`,
  }),
  create(object, { name }) {
    const parameters = [...textsByName(object, 'parameters')].map(([key, value]) => `${key} = ${value}`)
    return [`CREATE TYPE ${name} AS RANGE (${parameters.join(', ')})`]
  },
}

/** The server turns `range` in the name into `multirange`, or appends `_multirange`. */
const multirangeName = `(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(m.typname)
        FROM pg_catalog.pg_type m JOIN pg_catalog.pg_namespace n ON n.oid = m.typnamespace WHERE m.oid = g.rngmultitypid AND m.typname <>
          CASE WHEN o.typname ~ 'range' THEN pg_catalog.regexp_replace(o.typname, 'range', 'multirange') ELSE o.typname || '_multirange' END)`
