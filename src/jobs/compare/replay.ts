import type { ResolvedConfig } from '../../config/index.ts'
import { isLimbeckError } from '../../errors/index.ts'
import { type Operation, applyOperation, isOpaqueOperation } from '../../operations/index.ts'
import {
  type Revision,
  type RevisionGraph,
  type RevisionId,
  type RevisionModule,
  ancestorsOf,
  inOrder,
  knownNodes,
} from '../../revisions/index.ts'
import { type RecordedRun, recordRevision, statementEffect } from '../../runtime/index.ts'
import { type Catalog, CatalogDraft } from '../../schema/index.ts'
import { loadPresentRevision } from '../run/load-present-revision.ts'

type ReplaySettings = Pick<ResolvedConfig, 'namingConvention' | 'url'>

/** A revision as its file records without a database. */
export interface ReplayedRevision {
  readonly revision: Revision
  readonly upgrade: RecordedRun
  /** Null when the file has no `downgrade`. */
  readonly downgrade: RecordedRun | null
  /** The schema in front of the upgrade, as far as the operations of the revisions before it tell. */
  readonly before: Catalog
}

/**
 * Records revisions and replays their upgrades in memory, in the order given. What an operation cannot change, because
 * hand-written SQL made the table it is about, it leaves as it is.
 *
 * @param wanted the revisions whose recordings are needed; of the others only the upgrade is recorded
 */
export async function replayRevisions(
  revisions: Iterable<Revision>,
  settings: ReplaySettings,
  wanted: (revision: Revision) => boolean,
): Promise<readonly ReplayedRevision[]> {
  const { replayed } = await replay(revisions, settings, wanted)
  return replayed
}

/** The schema of a database at these heads, as far as the revisions' operations tell. */
export async function schemaAt(
  graph: RevisionGraph,
  heads: readonly RevisionId[],
  settings: ReplaySettings,
): Promise<Catalog> {
  const applied = inOrder(ancestorsOf(knownNodes(graph, heads), 'needs'))
  const { after } = await replay(
    applied.map((node) => node.revision),
    settings,
    () => false,
  )
  return after
}

/** The schema behind revisions that stand in their order, and the files whose operations do not tell all that they change. */
export async function replayHistory(
  revisions: Iterable<Revision>,
  settings: ReplaySettings,
): Promise<{ readonly after: Catalog; readonly untold: readonly string[] }> {
  const { after, untold } = await replay(revisions, settings, () => false)
  return { after, untold }
}

/** The schema behind revisions that stand in their order, as far as their operations tell. */
export async function replayedSchema(revisions: Iterable<Revision>, settings: ReplaySettings): Promise<Catalog> {
  return (await replay(revisions, settings, () => false)).after
}

async function replay(
  revisions: Iterable<Revision>,
  settings: ReplaySettings,
  wanted: (revision: Revision) => boolean,
): Promise<{
  readonly replayed: readonly ReplayedRevision[]
  readonly after: Catalog
  readonly untold: readonly string[]
}> {
  const draft = new CatalogDraft()
  const replayed: ReplayedRevision[] = []
  const untold: string[] = []
  for (const revision of revisions) {
    const module = await loadForReplay(revision, settings)
    const upgrade = await recordRevision(module, 'upgrade', settings)
    if (wanted(revision)) {
      const downgrade =
        module.irreversible !== undefined
          ? { operations: [], opaque: false, failure: module.irreversible }
          : module.downgrade === undefined
            ? null
            : await recordRevision(module, 'downgrade', settings)
      replayed.push({ revision, upgrade, downgrade, before: draft.fork() })
    }
    let isTold = !upgrade.opaque && upgrade.failure === null
    for (const operation of upgrade.operations) {
      if (mayChangeSchema(operation)) isTold = false
      try {
        applyOperation(draft, operation)
      } catch (error) {
        if (!isLimbeckError(error) || error.code !== 'LB5003') throw error
        isTold = false
      }
    }
    if (!isTold) untold.push(revision.file)
  }
  return { replayed, after: draft, untold }
}

/** Whether an operation may change the schema in a way that nobody can read from it. */
function mayChangeSchema(operation: Operation): boolean {
  return isOpaqueOperation(operation) && (operation.kind !== 'execute' || statementEffect(operation.sql) === 'unknown')
}

/** A `.sql` file that has nothing for the database at hand is one that fails there, when it runs. */
async function loadForReplay(revision: Revision, { url }: ReplaySettings): Promise<RevisionModule> {
  try {
    return await loadPresentRevision(revision, url?.dialect ?? null)
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB2023') throw error
    const fail = () => Promise.reject(error)
    return { upgrade: fail, downgrade: fail }
  }
}
