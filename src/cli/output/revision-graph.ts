import type { RevisionInfo } from '../../jobs/index.ts'
import { asciiGlyphs, drawGraph, roundedGlyphs } from './graph-log.ts'
import { revisionLine } from './revision-lines.ts'
import type { Terminal } from './terminal.ts'

/** Prints the drawing of revisions, newest first. */
export function printRevisionGraph(
  revisions: readonly RevisionInfo[],
  terminal: Terminal,
  options: { readonly ascii: boolean },
): void {
  const style = terminal.outStyle
  const nodes = revisions.map((revision) => ({
    id: revision.id,
    parents: revision.downRevisions,
    mark: revision.isCurrent
      ? ('current' as const)
      : revision.isApplied === true
        ? ('applied' as const)
        : ('plain' as const),
    text: revisionLine(revision, style, { labels: true, shape: false, message: true }),
  }))
  for (const line of drawGraph(nodes, options.ascii ? asciiGlyphs : roundedGlyphs)) terminal.out(line)
}
