import { LimbeckError } from '../errors/index.ts'
import { cycleIn } from './cycle-in.ts'
import { inheritBranchLabels } from './inherit-branch-labels.ts'
import { byDateAndId, orderOfGraph } from './order-of-graph.ts'
import { missingRevision } from './revision-errors.ts'
import { checkBranchLabel, checkRevisionId } from './revision-id.ts'
import type { NodeDraft, RevisionGraph } from './revision-node.ts'
import type { Revision, RevisionId } from './revision.ts'

/**
 * Makes the graph of revisions.
 *
 * @throws LimbeckError LB2004 two revisions of one id, LB2005 a reference to nothing, LB2006 a cycle, LB2007 a label that
 *   is used twice, LB2008 an id or label that is not allowed
 */
export function buildRevisionGraph(revisions: Iterable<Revision>): RevisionGraph {
  const byId = new Map<RevisionId, NodeDraft>()
  for (const revision of withoutReplaced([...revisions])) {
    checkRevisionId(revision.id, revision.file)
    const other = byId.get(revision.id)
    if (other !== undefined) throw duplicateId(revision, other.revision)
    byId.set(revision.id, draftOf(revision))
  }
  const drafts = byDateAndId([...byId.values()])
  const byLabel = collectLabels(drafts, byId)
  connect(drafts, byId, byLabel)
  const nodes = orderOfGraph(drafts)
  if (nodes.length < drafts.length) throw cycleIn(drafts)
  setParents(drafts)
  for (const node of nodes) {
    if (node.children.length > 1) node.children = byPosition(node.children)
    if (node.dependents.length > 1) node.dependents = byPosition(node.dependents)
  }
  if (byLabel.size > 0) inheritBranchLabels(nodes)
  return {
    nodes,
    byId,
    byLabel,
    heads: nodes.filter((node) => node.children.length === 0),
    realHeads: nodes.filter((node) => node.dependents.length === 0),
    bases: nodes.filter((node) => node.downRevisions.length === 0),
    branchPoints: nodes.filter((node) => node.children.length > 1),
    mergePoints: nodes.filter((node) => node.downRevisions.length > 1),
  }
}

/**
 * Without what a squashed revision stands for: a squash that was broken off may have left some of the old files. A file of
 * the squashed one's own id is not left out, as one of the two would win by accident.
 */
function withoutReplaced(revisions: readonly Revision[]): readonly Revision[] {
  if (revisions.every(({ replaces }) => replaces === undefined)) return revisions
  const replaced = new Set(revisions.flatMap(({ id, replaces = [] }) => replaces.filter((other) => other !== id)))
  return replaced.size === 0 ? revisions : revisions.filter(({ id }) => !replaced.has(id))
}

const none: readonly never[] = Object.freeze([])

function draftOf(revision: Revision): NodeDraft {
  return {
    id: revision.id,
    revision,
    position: 0,
    downRevisions: none,
    dependencies: none,
    parents: none,
    children: none,
    dependents: none,
    branchLabels: none,
  }
}

function byPosition(nodes: readonly NodeDraft[]): readonly NodeDraft[] {
  return [...nodes].sort((a, b) => a.position - b.position)
}

/** The error for two files with one id. */
export function duplicateId(one: Revision, other: Revision): LimbeckError {
  const files = [one.file, other.file].sort()
  return new LimbeckError('LB2004', `Revision ${one.id} is present more than once`, {
    hints: [
      `The files are ${files.join(' and ')}.`,
      'If one is a copy of the other, delete it; if one was copied as a start for a new revision, give it an id of its own and set its `downRevision`.',
    ],
    details: { revision: one.id, files },
  })
}

