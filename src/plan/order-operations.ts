import { LimbeckError, fault } from '../errors/index.ts'
import { DirectedGraph, findCycle, strongComponents, topologicalOrder } from '../graph/index.ts'
import { type Operation, describeOperation } from '../operations/index.ts'
import { type Catalog, keyOf, tableKey } from '../schema/index.ts'
import { type OperationGraph, operationGraph } from './operation-graph.ts'
import { type Places, placesOf } from './places.ts'
import { type Subject, isLoose, subjectOf, tableOfSubject } from './subject.ts'

/** Operations that belong together in what a person reads: all about one table, in the order in which they run. */
export interface OperationGroup {
  /** `makes`: creates a table. `changes`: alters one. `removes`: drops one. `single`: stands alone. */
  readonly kind: 'makes' | 'changes' | 'removes' | 'single'
  readonly operations: readonly Operation[]
}

/** A group while the order is being worked out. Members are positions of operations. */
interface Bundle {
  readonly key: string
  readonly kind: OperationGroup['kind']
  readonly rank: readonly number[]
  readonly members: number[]
}

/**
 * Puts operations into the order in which they must run, grouped by table as far as that order allows. Adds come
 * early, drops late, the rest as the catalogs have it; the order in which the operations are given does not count,
 * but for those that change the same enum type.
 *
 * @throws LimbeckError LB9011 with the cycle when operations wait for each other.
 */
export function orderOperations(
  operations: readonly Operation[],
  before: Catalog,
  after: Catalog,
): readonly OperationGroup[] {
  const graph = operationGraph(operations, before)
  const subjects = graph.touches.map(subjectOf)
  const places = placesOf(subjects, before, after)
  let bundles = bundlesOf(subjects, places)
  let order = orderOfBundles(bundles, graph)
  if (order === null) {
    refuseCycle(graph)
    bundles = untangle(bundles, graph, subjects, places)
    order = orderOfBundles(bundles, graph)
  }
  if (order === null) throw fault('Untangled bundles of operations wait for each other')
  return order.flatMap((at) => {
    const bundle = bundles[at]
    if (bundle === undefined) return []
    const inside = orderInside(bundle.members, graph, subjects, places)
    return [{ kind: bundle.kind, operations: inside.flatMap((position) => operations[position] ?? []) }]
  })
}

function orderOfBundles(bundles: readonly Bundle[], { edges }: OperationGraph): readonly number[] | null {
  return topologicalOrder(quotient(bundles, edges), (a, b) => compareBundles(bundles[a], bundles[b]))
}

/** @throws LimbeckError LB9011 with the cycle when operations wait for each other. */
function refuseCycle({ operations, edges }: OperationGraph): void {
  const cycle = findCycle(edges)
  if (cycle !== undefined) throw cyclic(cycle.flatMap((position) => operations[position] ?? []))
}

function bundlesOf(subjects: readonly (Subject | null)[], places: Places): readonly Bundle[] {
  const fate = new Map<string, 'makes' | 'removes'>()
  for (const subject of subjects) {
    if (subject?.id.kind !== 'table' || (subject.how !== 'makes' && subject.how !== 'removes')) continue
    fate.set(tableKey(subject.id), subject.how)
  }
  const bundles = new Map<string, Bundle>()
  subjects.forEach((subject, position) => {
    const table = subject === null ? null : tableOfSubject(subject)
    const isWholeRename = subject?.how === 'renames' && subject.id.kind === 'table'
    if (subject === null || table === null || isWholeRename) {
      bundles.set(`single ${position}`, single(position, subject, places))
      return
    }
    const key = tableKey(table)
    const bundle = bundles.get(key)
    if (bundle !== undefined) {
      bundle.members.push(position)
      return
    }
    const kind = fate.get(key) ?? 'changes'
    bundles.set(key, { key: `${kind} ${key}`, kind, rank: rankOf(kind, subject, places), members: [position] })
  })
  return [...bundles.values()]
}

function single(position: number, subject: Subject | null, places: Places): Bundle {
  const key = subject === null ? `~ ${position}` : `${keyOf(subject.id)} ${subject.how}`
  return { key, kind: 'single', rank: rankOf('single', subject, places), members: [position] }
}

/** Adds early, drops late. */
function rankOf(kind: OperationGroup['kind'], subject: Subject | null, places: Places): readonly number[] {
  if (subject === null) return [3]
  const { id, how } = subject
  if (id.kind === 'namespace') return [how === 'removes' ? 6 : 0, places.of(id)]
  if (id.kind === 'enumType') return [how === 'removes' ? 5 : 1, places.of(id)]
  // What columns stand on comes before tables and goes behind them, whether anybody knows of it or not.
  if (id.kind === 'defined' && isUnderTables(id.objectType)) return [how === 'removes' ? 5 : 1, places.of(id)]
  // What stands on tables mostly: it comes when they are as they will be, and goes before they change.
  if (id.kind === 'defined') return [how === 'removes' ? 1.5 : 3.5, places.of(id)]
  const table = tableOfSubject(subject)
  if (table === null) return [3]
  if (kind === 'makes') return [2, places.made(table)]
  if (kind === 'removes') return [4, places.removed(table)]
  return [3, places.of({ kind: 'table', ...table }), memberRank(subject)]
}

const underTables = new Set(['extension', 'collation', 'sequence', 'domain', 'composite type', 'range type'])

function isUnderTables(objectType: string): boolean {
  return underTables.has(objectType)
}

