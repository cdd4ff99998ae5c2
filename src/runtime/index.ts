export { type PresentFiles, findEditedRevisions } from './edited-revisions.ts'
export { explained } from './explained.ts'
export type { EventListener, LimbeckEvent, ProgressEvent } from './events.ts'
export {
  type JournalPlace,
  type RunFilter,
  readFinishedChecksums,
  readFinishedRuns,
  readRuns,
  readUnfinishedRuns,
} from './journal.ts'
export type { JournalEntry } from './journal-entry.ts'
export { limbeckVersion } from './limbeck-version.ts'
export type { MigrationContext, StateTables } from './migration-context.ts'
export { excerptOf } from './failure.ts'
export { type Loss, findLosses } from './find-losses.ts'
export { type StepPreview, previewSteps } from './preview-steps.ts'
export { introspect } from './read-before.ts'
export { type RecordedRun, recordRevision } from './record-revision.ts'
export { replacedChecksums, revisionChecksum } from './revision-checksum.ts'
export type { PreparedStep } from './run-step.ts'
export {
  type HookContext,
  type HookStep,
  type Hooks,
  type OnVersionApply,
  type RevisionHookContext,
  type RunEndContext,
  type RunHookContext,
  type RunSettings,
  type TimeoutLimits,
  type TransactionMode,
  type VersionApplied,
} from './run-settings.ts'
export { runOperations } from './run-operations.ts'
export { runSteps } from './run-steps.ts'
export { ScriptWriter } from './script-writer.ts'
export { stampHeads } from './stamp-heads.ts'
export { stateTables } from './state-tables.ts'
export { underLock } from './under-lock.ts'
export { readHeads } from './read-heads.ts'
export { readState } from './read-state.ts'
export { writeScript } from './write-script.ts'
export { writeStampScript } from './write-stamp-script.ts'
export { statementEffect } from './statement-effect.ts'
