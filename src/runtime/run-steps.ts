import type { MigrationLock } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import type { Revision, RevisionId, RevisionModule, RevisionStep } from '../revisions/index.ts'
import { type EditedRevision, type PresentFiles, editedError, findEditedRevisions } from './edited-revisions.ts'
import { explained } from './explained.ts'
import { JournalWriter, readFinishedChecksums, readJournalOf } from './journal.ts'
import { readProgress } from './journal-progress.ts'
import type { MigrationContext } from './migration-context.ts'
import { acquireMigrationLock } from './migration-lock.ts'
import type { ResumeChoice } from './resume-operation.ts'
import { revisionChecksum } from './revision-checksum.ts'
import { runInTransactions } from './run-in-transactions.ts'
import { type PreparedStep, runStep } from './run-step.ts'
import { ensureStateTables } from './state-tables.ts'
import { checkVersionColumnWidth } from './version-column-width.ts'
import { readHeads } from './version-table.ts'

export interface RunOptions extends PresentFiles {
  /** The steps from these heads to the target; asked once before the lock and again under it. */
  readonly planSteps: (heads: readonly RevisionId[]) => readonly RevisionStep[]
  /** The revisions that a database at these heads has applied. */
  readonly appliedAt: (heads: readonly RevisionId[]) => Iterable<Revision>
  readonly loadRevision: (revision: Revision) => Promise<RevisionModule>
  /** Checks before the first statement, such as that every file has a way back. */
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

/**
 * Runs the steps to a target, one migration at a time per database. Where there is nothing to do it takes no lock.
 *
 * @throws LimbeckError LB6002 when another migration does not end in time, LB6003 for edited files, LB6012 when the lock
 *   was lost, and whatever a step throws; `details.applied` then lists the revisions that this run finished before
 */
export async function runSteps(context: MigrationContext, options: RunOptions): Promise<RunResult> {
  const { dialect, connection, stateTables } = context
  const heads = await readHeads(stateTables.version, dialect, connection)
  const edited = await editedNow(context, options, heads)
  if (edited.length > 0 && options.refuseEdited && !options.acceptEdited) throw editedError(edited)
  const nothingToAccept = edited.length === 0 || !options.acceptEdited
  if (options.planSteps(heads).length === 0 && nothingToAccept)
    return { steps: [], headsBefore: heads, headsAfter: heads }
  return await underLock(context, (lock) => runLocked(context, options, lock))
}

/** Does something as the only migration on the database, with the state tables in place. */
export async function underLock<Result>(
  context: MigrationContext,
  work: (lock: MigrationLock) => Promise<Result>,
): Promise<Result> {
  const { dialect, connection, stateTables } = context
  await explained(dialect, () => dialect.session.prepare(connection))
  const lock = await acquireMigrationLock(context)
  // A statement that takes an hour must not keep an interrupted run for an hour.
  const cancel = () => void connection.cancel?.().catch(() => undefined)
  context.signal?.addEventListener('abort', cancel)
  try {
    await ensureStateTables(stateTables, dialect, connection)
    return await work(lock)
  } finally {
    context.signal?.removeEventListener('abort', cancel)
    // A lock whose connection is lost is free already.
    await lock.release().catch(() => undefined)
  }
}

async function runLocked(context: MigrationContext, options: RunOptions, lock: MigrationLock): Promise<RunResult> {
  const { dialect, connection, stateTables } = context
  // Another run may have come first while this one waited.
  const headsBefore = await readHeads(stateTables.version, dialect, connection)
  const journal = await JournalWriter.open(context)
  const edited = await editedNow(context, options, headsBefore)
  if (edited.length > 0 && options.acceptEdited) await acceptEdited(edited, journal)
  else if (edited.length > 0 && options.refuseEdited) throw editedError(edited)
  const steps = await prepareSteps(options.planSteps(headsBefore), options)
  options.checkSteps(steps)
  await checkVersionColumnWidth(
    context,
    steps.flatMap(({ step }) => step.headsAfter),
  )
  const done = await runInTransactions(context, steps, async (prepared, position, mayRetry) => {
    if (!(await lock.verify())) throw lostLock()
    const announced = { position, total: steps.length, mayRetry }
    await runAnnounced(prepared, context, options, journal, announced)
  })
  return { steps: done, headsBefore, headsAfter: done.at(-1)?.headsAfter ?? headsBefore }
}

/** Loads every file before the first statement, so that one that does not even load stops nothing half-way. */
async function prepareSteps(steps: readonly RevisionStep[], options: RunOptions): Promise<readonly PreparedStep[]> {
  const prepared: PreparedStep[] = []
  for (const step of steps) {
    const module = await options.loadRevision(step.revision)
    prepared.push({ step, module, checksum: revisionChecksum(options.textOf(step.revision), step.revision.file) })
  }
  return prepared
}

async function runAnnounced(
  prepared: PreparedStep,
  context: MigrationContext,
  options: RunOptions,
  journal: JournalWriter,
  run: { readonly position: number; readonly total: number; readonly mayRetry: boolean },
): Promise<void> {
  const { direction, revision } = prepared.step
  const { position, total, mayRetry } = run
  const started = performance.now()
  const progress = readProgress(await readJournalOf(context, revision.id), direction)
  context.onEvent({
    kind: 'revisionStarted',
    direction,
    revision: revision.id,
    downRevisions: revision.downRevisions,
    message: revision.message,
    position,
    total,
  })
  const statements = await runStep(prepared, context, { journal, progress, resume: options.resume, mayRetry })
  const durationMs = performance.now() - started
  context.onEvent({ kind: 'revisionFinished', direction, revision: revision.id, durationMs, statements })
}

async function editedNow(
  context: MigrationContext,
  options: RunOptions,
  heads: readonly RevisionId[],
): Promise<readonly EditedRevision[]> {
  if (!options.refuseEdited || heads.length === 0) return []
  return findEditedRevisions(options.appliedAt(heads), await readFinishedChecksums(context), options)
}

async function acceptEdited(edited: readonly EditedRevision[], journal: JournalWriter): Promise<void> {
  for (const { revision, checksum } of edited) {
    await journal.add({ revision: revision.id, direction: 'accept', status: 'done', checksum })
  }
}

function lostLock(): LimbeckError {
  return new LimbeckError('LB6012', 'The migration lock was lost during the run.', {
    hints: [
      'The connection was cut, perhaps by a pooler: limbeck needs a direct connection, or a pooler in session mode.',
      'Run `limbeck current` to see where the database is, then run the same command again.',
    ],
  })
}