function compareBundles(a: Bundle | undefined, b: Bundle | undefined): number {
  return compareRanks(a?.rank ?? [], b?.rank ?? []) || compareText(a?.key ?? '', b?.key ?? '')
}

/** Which bundle waits for which. */
function quotient(bundles: readonly Bundle[], edges: DirectedGraph): DirectedGraph {
  const bundleOf = new Int32Array(edges.size)
  bundles.forEach(({ members }, at) => {
    for (const position of members) bundleOf[position] = at
  })
  const graph = new DirectedGraph(bundles.length)
  for (const [from, to] of edges.edges()) graph.addEdge(bundleOf[from] ?? 0, bundleOf[to] ?? 0)
  return graph
}

/**
 * Takes bundles apart that wait for each other: first the foreign keys that run against the order of their bundles,
 * then, where that is not enough, the changes of existing tables into single operations.
 */
function untangle(
  bundles: readonly Bundle[],
  graph: OperationGraph,
  subjects: readonly (Subject | null)[],
  places: Places,
): readonly Bundle[] {
  const waits = quotient(bundles, graph.edges)
  const knots = strongComponents(waits).filter((component) => component.length > 1)
  if (knots.length === 0) return bundles
  const loose = new Set<number>()
  const exploding = new Set<Bundle>()
  for (const knot of knots) {
    const sorted = knot.flatMap((at) => bundles[at] ?? []).sort(compareBundles)
    const placeOf = new Map(sorted.flatMap(({ members }, place) => members.map((position) => [position, place])))
    const against: number[] = []
    for (const from of placeOf.keys()) {
      for (const to of graph.edges.successorsOf(from)) {
        if ((placeOf.get(from) ?? 0) <= (placeOf.get(to) ?? Infinity)) continue
        const end = [to, from].find((position) => isLoose(subjects[position] ?? null) && isBundled(sorted, position))
        if (end !== undefined) against.push(end)
      }
    }
    for (const position of against) loose.add(position)
    if (against.length === 0) for (const bundle of sorted) exploding.add(bundle)
  }
  const apart = bundles.flatMap((bundle) => {
    const stays = bundle.members.filter((position) => !loose.has(position))
    const goes = bundle.members.filter((position) => loose.has(position))
    if (exploding.has(bundle)) return stays.map((position) => single(position, subjects[position] ?? null, places))
    const rest = stays.length === 0 ? [] : [{ ...bundle, members: stays }]
    return [...rest, ...goes.map((position) => single(position, subjects[position] ?? null, places))]
  })
  return untangle(apart, graph, subjects, places)
}

function isBundled(bundles: readonly Bundle[], position: number): boolean {
  return bundles.some(({ kind, members }) => kind !== 'single' && members.includes(position))
}

function orderInside(
  members: readonly number[],
  graph: OperationGraph,
  subjects: readonly (Subject | null)[],
  places: Places,
): readonly number[] {
  if (members.length < 2) return members
  const nodeOf = new Map(members.map((position, node) => [position, node]))
  const edges = new DirectedGraph(members.length)
  members.forEach((position, node) => {
    for (const next of graph.edges.successorsOf(position)) {
      const to = nodeOf.get(next)
      if (to !== undefined) edges.addEdge(node, to)
    }
  })
  const subjectAt = members.map((position) => subjects[position] ?? null)
  const made = new Set(subjectAt.flatMap((subject) => (subject?.how === 'makes' ? [keyOf(subject.id)] : [])))
  const rankAt = subjectAt.map((subject) => {
    if (subject === null) return 0
    // What changes a column that was just made comes last: it cannot be part of the same step.
    const isSecondThought = subject.how === 'changes' && made.has(keyOf(subject.id))
    return isSecondThought ? secondThoughtRank : memberRank(subject)
  })
  const order = topologicalOrder(edges, (a, b) => {
    const byRank = (rankAt[a] ?? 0) - (rankAt[b] ?? 0)
    return byRank === 0 ? compareWithinTable(subjectAt[a] ?? null, subjectAt[b] ?? null, places) : byRank
  })
  if (order === null) refuseCycle(graph)
  return order?.flatMap((node) => members[node] ?? []) ?? members
}

function compareWithinTable(a: Subject | null, b: Subject | null, places: Places): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return places.withinTable(a.id) - places.withinTable(b.id) || compareText(keyOf(a.id), keyOf(b.id))
}

const memberRanks: { readonly [How in Subject['how']]: readonly Subject['id']['kind'][] } = {
  makes: ['table', 'column', 'primaryKey', 'unique', 'check', 'index', 'foreignKey'],
  changes: ['column', 'table'],
  renames: [],
  removes: ['foreignKey', 'index', 'check', 'unique', 'primaryKey', 'column', 'table'],
}

const secondThoughtRank = 100

/** Columns, then what stands on them; what is dropped comes last, and last of all its columns. */
function memberRank({ how, id }: Subject): number {
  const place = memberRanks[how].indexOf(id.kind)
  if (how === 'renames') return 0
  if (how === 'makes') return id.kind === 'table' || id.kind === 'column' ? 10 + place : 30 + place
  return (how === 'changes' ? 20 : 50) + place
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function cyclic(operations: readonly Operation[]): LimbeckError {
  const path = operations.map(describeOperation)
  return new LimbeckError('LB9011', `These operations wait for each other: ${[...path, path[0] ?? ''].join(' → ')}.`, {
    hints: ['This is a fault of limbeck. Please report it with the message; write the revision by hand meanwhile.'],
    details: { cycle: path },
  })
}
