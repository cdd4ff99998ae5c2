import type { IntrospectionScope } from '../dialects/index.ts'
import type { Operation } from '../operations/index.ts'
import { type Catalog, type TableRef, createCatalog } from '../schema/index.ts'
import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'

/** The part of the database's present schema that emitting an operation needs; mostly nothing. */
export async function readBefore(operation: Operation, context: MigrationContext): Promise<Catalog> {
  const { dialect, capabilities } = context
  const needs = dialect.readsBefore(operation, capabilities)
  if (needs === 'everything') return await introspect(context, null)
  return needs.length === 0 ? createCatalog([]) : await introspect(context, needs)
}

/** Database → catalog, with a driver's error explained. */
export async function introspect(context: MigrationContext, tables: IntrospectionScope['tables']): Promise<Catalog> {
  const { dialect, connection, introspection } = context
  return await explained(dialect, () => dialect.introspect(connection, { ...introspection, tables }))
}

/** The catalog with one of limbeck's own tables, where it is there. */
export async function introspectState(context: MigrationContext, table: TableRef): Promise<Catalog> {
  const { introspection } = context
  const namespaces = table.namespace === null ? [] : [table.namespace]
  return await introspect({ ...context, introspection: { ...introspection, namespaces, exclude: [] } }, [table])
}