/** Labels share the names with ids. */
function collectLabels(drafts: readonly NodeDraft[], byId: ReadonlyMap<string, NodeDraft>): Map<string, NodeDraft> {
  const byLabel = new Map<string, NodeDraft>()
  for (const draft of drafts) {
    const labels = draft.revision.branchLabels
    for (const label of labels.length > 1 ? new Set(labels) : labels) {
      checkBranchLabel(label, draft.revision.file)
      const user = byLabel.get(label) ?? byId.get(label)
      if (user !== undefined) {
        throw new LimbeckError(
          'LB2007',
          `Branch name '${label}' in revision ${draft.id} already used by revision ${user.id}`,
          {
            hints: [
              `Choose another label in ${draft.revision.file}, or take it out there: revisions behind ${user.id} carry its label anyway.`,
            ],
            details: { label, revisions: [user.id, draft.id], files: [user.revision.file, draft.revision.file] },
          },
        )
      }
      byLabel.set(label, draft)
    }
  }
  return byLabel
}

/** Sets what the files say, and the way back of it. */
function connect(
  drafts: readonly NodeDraft[],
  byId: ReadonlyMap<string, NodeDraft>,
  byLabel: ReadonlyMap<string, NodeDraft>,
): void {
  for (const draft of drafts) {
    for (const id of draft.revision.downRevisions) {
      const down = byId.get(id)
      if (down === undefined) throw absent(draft.revision, id, 'downRevision', byId, byLabel)
      if (draft.downRevisions.includes(down)) continue
      draft.downRevisions = withOne(draft.downRevisions, down)
      down.children = withOne(down.children, draft)
      down.dependents = down.children
    }
  }
  for (const draft of drafts) {
    for (const name of draft.revision.dependsOn) {
      const dependency = byId.get(name) ?? byLabel.get(name)
      if (dependency === undefined) throw absent(draft.revision, name, 'dependsOn', byId, byLabel)
      if (draft.dependencies.includes(dependency)) continue
      draft.dependencies = withOne(draft.dependencies, dependency)
      if (!draft.downRevisions.includes(dependency)) dependency.dependents = withOne(dependency.dependents, draft)
    }
  }
}

function withOne(nodes: readonly NodeDraft[], node: NodeDraft): readonly NodeDraft[] {
  return nodes.length === 0 ? [node] : [...nodes, node]
}

function setParents(drafts: readonly NodeDraft[]): void {
  const declarations = new Map<NodeDraft, number>()
  for (const draft of drafts) {
    for (const dependency of draft.dependencies) declarations.set(dependency, (declarations.get(dependency) ?? 0) + 1)
  }
  for (const draft of drafts) {
    draft.parents =
      draft.dependencies.length === 0
        ? draft.downRevisions
        : [...draft.downRevisions, ...undeclaredDependencies(draft, declarations)]
  }
}

/** LB2005, which knows what was squashed. */
function absent(
  revision: Revision,
  name: string,
  key: 'downRevision' | 'dependsOn',
  byId: ReadonlyMap<string, NodeDraft>,
  byLabel: ReadonlyMap<string, NodeDraft>,
): LimbeckError {
  const squashed = [...byId.values()].find((draft) => draft.revision.replaces?.includes(name) === true)
  if (squashed === undefined) return missingRevision(revision, name, key, byId, byLabel)
  return new LimbeckError(
    'LB2005',
    `Revision ${name} referenced from ${revision.id} was squashed into ${squashed.id}`,
    {
      hints: [
        `\`${key}\` in ${revision.file} names it: let it name ${squashed.id}, which does all that ${name} did, and more.`,
      ],
      details: { revision: revision.id, file: revision.file, missing: name, key, squashedInto: squashed.id },
    },
  )
}

/**
 * Dependencies without those that a revision below declares already: these are applied when it is.
 *
 * @param declarations how many revisions declare a dependency; one that only this one declares needs no search
 */
function undeclaredDependencies(node: NodeDraft, declarations: ReadonlyMap<NodeDraft, number>): readonly NodeDraft[] {
  const own = new Set(node.dependencies)
  for (const down of node.downRevisions) own.delete(down)
  const doubtful = new Set([...own].filter((dependency) => (declarations.get(dependency) ?? 0) > 1))
  const below = new Set(doubtful.size === 0 ? [] : node.downRevisions)
  for (const each of below) {
    for (const declared of each.dependencies) if (doubtful.delete(declared)) own.delete(declared)
    if (doubtful.size === 0) break
    for (const down of each.downRevisions) below.add(down)
  }
  return [...own]
}
