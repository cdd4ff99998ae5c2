import type { Revision, RevisionId, RevisionModule, RevisionStep } from '../revisions/index.ts'
import type { PresentFiles } from './edited-revisions.ts'
import type { ResumeChoice } from './resume-operation.ts'
import type { PreparedStep } from './run-step.ts'

export interface RunOptions extends PresentFiles {
  /** The steps from these heads to the target; asked once before the lock and again under it. */
  readonly planSteps: (heads: readonly RevisionId[]) => readonly RevisionStep[]
  /** The revisions that a database at these heads has applied. */
  readonly appliedAt: (heads: readonly RevisionId[]) => Iterable<Revision>
  readonly loadRevision: (revision: Revision) => Promise<RevisionModule>
  /** Checks before the first statement those that are loaded by then, such as that every file of a downgrade has a way back. */
  readonly checkSteps: (steps: readonly PreparedStep[]) => void
  /** Refuse to run when applied files were edited afterwards. A downgrade does not. */
  readonly refuseEdited: boolean
  /** Take edited files as they are now, and remember that. */
  readonly acceptEdited: boolean
  readonly resume: ResumeChoice
}

export interface RunResult {
  readonly steps: readonly RevisionStep[]
  readonly headsBefore: readonly RevisionId[]
  readonly headsAfter: readonly RevisionId[]
}
