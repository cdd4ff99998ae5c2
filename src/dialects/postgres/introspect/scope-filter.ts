import type { IntrospectionScope } from '../../index.ts'
import { literal } from '../literal.ts'

/** Conditions that keep the queries to what is asked for, as SQL. */
export interface ScopeFilter {
  /** On a row of `pg_namespace`. */
  readonly namespaceRow: string
  /** The namespace that names stand in where none is said, as SQL for its name. */
  readonly defaultNamespace: string
  /** Nothing but tables and their members is asked for. */
  readonly tablesOnly: boolean
  /** On a column that holds the oid of a namespace. */
  namespace(column: string): string
  /** On a column that holds the oid of a relation; `true` when all tables are asked for. */
  relation(column: string): string
}

export function scopeFilter(scope: IntrospectionScope): ScopeFilter {
  // A scalar subquery is worked out once, and the comparison with its array is a hash look-up.
  const namespaceRow = namespaceCondition(scope)
  const namespaces = `(SELECT array_agg(oid) FROM pg_catalog.pg_namespace WHERE ${namespaceRow})`
  return {
    namespaceRow,
    defaultNamespace: 'pg_catalog.current_schema()',
    tablesOnly: scope.tables !== null,
    namespace: (column) => `${column} = ANY (${namespaces}::oid[])`,
    relation: (column) => (scope.tables === null ? 'true' : `${column} = ANY (${tableOids(scope.tables)}::oid[])`),
  }
}

/** The session's own temporary tables of these names, as if their namespace were the default one. */
export function temporaryTables(tables: readonly string[]): ScopeFilter {
  const names = tables.map((name) => literal(name)).join(', ')
  return {
    namespaceRow: 'oid = pg_catalog.pg_my_temp_schema()',
    defaultNamespace: 'nspname',
    tablesOnly: true,
    namespace: (column) => `${column} = pg_catalog.pg_my_temp_schema()`,
    relation: (column) =>
      `${column} IN (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema() AND relname IN (${names}))`,
  }
}

/** A condition on `pg_namespace`: the default namespace and those that are asked for. */
function namespaceCondition(scope: IntrospectionScope): string {
  if (scope.namespaces === 'all') return `nspname !~ '^pg_' AND nspname <> 'information_schema'`
  const names = scope.namespaces.map((name) => literal(name))
  return `nspname IN (${['pg_catalog.current_schema()', ...names].join(', ')})`
}

function tableOids(tables: NonNullable<IntrospectionScope['tables']>): string {
  if (tables.length === 0) return `ARRAY[]`
  const pairs = tables.map(({ namespace, name }) => {
    const schema = namespace === null ? 'pg_catalog.current_schema()' : literal(namespace)
    return `(${schema}, ${literal(name)})`
  })
  return `(SELECT array_agg(c.oid) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE (n.nspname, c.relname) IN (${pairs.join(', ')}))`
}
