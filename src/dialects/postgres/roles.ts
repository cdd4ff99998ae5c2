import type { Connection } from '../index.ts'
import { literal } from './literal.ts'

/**
 * The role that is connected, and which of these there are not. Roles belong to the whole server.
 *
 * @see https://www.postgresql.org/docs/18/database-roles.html
 */
export async function rolesOf(
  connection: Connection,
  names: readonly string[],
): Promise<{ readonly current: string; readonly missing: readonly string[] }> {
  const list = names.map((name) => literal(name)).join(', ')
  const condition = names.length === 0 ? 'false' : `rolname IN (${list})`
  const rows = await connection.query<{ name: string; is_current: boolean }>(
    `SELECT rolname::text AS name, rolname = CURRENT_USER AS is_current FROM pg_catalog.pg_roles WHERE ${condition} OR rolname = CURRENT_USER`,
  )
  const known = new Set(rows.map(({ name }) => name))
  return { current: rows.find((row) => row.is_current)?.name ?? '', missing: names.filter((name) => !known.has(name)) }
}
