import type { MigrationLock } from '../dialects/index.ts'
import { editedNow } from './edited-now.ts'
import { type EditedRevision, editedError } from './edited-revisions.ts'
import { readOpenEntries } from './journal.ts'
import { JournalWriter } from './journal-writer.ts'
import { type Progress, readProgress } from './journal-progress.ts'
import type { MigrationContext } from './migration-context.ts'
import { revisionChecksum } from './revision-checksum.ts'
import { runInTransactions } from './run-in-transactions.ts'
import type { RunOptions, RunResult } from './run-options.ts'
import { type PreparedStep, runStep } from './run-step.ts'
import { openStepLoader } from './step-loader.ts'
import { underLock } from './under-lock.ts'
import { checkVersionColumnWidth } from './version-column-width.ts'
import { readHeads } from './read-heads.ts'

/** Runs the steps to a target as the only migration on the database. See `runSteps`. */
export async function runStepsUnderLock(context: MigrationContext, options: RunOptions): Promise<RunResult> {
  return await underLock(context, (lock) => runLocked(context, options, lock))
}

async function runLocked(context: MigrationContext, options: RunOptions, lock: MigrationLock): Promise<RunResult> {
  const { dialect, connection, stateTables } = context
  // Another run may have come first while this one waited.
  const headsBefore = await readHeads(stateTables.version, dialect, connection)
  const journal = await JournalWriter.open(context)
  const edited = await editedNow(context, options, headsBefore)
  if (edited.length > 0 && options.acceptEdited) await acceptEdited(edited, journal)
  else if (edited.length > 0 && options.refuseEdited) throw editedError(edited)
  const steps = options.planSteps(headsBefore)
  const loader = await openStepLoader(steps, context, {
    load: async (step) => {
      const module = await options.loadRevision(step.revision)
      return { step, module, checksum: revisionChecksum(options.textOf(step.revision), step.revision.file) }
    },
    // Whether there is a way back everywhere, and whether all of it fits into one transaction, only the files tell.
    whole: context.settings?.transaction === 'perRun' || steps.some(({ direction }) => direction === 'downgrade'),
  })
  options.checkSteps(loader.first)
  await checkVersionColumnWidth(
    context,
    steps.flatMap(({ headsAfter }) => headsAfter),
  )
  const openEntries = await readOpenEntries(context)
  const done = await runInTransactions(context, steps, loader, async (prepared, position, mayRetry) => {
    const { direction, revision } = prepared.step
    const progress = readProgress(openEntries.get(revision.id) ?? [], direction)
    const announced = { position, total: steps.length, mayRetry, progress }
    await runAnnounced(prepared, context, { ...options, lock }, journal, announced)
  })
  return { steps: done, headsBefore, headsAfter: done.at(-1)?.headsAfter ?? headsBefore }
}

async function runAnnounced(
  prepared: PreparedStep,
  context: MigrationContext,
  options: RunOptions & { readonly lock: MigrationLock },
  journal: JournalWriter,
  run: {
    readonly position: number
    readonly total: number
    readonly mayRetry: boolean
    readonly progress: Progress | null
  },
): Promise<void> {
  const { direction, revision } = prepared.step
  const { position, total, mayRetry, progress } = run
  const started = performance.now()
  context.onEvent({
    kind: 'revisionStarted',
    direction,
    revision: revision.id,
    downRevisions: revision.downRevisions,
    message: revision.message,
    position,
    total,
  })
  // A merge has nothing to do.
  if (prepared.module.isEmpty?.(direction) === true && revision.downRevisions.length < 2) {
    context.onEvent({
      kind: 'warning',
      message: `Revision '${revision.id}' has no statements for its ${direction}: only the version table moves.`,
      hints: [`Look at ${revision.file}, behind \`-- limbeck: ${direction}\`.`],
    })
  }
  const { lock, resume } = options
  const statements = await runStep(prepared, context, { journal, lock, progress, resume, mayRetry })
  const durationMs = performance.now() - started
  context.onEvent({ kind: 'revisionFinished', direction, revision: revision.id, durationMs, statements })
}

async function acceptEdited(edited: readonly EditedRevision[], journal: JournalWriter): Promise<void> {
  for (const { revision, checksum } of edited) {
    await journal.add({ revision: revision.id, direction: 'accept', status: 'done', checksum })
  }
}
