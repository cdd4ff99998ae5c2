import type { RevisionInfo } from '../../jobs/index.ts'
import { revisionEntry, revisionLine } from './revision-lines.ts'
import type { Terminal } from './terminal.ts'

const revisionsPerWrite = 500

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
  const { outStyle } = terminal
  // A write for each line would take longer than everything else.
  for (let from = 0; from < revisions.length; from += revisionsPerWrite) {
    const lines = revisions
      .slice(from, from + revisionsPerWrite)
      .map((revision) =>
        show.verbose ? revisionEntry(revision, outStyle).join('\n') : revisionLine(revision, outStyle, show),
      )
    terminal.outText(`${lines.join('\n')}\n`)
  }
}
