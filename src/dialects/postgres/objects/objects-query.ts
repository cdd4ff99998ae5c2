import { type RightsSource, columnsRights, rightsColumn } from '../introspect/rights-columns.ts'
import type { ScopeFilter } from '../introspect/scope-filter.ts'
import type { ObjectSource } from './object-type.ts'
import { objectTypes } from './registry.ts'

/**
 * One query per type, because the server plans them several times faster than one with all of them. Each has one row per object
 * that is none of an extension's: type, system catalog, oid, oid of its namespace, oid of what it belongs to, name, comment,
 * attributes and facts as JSON, rights as JSON.
 */
export function objectsQueries(filter: ScopeFilter, major: number): readonly string[] {
  return [...objectTypes.values()].map((type) => objectsQuery(type.objectType, type.source(filter, major)))
}

/** Where the server keeps the owner of an object, and who may do what with it. */
const rights: { readonly [objectType: string]: RightsSource } = {
  sequence: { acl: 'o.relacl', owner: 'o.relowner', kind: 's' },
  view: { acl: 'o.relacl', owner: 'o.relowner', kind: 'r', columns: columnsRights },
  'materialized view': { acl: 'o.relacl', owner: 'o.relowner', kind: 'r', columns: columnsRights },
  function: { acl: 'o.proacl', owner: 'o.proowner', kind: 'f' },
  procedure: { acl: 'o.proacl', owner: 'o.proowner', kind: 'f' },
  aggregate: { acl: 'o.proacl', owner: 'o.proowner', kind: 'f' },
  domain: { acl: 'o.typacl', owner: 'o.typowner', kind: 'T' },
  'composite type': { acl: 'o.typacl', owner: 'o.typowner', kind: 'T' },
  'range type': { acl: 'o.typacl', owner: 'o.typowner', kind: 'T' },
  'statistics object': { acl: null, owner: 'o.stxowner', kind: '' },
  collation: { acl: null, owner: 'o.collowner', kind: '' },
  publication: { acl: null, owner: 'o.pubowner', kind: '' },
  'event trigger': { acl: null, owner: 'o.evtowner', kind: '' },
}

function objectsQuery(objectType: string, source: ObjectSource): string {
  const { catalog, joins = '', where, namespace, on = 'NULL', name, attributes, facts = 'NULL' } = source
  const classid = `'pg_catalog.${catalog}'::pg_catalog.regclass`
  const comment =
    source.comment ??
    `(SELECT description FROM pg_catalog.pg_description WHERE objoid = o.oid AND classoid = ${classid} AND objsubid = 0)`
  const rightsOf = rights[objectType]
  return `SELECT '${objectType}' AS object_type, '${catalog}' AS catalog, o.oid::text, ${namespace}::text AS namespace, ${on}::text AS owner, ${name}::text AS name,
      ${comment} AS comment,
      pg_catalog.json_strip_nulls(${attributes})::text AS attributes, ${facts === 'NULL' ? 'NULL' : `pg_catalog.json_strip_nulls(${facts})::text`} AS facts,
      ${rightsOf === undefined ? 'NULL' : rightsColumn(rightsOf)} AS rights
    FROM pg_catalog.${catalog} o ${joins}
    WHERE ${where} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = ${classid} AND e.objid = o.oid AND e.deptype = 'e')`
}

/**
 * One row per dependency that the order of a plan must know: the system catalog, oid and column of what depends, and of
 * what it depends on; then which constraint or index of its table each of them is (`c name`, `i name`), or NULL. What
 * stands for something else is resolved: the rule of a view is the view, a default its column, an array type its element,
 * a row type its relation, a multirange its range, a member of an extension the extension. OFFSET 0 keeps the planner from
 * joining everything to the dependencies of plain tables, which are nearly all and none of these.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-depend.html
 */
export function dependenciesQuery(major: number): string {
  const range = major >= 14 ? '(SELECT rngtypid FROM pg_catalog.pg_range WHERE rngmultitypid = t0.oid)' : 'NULL'
  return `SELECT DISTINCT
      CASE WHEN r.rulename = '_RETURN' OR f.oid IS NOT NULL OR k.conrelid <> 0 OR i.indrelid IS NOT NULL THEN 'pg_class'
        WHEN k.oid IS NOT NULL OR c.relkind = 'c' THEN 'pg_type' WHEN b.oid IS NOT NULL THEN 'pg_publication'
        ELSE ${catalogOf('d.classid')} END,
      CASE WHEN r.rulename = '_RETURN' THEN r.ev_class WHEN c.relkind = 'c' THEN c.reltype
        ELSE COALESCE(f.adrelid, NULLIF(k.conrelid, 0), k.contypid, i.indrelid, b.prpubid, d.objid) END::text,
      COALESCE(f.adnum, d.objsubid)::text,
      CASE WHEN x.refobjid IS NOT NULL THEN 'pg_extension' WHEN rk.conrelid <> 0 OR t.typrelid <> 0 AND tc.relkind <> 'c' THEN 'pg_class'
        WHEN rc.relkind = 'c' THEN 'pg_type' ELSE ${catalogOf('d.refclassid')} END,
      CASE WHEN x.refobjid IS NOT NULL THEN x.refobjid WHEN rk.conrelid <> 0 THEN rk.conrelid WHEN tc.relkind <> 'c' THEN t.typrelid
        WHEN rc.relkind = 'c' THEN rc.reltype ELSE COALESCE(t.oid, d.refobjid) END::text,
      d.refobjsubid::text,
      CASE WHEN k.conrelid <> 0 THEN k.contype::text || ' ' || k.conname WHEN i.indrelid IS NOT NULL THEN 'i ' || c.relname END,
      CASE WHEN rk.conrelid <> 0 THEN rk.contype::text || ' ' || rk.conname END
    FROM (SELECT * FROM pg_catalog.pg_depend
      WHERE deptype IN ('n', 'a') AND objid >= 16384 AND refobjid >= 16384
        AND (classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)
          OR refclassid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_namespace'::pg_catalog.regclass)
          OR refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid IN (SELECT oid FROM pg_catalog.pg_class WHERE relkind = 'S'))
      OFFSET 0) d
    LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
    LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid = d.objid
    LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid
    LEFT JOIN pg_catalog.pg_publication_rel b ON d.classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass AND b.oid = d.objid
    LEFT JOIN pg_catalog.pg_class c ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_catalog.pg_type t0 ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t0.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_type t ON t.oid = COALESCE(CASE WHEN t0.typcategory = 'A' THEN NULLIF(t0.typelem, 0) END, ${range}, t0.oid)
    LEFT JOIN pg_catalog.pg_class tc ON tc.oid = t.typrelid
    LEFT JOIN pg_catalog.pg_class rc ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND rc.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_constraint rk ON d.refclassid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND rk.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_depend x ON x.classid = d.refclassid AND x.objid = COALESCE(t.oid, d.refobjid) AND x.deptype = 'e'`
}

/** The name of a system catalog by its oid; without the schema, whatever the search path is. */
function catalogOf(oid: string): string {
  return `(SELECT relname::text FROM pg_catalog.pg_class WHERE pg_class.oid = ${oid})`
}
