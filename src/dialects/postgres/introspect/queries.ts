import { dependenciesQuery } from '../objects/objects-query.ts'
import {
  columnAttributes,
  constraintAttributes,
  indexAttributes,
  notNullJoin,
  tableAttributes,
} from './attribute-columns.ts'
import { othersQuery } from './others-query.ts'
import { columnRights, defaultRightsQuery, namespaceRights, rightsColumn } from './rights-columns.ts'
import type { ScopeFilter } from './scope-filter.ts'

/** The questions of an introspection, tables and columns first, then what hangs on them. */
export interface IntrospectionQueries {
  readonly namespaces: string
  readonly relations: string
  readonly columns: string
  readonly constraints: string
  readonly foreignTargets: string
  readonly indexes: string
  readonly operatorClasses: string
  readonly collations: string
  readonly sequences: string
  readonly enums: string
  readonly others: string
  readonly dependencies: string
  readonly defaultRights: string
}

const nothing = 'SELECT NULL WHERE false'

/**
 * Constant in number, whatever the database holds. Names of objects come as oids where another query knows them.
 *
 * @see https://www.postgresql.org/docs/18/catalogs.html
 */
export function introspectionQueries(filter: ScopeFilter, major: number): IntrospectionQueries {
  return {
    namespaces: namespacesQuery(filter),
    relations: relationsQuery(filter),
    columns: columnsQuery(filter, major),
    constraints: constraintsQuery(filter, major),
    foreignTargets: foreignTargetsQuery(filter),
    indexes: indexesQuery(filter, major),
    operatorClasses,
    collations,
    sequences: sequencesQuery(filter),
    enums: enumsQuery(filter),
    others: othersQuery(filter),
    // A few tables are looked at for themselves alone.
    dependencies: filter.tablesOnly ? nothing : dependenciesQuery(major),
    // What is made anew must not keep what these give it.
    defaultRights: filter.tablesOnly ? nothing : defaultRightsQuery(filter),
  }
}

/** One row per namespace: oid, name, whether it is the default one, whether an extension made it, rights as JSON. */
function namespacesQuery(filter: ScopeFilter): string {
  return `SELECT oid::text, nspname, nspname = ${filter.defaultNamespace} AS is_default, EXISTS (
      SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_namespace'::regclass AND objid = n.oid AND deptype = 'e')
      AS is_extension, ${namespaceRights()} AS rights
    FROM pg_catalog.pg_namespace n WHERE ${filter.namespaceRow} ORDER BY nspname`
}

/**
 * One row per relation that is none of an extension's: oid, namespace, name, kind, persistence, comment, in words what it
 * is where limbeck does not model it, the tables that it inherits from as JSON, the rows of a partition, what divides the
 * rows of a partitioned table, attributes as JSON, rights as JSON.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-class.html
 */
function relationsQuery(filter: ScopeFilter): string {
  return `SELECT c.oid::text, c.relnamespace::text, c.relname, c.relkind, c.relpersistence = 'u' AS unlogged, d.description,
      CASE WHEN c.reloftype <> 0 THEN 'typed table' END AS special,
      h.parents::text, CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
      CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
      CASE WHEN c.relkind IN ('r', 'p') THEN ${tableAttributes} END,
      CASE WHEN c.relkind IN ('r', 'p') THEN ${rightsColumn({ acl: 'c.relacl', owner: 'c.relowner', kind: 'r' })} END AS rights
    FROM pg_catalog.pg_class c
    LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
    LEFT JOIN pg_catalog.pg_class o ON o.oid = NULLIF(c.reltoastrelid, 0)
    LEFT JOIN pg_catalog.pg_am m ON m.oid = NULLIF(c.relam, 0)
    LEFT JOIN (SELECT i.inhrelid, pg_catalog.json_agg(pg_catalog.json_build_object('namespace',
          NULLIF(n.nspname, ${filter.defaultNamespace}), 'name', p.relname) ORDER BY i.inhseqno) AS parents
        FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent AND p.relkind IN ('r', 'p')
        JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace GROUP BY i.inhrelid) h ON h.inhrelid = c.oid
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND ${filter.namespace('c.relnamespace')}
      AND ${filter.relation('c.oid')}
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.objsubid = 0 AND e.deptype = 'e')
    ORDER BY c.relnamespace, c.relname`
}

