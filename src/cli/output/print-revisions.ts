import type { RevisionInfo } from '../../jobs/index.ts'
import { revisionEntry, revisionLine } from './revision-lines.ts'
import type { Terminal } from './terminal.ts'

/** Prints revisions one below the other: a line each, or everything about them. */
export function printRevisions(
  revisions: readonly RevisionInfo[],
  terminal: Terminal,
  show: {
    readonly verbose: boolean
    readonly parents?: boolean
    readonly labels?: boolean
    readonly shape?: boolean
    readonly message?: boolean
  },
): void {
  for (const revision of revisions) {
    if (show.verbose) for (const line of revisionEntry(revision, terminal.outStyle)) terminal.out(line)
    else terminal.out(revisionLine(revision, terminal.outStyle, show))
  }
}
