import { DirectedGraph } from '../graph/index.ts'
import { type Operation, type Touch, tableDroppedBy, touchesOf } from '../operations/index.ts'
import {
  type Catalog,
  type CatalogDraft,
  type ObjectId,
  type TableRef,
  editCatalog,
  isMemberOf,
  keyOf,
  tableKey,
} from '../schema/index.ts'
import { type Subject, subjectOf, tableOfId } from './subject.ts'

/** Operations with what they touch, and an edge wherever one must run before another. */
export interface OperationGraph {
  readonly operations: readonly Operation[]
  readonly touches: readonly (readonly Touch[])[]
  readonly edges: DirectedGraph
}

/**
 * What one operation does around an id or name: its position times 128, and what it does as bits. One number, because a
 * large plan has a million of them.
 */
type Visit = number

/** A list only where there is more than one: most things have to do with one operation only. */
type Visits = Visit | Visit[]

const bits: { readonly [How in Touch['how']]: number } = {
  makes: 1,
  removes: 2,
  parts: 4,
  joins: 8,
  changes: 16,
  needs: 32,
  releases: 64,
}
const allBits = 127

const positionOf = (visit: Visit): number => Math.floor(visit / 128)

/**
 * The one place where it is decided what must come before what, from nothing but touches: see {@link Touch}. Besides
 * equal ids it minds that a member belongs to a table, and that relations and types of one namespace, and
 * constraints of one table, share a pool of names.
 *
 * `before` is the catalog in front of all the operations. Operations that change the same enum type keep their order.
 */
export function operationGraph(operations: readonly Operation[], before: Catalog): OperationGraph {
  const touches = aroundRenewals(operations, touchesAround(operations, before))
  const edges = new DirectedGraph(operations.length)
  const around = new Map<string, Visits>()
  const visit = (key: string, position: number, how: Touch['how']) => {
    const visits = around.get(key)
    const fresh: Visit = position * 128 + bits[how]
    if (visits === undefined) {
      around.set(key, fresh)
      return
    }
    // Operations come one after the other.
    const last = typeof visits === 'number' ? visits : (visits.at(-1) ?? 0)
    if (positionOf(last) !== position) {
      if (typeof visits === 'number') around.set(key, [visits, fresh])
      else visits.push(fresh)
    } else if ((last & bits[how]) === 0) {
      if (typeof visits === 'number') around.set(key, last + bits[how])
      else visits[visits.length - 1] = last + bits[how]
    }
  }
  touches.forEach((list, position) => {
    const whole = tableMadeOrRemoved(list)
    // Members of one table stand together.
    let last: TableRef | null = null
    for (const { how, id, key } of list) {
      // Whoever has to do with a member has to do with its table: what comes and goes with that needs no edges of its own.
      const isPart = whole !== null && isMemberOf(id, whole)
      if (!isPart) {
        visit(key ?? keyOf(id), position, how)
        const table = tableOfId(id)
        if (table !== null && (last?.name !== table.name || last.namespace !== table.namespace)) {
          visit(tableKey(table), position, 'needs')
          last = table
        }
      }
      if (how !== 'makes' && how !== 'removes') continue
      if (!isPart || id.kind === 'index') for (const pool of namePools(id)) visit(pool, position, how)
    }
  })
  for (const [key, visits] of around) if (typeof visits !== 'number') connect(key, visits, edges)
  return { operations, touches, edges }
}

/** The table that comes or goes as a whole. */
function tableMadeOrRemoved(touches: readonly Touch[]): TableRef | null {
  for (const { how, id } of touches) if (id.kind === 'table' && (how === 'makes' || how === 'removes')) return id
  return null
}

function connect(key: string, visits: readonly Visit[], edges: DirectedGraph): void {
  const [makes, removes, parts, joins, changes, needs, releases] = byWhatTheyDo(visits)
  const inTurn = (earlier: readonly number[], later: readonly number[]) => {
    for (const from of earlier) for (const to of later) edges.addEdge(from, to)
  }
  // Changing a table itself (its comment) is nothing to those that only want it to be there.
  const isTable = key.startsWith('table:')
  inTurn(makes, changes)
  inTurn(makes, needs)
  inTurn(makes, joins)
  // What parts stands free for every other change, and is as it will be when it joins.
  if (parts.length > 0) inTurn(parts, [...changes, ...needs, ...joins, ...removes])
  if (joins.length > 0) inTurn([...changes, ...needs], joins)
  if (!isTable) inTurn(changes, needs)
  inTurn(releases, removes)
  if (removes.length > 0 && makes.length > 0) {
    inTurn(removes, makes)
  } else {
    if (!isTable) inTurn(releases, changes)
    inTurn(changes, removes)
    inTurn(needs, removes)
    inTurn(joins, removes)
  }
  if (!key.startsWith('enumType:')) return
  const inOrder = [...changes].sort((a, b) => a - b)
  inOrder.forEach((position, at) => edges.addEdge(inOrder[at - 1] ?? position, position))
}