/**
 * One row per column of a table: table, number, name, type in words, type oid where the type may be an enum or an
 * array of one, NOT NULL, default or generation expression, identity, generation, collation where it is not the type's
 * own, comment, whether it is inherited, attributes as JSON. What is false or empty for most columns comes as NULL, which costs neither side anything.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-attribute.html
 */
function columnsQuery(filter: ScopeFilter, major: number): string {
  return `SELECT a.attrelid::text, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
      CASE WHEN t.typcategory IN ('E', 'A') THEN a.atttypid::text END, NULLIF(a.attnotnull, false),
      CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(f.adbin, f.adrelid, true) END,
      NULLIF(a.attidentity, ''), NULLIF(a.attgenerated, ''),
      CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::text END, d.description,
      CASE WHEN NOT a.attislocal THEN true END, ${columnAttributes(major)}, ${columnRights('c.relowner')} AS rights
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = a.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
    ${notNullJoin(major)}
    WHERE c.relkind IN ('r', 'p') AND ${filter.namespace('c.relnamespace')} AND ${filter.relation('c.oid')}
    ORDER BY a.attrelid, a.attnum`
}

/**
 * One row per primary key, unique, check or foreign key: table, kind, name, column numbers, and of foreign
 * keys the other side; then whether it is inherited, and attributes as JSON. NOT NULL is a matter of the column.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-constraint.html
 */
function constraintsQuery(filter: ScopeFilter, major: number): string {
  return `SELECT o.conrelid::text, o.contype, o.conname, o.conkey::text, NULLIF(o.confrelid, 0)::text, o.confkey::text,
      NULLIF(o.confdeltype, ' '), NULLIF(o.confupdtype, ' '), NULLIF(o.confmatchtype, ' '),
      NULLIF(o.condeferrable, false), NULLIF(o.condeferred, false),
      CASE WHEN o.contype = 'c' THEN pg_catalog.pg_get_expr(o.conbin, o.conrelid, true) END,
      CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey::text END, i.indnkeyatts,
      ${major >= 15 ? 'NULLIF(i.indnullsnotdistinct, false)' : 'NULL'},
      CASE WHEN o.conparentid <> 0 OR NOT o.conislocal THEN true END, ${constraintAttributes(major)}
    FROM pg_catalog.pg_constraint o
    JOIN pg_catalog.pg_class c ON c.oid = o.conrelid AND c.relkind IN ('r', 'p')
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = o.conindid AND o.contype IN ('p', 'u')
    LEFT JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace
    WHERE o.contype IN ('p', 'u', 'c', 'f') AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint u WHERE u.oid = o.conparentid AND u.conrelid = o.conrelid) AND ${filter.namespace('c.relnamespace')} AND ${filter.relation('c.oid')}
    ORDER BY o.conrelid, o.conname`
}

/**
 * One row per column that a foreign key points at outside of what is read: table oid, namespace (null: the default one),
 * table, column number, column.
 */
function foreignTargetsQuery(filter: ScopeFilter): string {
  const inScope = (table: string) =>
    `${filter.namespace(`${table}.relnamespace`)} AND ${filter.relation(`${table}.oid`)}`
  return `SELECT DISTINCT r.oid::text, NULLIF(n.nspname, pg_catalog.current_schema()), r.relname, a.attnum, a.attname
    FROM pg_catalog.pg_constraint o
    JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_class r ON r.oid = o.confrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (o.confkey)
    WHERE o.contype = 'f' AND ${inScope('c')} AND NOT (r.relkind IN ('r', 'p') AND ${inScope('r')})`
}

/**
 * One row per index that no constraint owns: table, name, method (NULL: btree), uniqueness, column numbers (0: an
 * expression), number of keys, options (1: descending, 2: nulls first), operator classes and collations by oid,
 * expressions, predicate, validity, attributes as JSON, the whole definition where an expression has a collation to be
 * read from it, options of operator classes as JSON by place, whether it is inherited.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-index.html
 */
