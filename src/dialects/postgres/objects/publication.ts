import { literal } from '../literal.ts'
import { type ObjectType, differOnlyIn, textOf, textsOf } from './object-type.ts'

/**
 * A publication. `of` lists what is published, as DDL says it: `ALL TABLES`, or `TABLE …` and `TABLES IN SCHEMA …`.
 * `publish` lists the operations; what is missing is the server's default.
 *
 * @see https://www.postgresql.org/docs/18/sql-createpublication.html
 */
export const publication: ObjectType = {
  objectType: 'publication',
  keyword: 'PUBLICATION',
  source: (_filter, major) => ({
    catalog: 'pg_publication',
    where: 'true',
    namespace: 'NULL',
    name: 'o.pubname',
    attributes: `pg_catalog.json_build_object('of', (SELECT pg_catalog.json_agg(m.part ORDER BY m.part COLLATE "C") FROM (${membersQuery(major)}) m),
      'publish', NULLIF(pg_catalog.concat_ws(', ', CASE WHEN o.pubinsert THEN 'insert' END, CASE WHEN o.pubupdate THEN 'update' END,
        CASE WHEN o.pubdelete THEN 'delete' END, CASE WHEN o.pubtruncate THEN 'truncate' END), 'insert, update, delete, truncate'),
      'viaRoot', ${major >= 13 ? 'NULLIF(o.pubviaroot, false)' : 'NULL'},
      'generatedColumns', ${major >= 18 ? `CASE o.pubgencols WHEN 's' THEN 'stored' END` : 'NULL'})`,
  }),
  create(object, { name }) {
    const of = textsOf(object, 'of')
    const settings = settingsOf(object)
    return [
      `CREATE PUBLICATION ${name}${of.length === 0 ? '' : ` FOR ${listed(of)}`}${settings.length === 0 ? '' : ` WITH (${settings.join(', ')})`}`,
    ]
  },
  alter(found, wanted, { name }) {
    if (!differOnlyIn(found, wanted, ['of', 'publish', 'viaRoot', 'generatedColumns'])) return null
    const [old, next] = [textsOf(found, 'of'), textsOf(wanted, 'of')]
    const sameMembers = JSON.stringify(old) === JSON.stringify(next)
    const isWhole = (parts: readonly string[]) => parts.length === 0 || parts.includes('ALL TABLES')
    if (!sameMembers && (isWhole(old) || isWhole(next))) return null
    // Everything is said, so that what goes back to the default does.
    const settings = [
      `publish = ${literal(textOf(wanted, 'publish') || (typeof wanted.attributes['publish'] === 'string' ? '' : everything))}`,
      ...['viaRoot', 'generatedColumns'].flatMap((attribute) => {
        if (found.attributes[attribute] === wanted.attributes[attribute]) return []
        if (attribute === 'viaRoot')
          return [`publish_via_partition_root = ${wanted.attributes[attribute] === true ? 'true' : 'false'}`]
        return [`publish_generated_columns = ${textOf(wanted, attribute) || 'none'}`]
      }),
    ]
    return [
      ...(sameMembers ? [] : [`ALTER PUBLICATION ${name} SET ${listed(next)}`]),
      ...(differOnlyIn(found, wanted, ['of']) ? [] : [`ALTER PUBLICATION ${name} SET (${settings.join(', ')})`]),
    ]
  },
}

/**
 * `TABLE ONLY a, ONLY b`: before PostgreSQL 15 the word stands once. ONLY, because what inherits from a table is a part of
 * its own, listed where it is published.
 */
function listed(parts: readonly string[]): string {
  const tables = parts.filter((part) => part.startsWith('TABLE ')).map((part) => `ONLY ${part.slice('TABLE '.length)}`)
  const others = parts.filter((part) => !part.startsWith('TABLE '))
  return [...(tables.length === 0 ? [] : [`TABLE ${tables.join(', ')}`]), ...others].join(', ')
}

const everything = 'insert, update, delete, truncate'

function settingsOf(object: Parameters<ObjectType['create']>[0]): readonly string[] {
  const { publish, viaRoot } = object.attributes
  const generated = textOf(object, 'generatedColumns')
  return [
    ...(typeof publish === 'string' ? [`publish = ${literal(publish)}`] : []),
    ...(viaRoot === true ? ['publish_via_partition_root = true'] : []),
    ...(generated === '' ? [] : [`publish_generated_columns = ${generated}`]),
  ]
}

/** One row per part of what is published. */
function membersQuery(major: number): string {
  const columns =
    major >= 15
      ? ` || COALESCE(' (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C")
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')', '')
        || COALESCE(' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '')`
      : ''
  const schemas =
    major >= 15
      ? ` UNION ALL SELECT 'TABLES IN SCHEMA ' || pg_catalog.quote_ident(n.nspname)
        FROM pg_catalog.pg_publication_namespace s JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = o.oid`
      : ''
  return `SELECT 'ALL TABLES' AS part WHERE o.puballtables
        UNION ALL SELECT 'TABLE ' || r.prrelid::pg_catalog.regclass::text${columns}
        FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = o.oid${schemas}`
}
