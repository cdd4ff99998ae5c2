/**
 * SQL for the attributes that only PostgreSQL has, of tables and their members, as JSON without what is the default; NULL
 * where there is nothing to say, so that the rows of plain objects stay short.
 */

/** `fillfactor=70` and its like as a JSON object. */
function optionsAsJson(options: string): string {
  return `(SELECT pg_catalog.json_object_agg(split_part(p, '=', 1), substr(p, strpos(p, '=') + 1) ORDER BY p COLLATE "C") FROM unnest(${options}) AS p)`
}

function strippedUnless(nothing: string, entries: readonly string[]): string {
  return `CASE WHEN ${nothing} THEN NULL ELSE pg_catalog.json_strip_nulls(pg_catalog.json_build_object(${entries.join(', ')}))::text END`
}

/** Of a row `c` of `pg_class` with its TOAST table `o`, tablespace `s` and access method `m`. */
export const tableAttributes = strippedUnless(
  `c.reloptions IS NULL AND o.reloptions IS NULL AND s.oid IS NULL AND c.relreplident NOT IN ('f', 'n') AND COALESCE(m.amname, 'heap') = 'heap'`,
  [
    `'storage', ${optionsAsJson(`c.reloptions || ARRAY(SELECT 'toast.' || t FROM unnest(o.reloptions) AS t)`)}`,
    `'tablespace', s.spcname`,
    `'replicaIdentity', CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END`,
    `'accessMethod', NULLIF(m.amname, 'heap')`,
  ],
)

/**
 * Of a row `a` of `pg_attribute` with its type `t` and, from 18 on, the constraint `nn` that makes it NOT NULL.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-attribute.html
 */
export function columnAttributes(major: number): string {
  const compression = major >= 14 ? `NULLIF(a.attcompression, '')` : `NULLIF('', '')`
  const statistics = 'NULLIF(a.attstattarget, -1)'
  const named = major >= 18 ? namedNotNull : 'NULL::text'
  return strippedUnless(
    `a.attstorage = t.typstorage AND ${compression} IS NULL AND ${statistics} IS NULL AND a.attoptions IS NULL AND ${named} IS NULL`,
    [
      `'storage', CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END END`,
      `'compression', CASE ${compression} WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END`,
      `'statistics', ${statistics}`,
      `'options', ${optionsAsJson('a.attoptions')}`,
      `'notNull', ${named}`,
    ],
  )
}

/**
 * A name that PostgreSQL would not have chosen itself. It keeps the one that it chose when the table or column is renamed,
 * so what ends as its own names do (`users_email_not_null`, `users_email_not_null1`) is taken for one.
 */
const namedNotNull = 'nn.conname::text'

/** The constraints that {@link columnAttributes} takes names from, on the table `c` and its column `a`. */
export function notNullJoin(major: number): string {
  if (major < 18) return ''
  return `LEFT JOIN pg_catalog.pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum AND nn.conislocal
    AND nn.conname !~ '_not_null[0-9]*$'`
}

/** Of an index: row `x` of `pg_class`, row `i` of `pg_index`, tablespace `s`. */
const indexEntries: readonly string[] = [
  `'storage', ${optionsAsJson('x.reloptions')}`,
  `'tablespace', s.spcname`,
  `'clustered', NULLIF(i.indisclustered, false)`,
  `'replicaIdentity', NULLIF(i.indisreplident, false)`,
]

const plainIndex = `x.reloptions IS NULL AND s.oid IS NULL AND i.indisclustered IS NOT TRUE AND i.indisreplident IS NOT TRUE`

/** As above, with the statistics targets of its expressions. */
export const indexAttributes = strippedUnless(
  `${plainIndex} AND NOT (i.indexprs IS NOT NULL AND EXISTS (SELECT FROM pg_catalog.pg_attribute e WHERE e.attrelid = x.oid AND e.attstattarget >= 0))`,
  [
    ...indexEntries,
    `'statistics', (SELECT pg_catalog.json_object_agg(e.attnum, e.attstattarget) FROM pg_catalog.pg_attribute e WHERE e.attrelid = x.oid AND e.attstattarget >= 0)`,
  ],
)

/** Of a row `o` of `pg_constraint`, with its index as above. */
export function constraintAttributes(major: number): string {
  const enforced = major >= 18 ? 'o.conenforced' : 'true'
  const period = major >= 18 ? 'o.conperiod' : 'false'
  const columnsOf = (numbers: string) =>
    `(SELECT pg_catalog.json_agg(a.attname ORDER BY k.place) FROM unnest(${numbers}) WITH ORDINALITY AS k(number, place)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number)`
  const setColumns = major >= 15 ? columnsOf('o.confdelsetcols') : 'NULL::json'
  const hasSetColumns = major >= 15 ? 'o.confdelsetcols IS NOT NULL' : 'false'
  const noInherit = `o.contype = 'c' AND o.connoinherit`
  const included = `o.contype = 'p' AND i.indnatts > i.indnkeyatts`
  return strippedUnless(
    `${plainIndex} AND o.convalidated AND ${enforced} AND NOT ${period} AND NOT ${hasSetColumns} AND NOT (${noInherit})
      AND NOT (o.contype = 'p' AND o.condeferrable) AND NOT COALESCE(${included}, false)`,
    [
      ...indexEntries,
      `'notValid', CASE WHEN NOT o.convalidated AND ${enforced} THEN true END`,
      `'notEnforced', CASE WHEN NOT ${enforced} THEN true END`,
      `'noInherit', CASE WHEN ${noInherit} THEN true END`,
      `'period', NULLIF(${period}, false)`,
      `'setColumns', ${setColumns}`,
      `'deferrable', CASE WHEN o.contype = 'p' AND o.condeferrable THEN CASE WHEN o.condeferred THEN 'deferred' ELSE 'immediate' END END`,
      `'include', CASE WHEN ${included} THEN ${columnsOf('(i.indkey::int2[])[i.indnkeyatts : ]')} END`,
    ],
  )
}
