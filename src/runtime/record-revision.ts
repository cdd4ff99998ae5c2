import { isLimbeckError } from '../errors/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Direction, RevisionModule } from '../revisions/index.ts'
import { type RevisionSettings, callRevision } from './call-revision.ts'
import { Recorder } from './recorder.ts'

/** What one direction of a revision file asks for, found out without a database. */
export interface RecordedRun {
  readonly operations: readonly Operation[]
  /** The file asked for rows, so what it does may depend on them. */
  readonly opaque: boolean
  /** Why recording stopped early; null when it came to the end. */
  readonly failure: string | null
}

/** Records what a revision file asks for. A file that fails without a database keeps what it asked for until then. */
export async function recordRevision(
  module: RevisionModule,
  direction: Direction,
  settings: RevisionSettings,
): Promise<RecordedRun> {
  const recorder = new Recorder()
  let failure: string | null = null
  try {
    await callRevision(module, direction, recorder, settings)
  } catch (error) {
    failure = isLimbeckError(error) || error instanceof Error ? error.message : String(error)
  }
  return { operations: recorder.operations, opaque: recorder.opaque, failure }
}
