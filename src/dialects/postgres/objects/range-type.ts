import { quoteName, quoteQualified } from '../quote-name.ts'
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
  rename({ full }, to, { namespace, name, object, capabilities }) {
    const rename = `ALTER TYPE ${full} RENAME TO ${quoteName(to)}`
    const isNamed = object !== undefined && textsByName(object, 'parameters').has('MULTIRANGE_TYPE_NAME')
    const subtype = object === undefined ? undefined : textsByName(object, 'parameters').get('SUBTYPE')
    const type = quoteQualified(namespace, to)
    const makers = (from: string, as: string, all: readonly string[]) =>
      subtype === undefined
        ? []
        : all.map((types) => `ALTER FUNCTION ${quoteQualified(namespace, from)}(${types}) RENAME TO ${quoteName(as)}`)
    const own = [rename, ...makers(name, to, [`${subtype}, ${subtype}`, `${subtype}, ${subtype}, text`])]
    if (isNamed || !capabilities.multiranges) return own
    const [old, next] = [multirangeOf(name), multirangeOf(to)]
    const multirange = `ALTER TYPE ${quoteQualified(namespace, old)} RENAME TO ${quoteName(next)}`
    return [...own, multirange, ...makers(old, next, ['', type, `VARIADIC ${type}[]`])]
  },
}

/**
 * What the server calls the multirange of a range type. Neither it nor the functions that make values follow the type's name.
 */
function multirangeOf(name: string): string {
  return name.includes('range') ? name.replace('range', 'multirange') : `${name}_multirange`
}

/** The server turns `range` in the name into `multirange`, or appends `_multirange`. */
const multirangeName = `(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(m.typname)
        FROM pg_catalog.pg_type m JOIN pg_catalog.pg_namespace n ON n.oid = m.typnamespace WHERE m.oid = g.rngmultitypid AND m.typname <>
          CASE WHEN o.typname ~ 'range' THEN pg_catalog.regexp_replace(o.typname, 'range', 'multirange') ELSE o.typname || '_multirange' END)`
