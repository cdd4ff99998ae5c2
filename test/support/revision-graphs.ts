import { type Revision, type RevisionGraph, buildRevisionGraph } from '../../src/revisions/index.ts'

/**
 * Revisions in a short notation, one a line: `id < parent parent ! dependency # label`, each part but the id optional.
 * A line may end in `@ 3`: created at minute 3.
 */
export function revisionsOf(notation: string): readonly Revision[] {
  return notation
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const words = (mark: string) => new RegExp(`\\${mark} ([^<!#@]+)`).exec(line)?.[1]?.trim().split(/\s+/) ?? []
      const id = /^[^\s<!#@]+/.exec(line)?.[0] ?? ''
      const [minute] = words('@')
      return {
        id,
        downRevisions: words('<'),
        dependsOn: words('!'),
        branchLabels: words('#'),
        message: `Message of ${id}`,
        createdAt: minute === undefined ? null : new Date(Number(minute) * 60_000).toISOString(),
        file: `/project/migrations/${id}.ts`,
      }
    })
}

/** The graph of revisions in the notation of {@link revisionsOf}. */
export function graphOf(notation: string): RevisionGraph {
  return buildRevisionGraph(revisionsOf(notation))
}