/** The positions of operations by the one thing that counts of all that each does; who needs an id may also release it. */
function byWhatTheyDo(visits: readonly Visit[]) {
  const makes: number[] = []
  const removes: number[] = []
  const parts: number[] = []
  const joins: number[] = []
  const changes: number[] = []
  const needs: number[] = []
  const releases: number[] = []
  for (const visit of visits) {
    const position = positionOf(visit)
    const done = visit & allBits
    const isMade = (done & bits.makes) !== 0
    const isRemoved = (done & bits.removes) !== 0
    // What an operation makes or removes itself it neither waits for nor holds up in another way.
    if (isMade || isRemoved) {
      if (!isRemoved) makes.push(position)
      else if (!isMade) removes.push(position)
    } else if ((done & bits.parts) !== 0) parts.push(position)
    else if ((done & bits.joins) !== 0) joins.push(position)
    else if ((done & bits.changes) !== 0) changes.push(position)
    else {
      if ((done & bits.needs) !== 0) needs.push(position)
      if ((done & bits.releases) !== 0) releases.push(position)
    }
  }
  return [makes, removes, parts, joins, changes, needs, releases] as const
}

/**
 * The touches of each operation, asked in front of a catalog without what other operations drop on their own: a dropped
 * table or column does not take along what goes first, one by one; a new foreign key does not stand on a key that is on
 * its way out, and finds one that is renamed under its new name; a changed column does not change one that is
 * computed from it and dropped.
 */
function touchesAround(operations: readonly Operation[], before: Catalog): readonly (readonly Touch[])[] {
  // What a table takes along can be told only without what is dropped on its own: it is not asked for twice.
  const dropped = operations.map(tableDroppedBy)
  const asked = operations.map((operation, position) => (dropped[position] ? null : touchesOf(operation, before)))
  const subjects = asked.map((touches, position): Subject | null => {
    const table = dropped[position]
    if (touches !== null) return subjectOf(touches)
    return table ? { how: 'removes', id: { kind: 'table', ...table }, to: null } : null
  })
  const drops = subjects.map((subject) => (subject?.how === 'removes' ? subject.id : null))
  const members = drops.filter((id): id is ObjectId => id !== null && tableOfId(id) !== null)
  const renames = subjects.filter((subject): subject is Subject => subject?.how === 'renames')
  if (members.length === 0 && renames.length === 0)
    return operations.map((operation, position) => asked[position] ?? touchesOf(operation, before))
  const onlyColumns = editCatalog(before)
  for (const id of members) if (id.kind !== 'column') onlyColumns.remove(id)
  const without = editCatalog(onlyColumns)
  for (const id of members) if (id.kind === 'column') without.remove(id)
  renameKeys(without, renames)
  return operations.map((operation, position) => {
    const drop = drops[position] ?? null
    if (subjects[position]?.how === 'renames') return asked[position] ?? []
    if (drop === null) return touchesOf(operation, without)
    return drop.kind === 'column' || drop.kind === 'table' ? touchesOf(operation, onlyColumns) : (asked[position] ?? [])
  })
}

/**
 * What a type that is made anew does not wait for. A table that goes lets go of it before, and its columns need no new type any
 * more. A value that is added behind another one stands in its place anyhow, as operations on one type keep their order.
 */
function aroundRenewals(
  operations: readonly Operation[],
  touches: readonly (readonly Touch[])[],
): readonly (readonly Touch[])[] {
  if (!operations.some(({ kind }) => kind === 'reorderEnumValues')) return touches
  const dropped = new Set(operations.map(tableDroppedBy).flatMap((table) => (table ? [tableKey(table)] : [])))
  const isGone = ({ id }: Touch) => id.kind === 'column' && dropped.has(tableKey({ ...id, name: id.table }))
  return touches.map((list, position) => {
    const kind = operations[position]?.kind
    if (kind === 'reorderEnumValues') return list.filter((touch) => !isGone(touch))
    return kind === 'addEnumValue' ? list.filter(({ how }) => how !== 'needs') : list
  })
}

/** All at once: one may take the name that another one gives up. */
function renameKeys(draft: CatalogDraft, renames: readonly Subject[]): void {
  const renamed = renames.flatMap(({ id, to }) => {
    const object = draft.get(id)
    if (object === undefined || to === null || object.kind === 'column' || tableOfId(id) === null) return []
    draft.remove(id)
    return [{ ...object, name: to }]
  })
  for (const object of renamed) draft.put(object)
}

/** Tables, indexes, views, sequences and types of a namespace share their names. */
function nameInNamespace(namespace: string | null, name: string): string {
  // No name has a zero in it.
  return `name in a namespace: ${namespace ?? ''}\0${name}`
}

/** Names that two objects cannot have at the same time although their ids differ. */
function namePools(id: ObjectId): readonly string[] {
  switch (id.kind) {
    case 'index':
    case 'table':
    case 'enumType':
      return [nameInNamespace(id.namespace, id.name)]
    case 'other':
      return id.objectType === 'own sequence' ? [nameInNamespace(id.namespace, id.name)] : []
    case 'defined':
      return id.on === null ? [nameInNamespace(id.namespace, id.name)] : []
    case 'primaryKey':
    case 'unique':
    case 'foreignKey':
    case 'check':
      return id.name === '' ? [] : [`name of a constraint: ${id.namespace ?? ''}\0${id.table}\0${id.name}`]
    default:
      return []
  }
}
