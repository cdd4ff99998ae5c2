import type { TimedCommand } from '../measure/timed-command.ts'

export type BenchRow = { readonly [column: string]: unknown }

/** Databases of one kind, by name, and ways to look into them that owe nothing to limbeck. */
export interface Databases {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** Whether what was made is there in the next run of the bench. */
  readonly lasting: boolean
  url(database: string): string
  /** Makes an empty one in place of whatever has that name. */
  create(database: string): Promise<void>
  /** Makes a copy in place of whatever has that name. */
  restore(database: string, template: string): Promise<void>
  /** The database's own command line, running a file of SQL. */
  script(database: string, file: string): TimedCommand
  query(database: string, sql: string, parameters?: readonly string[]): Promise<readonly BenchRow[]>
  execute(database: string, sql: string): Promise<void>
  stop(): Promise<void>
}

/** The only value of a query's only row. */
export async function single(databases: Databases, database: string, sql: string): Promise<unknown> {
  const [row] = await databases.query(database, sql)
  return Object.values(row ?? {})[0]
}
