import type { Revision, RevisionId } from './revision.ts'

/** A revision among the others. Every list of nodes is in the order of the graph, but for those that say otherwise. */
export interface RevisionNode {
  readonly id: RevisionId
  readonly revision: Revision
  /** Place in the one order of the graph: behind all that it needs, else by date and id. */
  readonly position: number
  /** The revisions it follows, in the order of its file. */
  readonly downRevisions: readonly RevisionNode[]
  /** What `dependsOn` names, labels resolved, in the order of its file. */
  readonly dependencies: readonly RevisionNode[]
  /** All that must be applied right before it: the revisions it follows, and dependencies that none below it declares. */
  readonly parents: readonly RevisionNode[]
  /** The revisions that follow it. */
  readonly children: readonly RevisionNode[]
  /** The revisions that follow it or depend on it. */
  readonly dependents: readonly RevisionNode[]
  /** Own and inherited labels, sorted. */
  readonly branchLabels: readonly string[]
}

/** All revisions of a project with their relations. Immutable; made without touching a database. */
export interface RevisionGraph {
  /** Every node, each behind those that it needs; the same for the same revisions, however their files are listed. */
  readonly nodes: readonly RevisionNode[]
  readonly byId: ReadonlyMap<RevisionId, RevisionNode>
  /** Branch label → the revision that declares it. */
  readonly byLabel: ReadonlyMap<string, RevisionNode>
  /** Nothing follows them. */
  readonly heads: readonly RevisionNode[]
  /** Nothing follows them or depends on them: what the version table holds when all is applied. */
  readonly realHeads: readonly RevisionNode[]
  /** They follow nothing. */
  readonly bases: readonly RevisionNode[]
  /** More than one revision follows them. */
  readonly branchPoints: readonly RevisionNode[]
  /** They follow more than one revision. */
  readonly mergePoints: readonly RevisionNode[]
}

/** A node while the graph is made. Lists may be shared between nodes, and between fields of one: they are replaced. */
export type NodeDraft = { -readonly [Key in Exclude<keyof RevisionNode, RelationKey>]: RevisionNode[Key] } & {
  [Key in RelationKey]: readonly NodeDraft[]
}

type RelationKey = 'downRevisions' | 'dependencies' | 'parents' | 'children' | 'dependents'
