import type { RevisionInfo, RunInfo } from '../../jobs/index.ts'
import { formatDuration } from './duration.ts'
import type { Style } from './terminal.ts'

/** A revision on one line: `1975ea83b712 (head)`, with what Alembic shows behind it. */
export function revisionLine(
  revision: RevisionInfo,
  style: Style,
  show: {
    readonly parents?: boolean
    readonly labels?: boolean
    readonly shape?: boolean
    readonly message?: boolean
  } = {},
): string {
  const depends = revision.dependsOn.length === 0 ? '' : ` (${revision.dependsOn.join(', ')})`
  const parents = show.parents === true ? `${parentsOf(revision)}${depends} -> ` : ''
  const labels =
    show.labels === true && revision.branchLabels.length > 0 ? ` (${revision.branchLabels.join(', ')})` : ''
  const message = show.message === true ? `, ${revision.message.replace(/\s+/g, ' ')}` : ''
  return `${parents}${style.yellow(revision.id)}${labels}${marks(revision, style, show.shape ?? true)}${message}`
}

/** A revision with everything about it: Alembic's entry of `show` and `history --verbose`. */
export function revisionEntry(revision: RevisionInfo, style: Style): readonly string[] {
  const line = (name: string, value: string) => `${name} ${value}`
  return [
    line('Rev:', `${style.yellow(revision.id)}${marks(revision, style, true)}`),
    line(revision.isMergePoint ? 'Merges:' : 'Parent:', parentsOf(revision)),
    ...(revision.dependsOn.length === 0 ? [] : [line('Also depends on:', revision.dependsOn.join(', '))]),
    ...(revision.isBranchPoint ? [line('Branches into:', revision.nextRevisions.join(', '))] : []),
    ...(revision.branchLabels.length === 0 ? [] : [line('Branch names:', revision.branchLabels.join(', '))]),
    line('Path:', revision.file),
    ...(revision.createdAt === null ? [] : [line('Created:', revision.createdAt)]),
    ...(revision.appliedBy ? [line('Applied:', runOf(revision.appliedBy))] : []),
    '',
    ...revision.message.split('\n').map((text) => `    ${text}`),
    '',
  ]
}

/** When, how long and by whom: `2026-11-22T16:14:16.003Z (33 ms) by ada@laptop`. */
function runOf(run: RunInfo): string {
  const how = run.direction === 'upgrade' ? '' : `${run.direction}, `
  const took = run.durationMs === null ? '' : ` (${how}${formatDuration(run.durationMs)})`
  return `${run.startedAt}${took} by ${run.osUser ?? run.process ?? 'somebody'}`
}

function parentsOf(revision: RevisionInfo): string {
  return revision.isBase ? '<base>' : revision.downRevisions.join(', ')
}

function marks(revision: RevisionInfo, style: Style, shape: boolean): string {
  const all = [
    revision.isHead && !revision.isEffectiveHead ? style.green('(head)') : null,
    revision.isEffectiveHead ? style.green('(effective head)') : null,
    revision.isCurrent ? style.cyan('(current)') : null,
    shape && revision.isBranchPoint ? '(branchpoint)' : null,
    shape && revision.isMergePoint ? '(mergepoint)' : null,
  ]
  return all.map((mark) => (mark === null ? '' : ` ${mark}`)).join('')
}
