import { objectTypes } from '../objects/registry.ts'
import type { ScopeFilter } from './scope-filter.ts'

/**
 * One row per object that limbeck does not model yet: what it is, oid of its namespace, oid of its table, name,
 * number of tables (of a schema that is not read, else NULL). Members of extensions are left out, the extensions
 * themselves are not.
 *
 * @see https://www.postgresql.org/docs/18/catalogs.html
 */
export function othersQuery(filter: ScopeFilter): string {
  const further = filter.tablesOnly ? [] : [...inNamespaces(filter), ...inDatabase, ...unreadNamespaces(filter)]
  const parts = [...onTables(filter), ...further].filter(({ words }) => !objectTypes.has(words.replaceAll("'", '')))
  const arms = parts.map(
    ({ catalog, words, namespace, table, name, tables = 'NULL', from, where }) =>
      `SELECT ${words} AS words, ${namespace}::text, ${table}::text, ${name}::text, ${tables}::int FROM ${from} WHERE ${where}
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
          WHERE e.classid = '${catalog}'::regclass AND e.objid = o.oid AND e.deptype = 'e')`,
  )
  // Of a few tables alone there may be nothing to ask.
  return arms.length === 0 ? 'SELECT NULL WHERE false' : `${arms.join('\n UNION ALL ')}\n ORDER BY 1, 2, 3, 4`
}

interface Arm {
  /** The system catalog of the object, as `pg_depend` knows it; its row is `o`. */
  readonly catalog: string
  /** SQL for what it is, in words. */
  readonly words: string
  readonly namespace: string
  readonly table: string
  readonly name: string
  /** SQL for how many tables it has, for namespaces. */
  readonly tables?: string
  readonly from: string
  readonly where: string
}

function onTables(filter: ScopeFilter): readonly Arm[] {
  const onTable = (catalog: string, words: string, name: string, relation: string, where: string): Arm => ({
    catalog,
    words,
    namespace: 'c.relnamespace',
    table: 'c.oid',
    name,
    from: `pg_catalog.${catalog} o JOIN pg_catalog.pg_class c ON c.oid = o.${relation}`,
    where: `${where} AND ${filter.namespace('c.relnamespace')} AND ${filter.relation('c.oid')}`,
  })
  return [
    onTable('pg_trigger', `'trigger'`, 'o.tgname', 'tgrelid', 'NOT o.tgisinternal'),
    onTable('pg_policy', `'policy'`, 'o.polname', 'polrelid', 'true'),
    onTable('pg_rewrite', `'rule'`, 'o.rulename', 'ev_class', `o.rulename <> '_RETURN'`),
    onTable('pg_statistic_ext', `'statistics object'`, 'o.stxname', 'stxrelid', 'true'),
  ]
}

/** A function's name with the types of its arguments, since names alone do not tell functions apart. */
const routineName = `o.proname || '(' || pg_catalog.pg_get_function_identity_arguments(o.oid) || ')'`

function inNamespaces(filter: ScopeFilter): readonly Arm[] {
  const inNamespace = (catalog: string, words: string, prefix: string, where = 'true', name?: string): Arm => ({
    catalog,
    words,
    namespace: `o.${prefix}namespace`,
    table: 'NULL',
    name: name ?? `o.${prefix}name`,
    from: `pg_catalog.${catalog} o`,
    where: `${where} AND ${filter.namespace(`o.${prefix}namespace`)}`,
  })
  return [
    inNamespace('pg_proc', `'aggregate'`, 'pro', `o.prokind = 'a'`, routineName),
    inNamespace('pg_type', `'base type'`, 'typ', `o.typtype = 'b' AND o.typelem = 0`),
    inNamespace('pg_operator', `'operator'`, 'opr', 'true', 'o.oid::pg_catalog.regoperator'),
    inNamespace('pg_opclass', `'operator class'`, 'opc'),
    inNamespace('pg_opfamily', `'operator family'`, 'opf', operatorFamilyOfItsOwn),
    inNamespace('pg_collation', `'collation'`, 'coll'),
    inNamespace('pg_conversion', `'conversion'`, 'con'),
    inNamespace('pg_ts_config', `'text search configuration'`, 'cfg'),
    inNamespace('pg_ts_dict', `'text search dictionary'`, 'dict'),
    inNamespace('pg_ts_parser', `'text search parser'`, 'prs'),
    inNamespace('pg_ts_template', `'text search template'`, 'tmpl'),
  ]
}

/** One that was not made along with an operator class of the same name. */
const operatorFamilyOfItsOwn = `NOT EXISTS (SELECT FROM pg_catalog.pg_opclass w WHERE w.opcfamily = o.oid AND w.opcname = o.opfname)`

/** Made along with another object (the constructors of a range type), so not an object of its own. */
function internalTo(catalog: string, other: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid = '${catalog}'::regclass AND i.objid = o.oid
    AND i.refclassid = '${other}'::regclass AND i.deptype = 'i')`
}

/** The namespaces with tables that are outside the filter: nothing else would say that they are not looked at. */
function unreadNamespaces({ unreadTable }: ScopeFilter): readonly Arm[] {
  if (unreadTable === null) return []
  return [
    {
      catalog: 'pg_namespace',
      words: `'schema'`,
      namespace: 'NULL',
      table: 'NULL',
      name: 'o.nspname',
      tables: 'o.tables',
      from: `(SELECT n.oid, n.nspname, count(*) AS tables
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${unreadTable} AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend m
          WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid AND m.deptype = 'e')
        GROUP BY n.oid, n.nspname) o`,
      where: 'true',
    },
  ]
}

/** The first oid that is not the system's own. */
const firstUserOid = 16384

const inDatabase: readonly Arm[] = [
  ['pg_extension', 'extension', 'o.extname', `o.extname <> 'plpgsql'`],
  ['pg_event_trigger', 'event trigger', 'o.evtname', 'true'],
  ['pg_publication', 'publication', 'o.pubname', 'true'],
  ['pg_foreign_data_wrapper', 'foreign data wrapper', 'o.fdwname', 'true'],
  ['pg_foreign_server', 'foreign server', 'o.srvname', 'true'],
  ['pg_language', 'language', 'o.lanname', 'true'],
  [
    'pg_cast',
    'cast',
    `o.castsource::pg_catalog.regtype || ' as ' || o.casttarget::pg_catalog.regtype`,
    `NOT ${internalTo('pg_cast', 'pg_type')}`,
  ],
  ['pg_am', 'access method', 'o.amname', 'true'],
  [
    'pg_transform',
    'transform',
    `o.trftype::pg_catalog.regtype || ' for ' || (SELECT lanname FROM pg_catalog.pg_language WHERE oid = o.trflang)`,
    'true',
  ],
  [
    'pg_subscription',
    'subscription',
    'o.subname',
    'o.subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())',
  ],
].map(([catalog = '', words = '', name = '', where = '']) => ({
  catalog,
  words: `'${words}'`,
  namespace: 'NULL',
  table: 'NULL',
  name,
  from: `pg_catalog.${catalog} o`,
  where: `${where} AND o.oid >= ${firstUserOid}`,
}))
