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
  /** On `c` of `pg_class` and `n` of `pg_namespace`: a table of somebody in a namespace outside; null when none is. */
  readonly unreadTable: string | null
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
    unreadTable: scope.tables === null && scope.namespaces !== 'all' ? unreadTable(scope) : null,
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
    unreadTable: null,
    namespace: (column) => `${column} = pg_catalog.pg_my_temp_schema()`,
    relation: (column) =>
      `${column} IN (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema() AND relname IN (${names}))`,
  }
}

/** A condition on `pg_namespace`: the default namespace and those that are asked for. */
function namespaceCondition(scope: IntrospectionScope): string {
  if (scope.namespaces === 'all') return userNamespace
  const names = scope.namespaces.map((name) => literal(name))
  return `nspname IN (${['pg_catalog.current_schema()', ...names].join(', ')})`
}

const userNamespace = `nspname !~ '^pg_' AND nspname <> 'information_schema'`

function unreadTable(scope: IntrospectionScope): string {
  const own = scope.exclude
    .filter(({ namespace }) => namespace !== null)
    .map(({ namespace, name }) => `(${literal(namespace ?? '')}, ${literal(name)})`)
  const notOwn = own.length === 0 ? '' : ` AND (n.nspname, c.relname) NOT IN (${own.join(', ')})`
  // Without a default namespace (an empty search_path) its comparison is NULL, which must not hide the others.
  return `${userNamespace} AND (${namespaceCondition(scope)}) IS NOT TRUE${notOwn}`
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
