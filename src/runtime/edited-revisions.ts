import { LimbeckError } from '../errors/index.ts'
import type { Revision, RevisionId } from '../revisions/index.ts'
import type { FinishedRun } from './journal-entry.ts'
import { isSameText, revisionChecksum, wasEdited } from './revision-checksum.ts'

/** An applied revision whose file is not the one that ran. */
export interface EditedRevision {
  readonly revision: Revision
  /** Of the file as it is now. */
  readonly checksum: string
  /** When the other file ran; ISO 8601. */
  readonly appliedAt: string
}

/** Revision files as they are now. */
export interface PresentFiles {
  readonly textOf: (revision: Revision) => string
  /** SHA-256 of the file in hexadecimal digits; null where it is not known. A known one spares reading the file. */
  readonly digestOf?: ((revision: Revision) => string | null) | undefined
}

/**
 * The applied revisions whose files were edited since they ran. Revisions that limbeck did not run itself (stamped, or
 * applied by Alembic) have no checksum and count as unchanged.
 */
export function findEditedRevisions(
  applied: Iterable<Revision>,
  finishedRuns: ReadonlyMap<RevisionId, FinishedRun>,
  { textOf, digestOf }: PresentFiles,
): readonly EditedRevision[] {
  const edited: EditedRevision[] = []
  for (const revision of applied) {
    const run = finishedRuns.get(revision.id)
    if (run === undefined || run.direction === 'downgrade') continue
    const digest = digestOf === undefined ? null : digestOf(revision)
    if (digest !== null && isSameText(run.checksum, digest)) continue
    const text = textOf(revision)
    if (wasEdited(run.checksum, text, revision.file)) {
      edited.push({ revision, checksum: revisionChecksum(text, revision.file), appliedAt: run.startedAt })
    }
  }
  return edited
}

/** What `upgrade` says to edited files: LB6003. */
export function editedError(edited: readonly EditedRevision[]): LimbeckError {
  const names = edited.map(({ revision }) => `'${revision.id}'`).join(', ')
  const [one, are] = edited.length === 1 ? ['revision', 'was'] : ['revisions', 'were']
  return new LimbeckError('LB6003', `The ${one} ${names} ${are} edited after being applied to this database.`, {
    hints: [
      'Bring the files back to what was applied (`git log -p -- FILE`), and put the change into a new revision: `limbeck revision -m "…"`.',
      'If the edit changes nothing for a database where it ran, `limbeck upgrade head --allow-edited` accepts the files as they are now.',
    ],
    details: {
      revisions: edited.map(({ revision, appliedAt }) => ({ id: revision.id, file: revision.file, appliedAt })),
    },
  })
}
