import type { RevisionId } from './revision.ts'

/** What has to happen to the rows of the version table, in the order deletes, updates, inserts. Each concerns one row. */
export interface VersionRowChanges {
  readonly deletes: readonly RevisionId[]
  readonly updates: readonly { readonly from: RevisionId; readonly to: RevisionId }[]
  readonly inserts: readonly RevisionId[]
}

/**
 * The fewest changes of rows from one set of heads to another. A merge deletes all rows but the last of those that go and
 * updates that one; its way back updates one and inserts the others.
 */
export function versionRowChanges(before: readonly RevisionId[], after: readonly RevisionId[]): VersionRowChanges {
  const gone = before.filter((id) => !after.includes(id))
  const come = after.filter((id) => !before.includes(id))
  const pairs = Math.min(gone.length, come.length)
  return {
    deletes: gone.slice(0, gone.length - pairs),
    updates: gone.slice(gone.length - pairs).flatMap((from, index) => {
      const to = come[come.length - pairs + index]
      return to === undefined ? [] : [{ from, to }]
    }),
    inserts: come.slice(0, come.length - pairs),
  }
}
