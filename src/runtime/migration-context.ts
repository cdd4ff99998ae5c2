import type { Capabilities, Connection, Dialect, IntrospectionScope } from '../dialects/index.ts'
import type { AnyCustomOperation } from '../operations/index.ts'
import type { TableRef } from '../schema/index.ts'
import type { EventListener } from './events.ts'
import type { RunSettings } from './run-settings.ts'

/** What every part of a run needs to know about where it runs. */
export interface MigrationContext {
  readonly dialect: Dialect
  readonly connection: Connection
  readonly capabilities: Capabilities
  readonly stateTables: StateTables
  /** What an operation's `before` is read with; `tables` is filled in per operation. */
  readonly introspection: IntrospectionScope
  /** Milliseconds to wait for another migration to end. */
  readonly lockTimeoutMs: number
  readonly onEvent: EventListener
  /** Ends the run early; the revision that is running is rolled back. */
  readonly signal: AbortSignal | null
  /** What revision files read as `op.tag`. */
  readonly tag?: string | null
  /** What limbeck was asked to do, such as `upgrade a4`, for the hints of errors. */
  readonly command?: string
  /** What the project says about its runs; left out: {@link defaultRunSettings}. */
  readonly settings?: RunSettings
  /** Operations of the project that files call by name. */
  readonly generation?: { readonly operations?: readonly AnyCustomOperation[] }
  /** The version of limbeck, for the journal. */
  readonly limbeckVersion: string
}

/** The tables that limbeck keeps in the database. */
export interface StateTables {
  readonly version: TableRef
  /** False: the version table is made without a primary key. */
  readonly versionPrimaryKey: boolean
  readonly journal: TableRef
}
