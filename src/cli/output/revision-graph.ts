import type { RevisionInfo } from '../../jobs/index.ts'
import { asciiGlyphs, drawGraph, drawGraphUpwards, roundedGlyphs } from './graph-log.ts'
import { revisionLine } from './revision-lines.ts'
import type { Terminal } from './terminal.ts'

/** Prints the drawing of revisions in the order given: newest first, or `reverse`. */
export function printRevisionGraph(
  revisions: readonly RevisionInfo[],
  terminal: Terminal,
  options: { readonly ascii: boolean; readonly reverse: boolean },
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
  const glyphs = options.ascii ? asciiGlyphs : roundedGlyphs
  const lines = options.reverse ? drawGraphUpwards(nodes, glyphs) : drawGraph(nodes, glyphs)
  for (const line of lines) terminal.out(line)
}