function indexesQuery(filter: ScopeFilter, major: number): string {
  return `SELECT i.indrelid::text, x.relname, NULLIF(m.amname, 'btree'), NULLIF(i.indisunique, false), i.indkey::text, i.indnkeyatts, i.indoption::text,
      i.indclass::text, i.indcollation::text,
      CASE WHEN i.indexprs IS NOT NULL THEN (
        SELECT pg_catalog.json_agg(pg_catalog.pg_get_indexdef(i.indexrelid, k, true) ORDER BY k)
        FROM pg_catalog.generate_series(1, i.indnkeyatts) AS k) END,
      CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) END,
      ${major >= 15 ? 'NULLIF(i.indnullsnotdistinct, false)' : 'NULL'}, i.indisvalid, ${indexAttributes},
      CASE WHEN i.indexprs IS NOT NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid) END,
      ${major >= 13 ? operatorClassOptions : 'NULL'}, CASE WHEN x.relispartition THEN true END
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p')
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace
    JOIN pg_catalog.pg_am m ON m.oid = x.relam
    LEFT JOIN pg_catalog.pg_constraint o
      ON o.conrelid = i.indrelid AND o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
    WHERE o.oid IS NULL AND ${filter.namespace('c.relnamespace')} AND ${filter.relation('c.oid')}
    ORDER BY i.indrelid, x.relname`
}

/** What the columns of an index say to their operator classes (13). */
const operatorClassOptions = `CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute e WHERE e.attrelid = x.oid AND e.attoptions IS NOT NULL)
        THEN (SELECT pg_catalog.json_object_agg(e.attnum, pg_catalog.array_to_string(e.attoptions, ', ')) FROM pg_catalog.pg_attribute e
          WHERE e.attrelid = x.oid AND e.attoptions IS NOT NULL)::text END`

/** One row per operator class: oid, name as it is written, whether it is the default of its type. */
const operatorClasses = `SELECT oid::text, CASE WHEN pg_catalog.pg_opclass_is_visible(oid) THEN opcname
      ELSE opcnamespace::pg_catalog.regnamespace || '.' || opcname END, opcdefault
    FROM pg_catalog.pg_opclass`

/** One row per collation that columns or indexes may name: oid, name as it is written. The default ones (100) are left out. */
const collations = `SELECT oid::text, CASE WHEN pg_catalog.pg_collation_is_visible(oid) THEN collname
      ELSE collnamespace::pg_catalog.regnamespace || '.' || collname END
    FROM pg_catalog.pg_collation
    WHERE oid <> 100 AND oid IN (
      SELECT attcollation FROM pg_catalog.pg_attribute WHERE attrelid >= 16384 AND attcollation NOT IN (0, 100))`

/**
 * One row per sequence that belongs to a column: its oid and name as a default spells it, the column, how it belongs
 * (`i`: identity, `a`: owned), its options, and its plain name.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-sequence.html
 */
function sequencesQuery(filter: ScopeFilter): string {
  return `SELECT s.seqrelid::text, s.seqrelid::pg_catalog.regclass::text, d.refobjid::text, d.refobjsubid, d.deptype, s.seqstart::text, s.seqincrement::text,
      s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle, pg_catalog.format_type(s.seqtypid, NULL), c.relname,
      c.relnamespace::text, ${rightsColumn({ acl: 'c.relacl', owner: 'c.relowner', kind: 's' })} AS rights
    FROM pg_catalog.pg_sequence s
    JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    WHERE ${filter.namespace('c.relnamespace')}`
}

/** One row per enum type that is none of an extension's: oid, oid of its array type, namespace, name, values in order, comment. */
function enumsQuery(filter: ScopeFilter): string {
  return `SELECT t.oid::text, t.typarray::text, t.typnamespace::text, t.typname,
      (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
      d.description, ${filter.namespace('t.typnamespace')} AND x.objid IS NULL AS in_scope, n.nspname,
      ${rightsColumn({ acl: 't.typacl', owner: 't.typowner', kind: 'T' })} AS rights
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass AND d.objsubid = 0
    LEFT JOIN pg_catalog.pg_depend x ON x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e'
    WHERE t.typtype = 'e'
    ORDER BY t.typnamespace, t.typname`
}
