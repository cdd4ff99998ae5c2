import { type AnyCustomOperation, type OperationSink, createOperations } from '../operations/index.ts'
import type { Direction, RevisionModule } from '../revisions/index.ts'
import type { NamingConvention } from '../schema/index.ts'

/** What a revision file gets besides the sink. */
export interface RevisionSettings {
  /** Names of constraints and indexes that the file leaves open. */
  readonly namingConvention: NamingConvention
  /** `op.tag`. */
  readonly tag?: string | null
  readonly dialect?: { readonly name: string }
  /** Where nothing runs, the database that the project is for stands in for `dialect`. */
  readonly url?: { readonly dialect: string } | null
  /** What the configuration says; its operations can be called by name. */
  readonly generation?: { readonly operations?: readonly AnyCustomOperation[] }
}

/** Runs one direction of a revision file against a sink and waits until every operation has run, awaited or not. */
export async function callRevision(
  module: RevisionModule,
  direction: Direction,
  sink: OperationSink,
  settings: RevisionSettings,
): Promise<void> {
  const { op, settle } = createOperations(sink, {
    namingConvention: settings.namingConvention,
    tag: settings.tag ?? null,
    dialect: settings.dialect?.name ?? settings.url?.dialect ?? null,
    operations: settings.generation?.operations ?? [],
  })
  const run = direction === 'upgrade' ? module.upgrade : module.downgrade
  try {
    await run?.(op)
  } catch (error) {
    // Operations that were called before the file failed have run or failed first; theirs is then the error that counts.
    await settle()
    throw error
  }
  await settle()
}
