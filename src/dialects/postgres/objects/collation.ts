import { literal } from '../literal.ts'
import { type ObjectType, textOf } from './object-type.ts'

/**
 * A collation that somebody made. `version` of the provider is a matter of the server, and not looked at.
 *
 * @see https://www.postgresql.org/docs/18/sql-createcollation.html
 */
export const collation: ObjectType = {
  objectType: 'collation',
  keyword: 'COLLATION',
  source: (filter, major) => ({
    catalog: 'pg_collation',
    where: filter.namespace('o.collnamespace'),
    namespace: 'o.collnamespace',
    name: 'o.collname',
    attributes: `pg_catalog.json_build_object('provider', CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
      'locale', ${localeOf(major)}, 'lcCollate', CASE WHEN o.collprovider = 'c' THEN o.collcollate END,
      'lcCtype', CASE WHEN o.collprovider = 'c' THEN o.collctype END,
      'nondeterministic', NULLIF(NOT o.collisdeterministic, false), 'rules', ${major >= 16 ? 'o.collicurules' : 'NULL'})`,
  }),
  create(object, { name }) {
    const clauses = [
      `provider = ${textOf(object, 'provider') || 'libc'}`,
      ...[
        ['locale', 'locale'],
        ['lcCollate', 'lc_collate'],
        ['lcCtype', 'lc_ctype'],
        ['rules', 'rules'],
      ].flatMap(([attribute = '', word = '']) => {
        const text = textOf(object, attribute)
        return text === '' ? [] : [`${word} = ${literal(text)}`]
      }),
      ...(object.attributes['nondeterministic'] === true ? ['deterministic = false'] : []),
    ]
    return [`CREATE COLLATION ${name} (${clauses.join(', ')})`]
  },
}

/** Where a locale that is not libc's stands has moved twice. */
function localeOf(major: number): string {
  if (major >= 17) return 'o.colllocale'
  if (major >= 15) return 'o.colliculocale'
  return `CASE WHEN o.collprovider = 'i' THEN o.collcollate END`
}
