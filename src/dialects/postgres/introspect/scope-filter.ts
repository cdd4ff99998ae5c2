import type { IntrospectionScope } from '../../index.ts'
import { literal } from '../literal.ts'

/** Conditions that keep the queries to what a scope asks for; both are SQL. */
export interface ScopeFilter {
  /** On a column that holds the oid of a namespace. */
  namespace(column: string): string
  /** On a column that holds the oid of a relation; `true` when all tables are asked for. */
  relation(column: string): string
}

export function scopeFilter(scope: IntrospectionScope): ScopeFilter {
  // A scalar subquery is worked out once, and the comparison with its array is a hash look-up.
  const namespaces = `(SELECT array_agg(oid) FROM pg_catalog.pg_namespace WHERE ${namespaceCondition(scope)})`
  return {
    namespace: (column) => `${column} = ANY (${namespaces}::oid[])`,
    relation: (column) => (scope.tables === null ? 'true' : `${column} = ANY (${tableOids(scope.tables)}::oid[])`),
  }
}

/** A condition on `pg_namespace`: the default namespace and those that are asked for. */
export function namespaceCondition(scope: IntrospectionScope): string {
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
