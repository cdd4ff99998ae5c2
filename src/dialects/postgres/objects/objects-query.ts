import type { ScopeFilter } from '../introspect/scope-filter.ts'
import type { ObjectSource } from './object-type.ts'
import { objectTypes } from './registry.ts'

/**
 * One row per defined object that is none of an extension's: type, system catalog, oid, oid of its namespace, oid of what
 * it belongs to, name, comment, attributes and facts as JSON. The order is that in which they were made.
 */
export function objectsQuery(filter: ScopeFilter, major: number): string {
  const arms = [...objectTypes.values()].map((type) => arm(type.objectType, type.source(filter, major)))
  return `SELECT * FROM (${arms.join('\n UNION ALL ')}) objects ORDER BY oid::oid, 1`
}

function arm(objectType: string, source: ObjectSource): string {
  const { catalog, joins = '', where, namespace, on = 'NULL', name, attributes, facts = 'NULL' } = source
  const classid = `'pg_catalog.${catalog}'::pg_catalog.regclass`
  return `SELECT '${objectType}' AS object_type, '${catalog}' AS catalog, o.oid::text, ${namespace}::text AS namespace, ${on}::text AS owner, ${name}::text AS name,
      (SELECT description FROM pg_catalog.pg_description WHERE objoid = o.oid AND classoid = ${classid} AND objsubid = 0) AS comment,
      pg_catalog.json_strip_nulls(${attributes})::text AS attributes, ${facts === 'NULL' ? 'NULL' : `pg_catalog.json_strip_nulls(${facts})::text`} AS facts
    FROM pg_catalog.${catalog} o ${joins}
    WHERE ${where} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = ${classid} AND e.objid = o.oid AND e.deptype = 'e')`
}

/**
 * One row per dependency that the order of a plan must know: the system catalog, oid and column of what depends, and of
 * what it depends on. What stands for something else is resolved: a rule is its view, a default its column, an array type
 * its element, a row type its relation.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-depend.html
 */
export const dependenciesQuery = `SELECT DISTINCT
      CASE WHEN r.oid IS NOT NULL OR f.oid IS NOT NULL THEN 'pg_class' ELSE d.classid::pg_catalog.regclass::text END,
      COALESCE(r.ev_class, f.adrelid, d.objid)::text, COALESCE(f.adnum, d.objsubid)::text,
      CASE WHEN t.typrelid <> 0 AND k.relkind <> 'c' THEN 'pg_class' ELSE d.refclassid::pg_catalog.regclass::text END,
      CASE WHEN t.typrelid <> 0 AND k.relkind <> 'c' THEN t.typrelid
        WHEN t.typelem <> 0 AND t.typcategory = 'A' THEN t.typelem ELSE d.refobjid END::text, d.refobjsubid::text
    FROM pg_catalog.pg_depend d
    LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
    LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid = d.objid
    LEFT JOIN pg_catalog.pg_type t ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_class k ON k.oid = t.typrelid
    WHERE d.deptype IN ('n', 'a') AND d.objid >= 16384 AND d.refobjid >= 16384
      AND (d.classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)
        OR d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
        OR EXISTS (SELECT FROM pg_catalog.pg_class s WHERE s.oid = d.refobjid AND s.relkind = 'S'))`
