import type { ResolvedConfig } from '../../config/index.ts'
import {
  type Conflict,
  type ConflictReport,
  type Side,
  type SideRevision,
  conflictParagraphs,
  findConflicts,
  findConflictsAmong,
  unknownLines,
} from '../../conflicts/index.ts'
import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { applyOperation } from '../../operations/index.ts'
import { type RevisionNode, ancestorsOf, inOrder } from '../../revisions/index.ts'
import { recordRevision } from '../../runtime/index.ts'
import { type Catalog, CatalogDraft, type ObjectKey, keyOf } from '../../schema/index.ts'
import { loadPresentRevision } from '../run/load-present-revision.ts'

/** Two or more revisions whose lines are compared. */
export type Lines = readonly RevisionNode[]

/**
 * Replays the lines that end in some revisions from what they have in common, in memory, and tells what they cannot
 * both do. Needs no database.
 */
export async function conflictsBetween(lines: Lines, config: ResolvedConfig): Promise<ConflictReport> {
  return await reportOn(lines, pairsOf(lines), config)
}

/** As {@link conflictsBetween}, for one line against each of others; these are not compared with each other. */
export async function conflictsWith(
  line: RevisionNode,
  others: Lines,
  config: ResolvedConfig,
): Promise<ConflictReport> {
  return await reportOn(
    [line, ...others],
    others.map((other) => [line, other] as const),
    config,
  )
}

type Pair = readonly [RevisionNode, RevisionNode]

function pairsOf(lines: Lines): readonly Pair[] {
  return lines.flatMap((one, at) => lines.slice(at + 1).map((other): Pair => [one, other]))
}

async function reportOn(lines: Lines, pairs: readonly Pair[], config: ResolvedConfig): Promise<ConflictReport> {
  const below = new Map(lines.map((line) => [line, ancestorsOf([line], 'needs')]))
  const ancestors = (line: RevisionNode) => below.get(line) ?? new Set<RevisionNode>()
  // A revision on top of another one has nothing that the other does not have.
  const apart = pairs.filter(([one, other]) => !ancestors(one).has(other) && !ancestors(other).has(one))
  if (apart.length === 0) return { conflicts: [], unknowns: [] }
  const recorded = await recordUpgrades(inOrder(new Set(lines.flatMap((line) => [...ancestors(line)]))), config)
  const sideOf = (line: RevisionNode, shared: ReadonlySet<RevisionNode>): Side => ({
    head: line.id,
    revisions: inOrder([...ancestors(line)].filter((node) => !shared.has(node))).flatMap(
      (node) => recorded.get(node) ?? [],
    ),
  })
  const reports = apart.map(([one, other]) => {
    const shared = common(ancestors(one), ancestors(other))
    return findConflicts(catalogOf(shared, recorded), sideOf(one, shared), sideOf(other, shared))
  })
  const conflicts = onceEach(reports.flatMap((report) => report.conflicts))
  const unknowns = [
    ...Map.groupBy(
      reports.flatMap((report) => report.unknowns),
      unknownKey,
    ).values(),
  ].flatMap((same) => same.toSorted((a, b) => b.mentions.length - a.mentions.length).slice(0, 1))
  if (conflicts.length > 0 || apart.length < 2 || apart.length < pairs.length) return { conflicts, unknowns }
  const shared = lines.map(ancestors).reduce(common)
  const among = findConflictsAmong(
    catalogOf(shared, recorded),
    lines.map((line) => sideOf(line, shared)),
  )
  return { conflicts: among, unknowns }
}

function common(one: ReadonlySet<RevisionNode>, other: ReadonlySet<RevisionNode>): Set<RevisionNode> {
  return new Set([...one].filter((node) => other.has(node)))
}

/** Several pairs of heads may stand on the same two revisions. */
function onceEach(conflicts: readonly Conflict[]): readonly Conflict[] {
  const key = ({ kind, object, message, sides }: Conflict) =>
    JSON.stringify([kind, object === null ? message : keyOf(object), sides.map((side) => side.revision).sort()])
  return [...new Map(conflicts.toReversed().map((conflict) => [key(conflict), conflict])).values()].toReversed()
}

function unknownKey(part: ConflictReport['unknowns'][number]): ObjectKey {
  return JSON.stringify([part.revision, part.reason, part.text])
}

async function recordUpgrades(
  nodes: readonly RevisionNode[],
  config: ResolvedConfig,
): Promise<ReadonlyMap<RevisionNode, SideRevision>> {
  const recorded = new Map<RevisionNode, SideRevision>()
  for (const node of nodes) {
    const { id, file } = node.revision
    recorded.set(node, { id, file, ...(await recordUpgrade(node, config)) })
  }
  return recorded
}

/** A file that cannot even be loaded is unknown; whoever runs it will hear of it. */
async function recordUpgrade(
  { revision }: RevisionNode,
  config: ResolvedConfig,
): Promise<Pick<SideRevision, 'operations' | 'opaque' | 'failure'>> {
  try {
    return await recordRevision(await loadPresentRevision(revision), 'upgrade', config)
  } catch (error) {
    if (!isLimbeckError(error)) throw error
    return { operations: [], opaque: false, failure: error.message }
  }
}

/** The schema behind some revisions. What an operation cannot change, since hand-written SQL made it, stays as it is. */
function catalogOf(nodes: ReadonlySet<RevisionNode>, recorded: ReadonlyMap<RevisionNode, SideRevision>): Catalog {
  const draft = new CatalogDraft()
  for (const operation of inOrder(nodes).flatMap((node) => recorded.get(node)?.operations ?? [])) {
    try {
      applyOperation(draft, operation)
    } catch (error) {
      if (operation.kind !== 'custom' && !(isLimbeckError(error) && error.code === 'LB5003')) throw error
    }
  }
  return draft
}

/** What a refusal is about. */
export interface ConflictRefusal extends ConflictReport {
  /** The whole of the first sentence. */
  readonly message: string
  readonly hints: readonly string[]
  /** What file names are shown relative to. */
  readonly folder: string
}

/** LB2030, a paragraph for each conflict. */
export function conflictError({ conflicts, unknowns, message, hints, folder }: ConflictRefusal): LimbeckError {
  const paragraphs = [message, ...conflictParagraphs(conflicts, folder), ...unknownLines(unknowns, folder)]
  return new LimbeckError('LB2030', paragraphs.join('\n'), {
    hints,
    details: {
      conflicts: conflicts.map((conflict) => ({
        ...conflict,
        object: conflict.object,
        sides: conflict.sides.map((side) => ({ ...side })),
      })),
      unknowns: unknowns.map((part) => ({ ...part })),
    },
  })
}
