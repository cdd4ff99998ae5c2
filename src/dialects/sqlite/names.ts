import { LimbeckError } from '../../errors/index.ts'
import type { TableRef } from '../../schema/index.ts'

/** A name in double quotes. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Names in double quotes, with commas between them. */
export function quoteAll(names: readonly string[]): string {
  return names.map(quote).join(', ')
}

/** @throws LimbeckError LB6168 for a name in a schema: SQLite has one place for tables and no other. */
export function qualified(namespace: string | null, name: string): string {
  if (namespace !== null) throw noNamespaces(namespace, name)
  return quote(name)
}

/** The quoted name of a table. See {@link qualified}. */
export function tableName(table: TableRef): string {
  return qualified(table.namespace, table.name)
}

export function noNamespaces(namespace: string, name: string | null): LimbeckError {
  const what = name === null ? `The schema "${namespace}"` : `"${namespace}"."${name}"`
  return new LimbeckError('LB6168', `${what} cannot be made on SQLite, which has no schemas.`, {
    hints: [
      'Take the schema off the table in the models, or run this project on PostgreSQL only.',
      'Where only some databases have the schema, put those tables under their own entry of `databases`.',
    ],
    details: { namespace, name },
  })
}
