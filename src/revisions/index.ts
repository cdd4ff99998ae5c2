export {
  appliedRevisions,
  currentNodes,
  currentRevisions,
  isApplied,
  isUpToDate,
  knownNodes,
} from './applied-revisions.ts'
export { downgradeSteps } from './downgrade-steps.ts'
export { dependenciesOfNewRevision, findRevisions, parentsOfNewRevision } from './find-revisions.ts'
export { downgradeOf, loadRevision } from './load-revision.ts'
export { isoInTimeZone } from './local-time.ts'
export { mentionsCurrent, revisionsInRange } from './history-range.ts'
export { type KnownFilesStore, openKnownFiles } from './known-files-store.ts'
export { ancestorsOf, inOrder, lineageOf } from './lineage.ts'
export { offlineDowngradeSteps, offlineUpgradeSteps } from './offline-steps.ts'
export { type RebasePlan, type RebaseRequest, planRebase } from './plan-rebase.ts'
export { readRevisionHeader } from './read-revision-header.ts'
export { type RenderOptions, type RevisionParts, type RevisionSource, renderRevision } from './render-revision.ts'
export { type SqlBody, renderSqlRevision } from './render-sql-revision.ts'
export { revisionFileKind } from './revision-file-kind.ts'
export { revisionFileName, slugOf } from './revision-file-name.ts'
export { buildRevisionGraph } from './revision-graph.ts'
export { checkBranchLabel, checkRevisionId, newRevisionId } from './revision-id.ts'
export type { RevisionGraph, RevisionNode } from './revision-node.ts'
export { searchHint } from './revision-errors.ts'
export { type FileChange, replaceFiles } from './replace-files.ts'
export { rewriteDownRevision } from './rewrite-down-revision.ts'
export { isRange, parseRange } from './revision-spec.ts'
export type { Direction, Revision, RevisionId, RevisionModule, RevisionStep } from './revision.ts'
export { type RevisionTemplate, type RevisionTemplateTokens, renderWithTemplate } from './revision-template.ts'
export { filesWithoutRevision } from './files-without-revision.ts'
export { readScriptDirectory } from './script-directory.ts'
export { stampSteps } from './stamp-steps.ts'
export type { Timeouts } from './timeouts.ts'
export { upgradeSteps } from './upgrade-steps.ts'
export { versionRowChanges } from './version-row-changes.ts'
export { writeRevision } from './write-revision.ts'
