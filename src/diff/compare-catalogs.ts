import {
  type Catalog,
  type CatalogObject,
  type OtherObject,
  type TableMember,
  type TableRef,
  idOf,
} from '../schema/index.ts'
import type { Comparer } from './comparer.ts'
import { inheritedDeltas } from './inherited-columns.ts'
import type { Scope } from './scope.ts'

/**
 * One difference between two catalogs, of one object. A table that is added or removed stands for its members too.
 * `renamed` is an index or constraint with the same definition under a name that somebody chose.
 */
export type Delta<Kind extends CatalogObject['kind'] = CatalogObject['kind']> =
  | { readonly kind: 'added'; readonly object: Extract<CatalogObject, { kind: Kind }> }
  | { readonly kind: 'removed'; readonly object: Extract<CatalogObject, { kind: Kind }> }
  | {
      readonly kind: 'changed'
      readonly found: Extract<CatalogObject, { kind: Kind }>
      readonly wanted: Extract<CatalogObject, { kind: Kind }>
      /** Names of attributes as the dialect gives them. */
      readonly attributes: readonly string[]
    }
  | {
      readonly kind: 'renamed'
      readonly found: Extract<CatalogObject, { kind: Kind }>
      readonly wanted: Extract<CatalogObject, { kind: Kind }>
    }

export interface ComparisonOptions {
  readonly comparer: Comparer
  readonly scope: Scope
  /** Tables to look at; all when left out. */
  readonly tables?: (table: TableRef) => boolean
  /** Whether a namespace that is not wanted goes; none does when left out. */
  readonly dropsNamespace?: (name: string) => boolean
}

/** What has to be done to `found` so that it is `wanted`, object by object; empty when they are the same. */
export function compareCatalogs(found: Catalog, wanted: Catalog, options: ComparisonOptions): readonly Delta[] {
  const { comparer, scope } = options
  const looksAt = options.tables ?? (() => true)
  const deltas: Delta[] = []
  const compareLoose = (catalog: Catalog, visit: (object: CatalogObject) => void) => {
    for (const object of catalog.looseObjects()) {
      if (object.kind !== 'other' && object.kind !== 'table' && scope(object)) visit(object)
    }
  }
  compareLoose(wanted, (object) => {
    const counterpart = found.get(idOf(object))
    if (counterpart !== undefined) deltas.push(...changedDelta(counterpart, object, found, wanted, comparer))
    else if (comparer.attributesOf(object, wanted) !== null) deltas.push({ kind: 'added', object })
  })
  for (const table of wanted.tables()) {
    if (!looksAt(table) || !scope(table)) continue
    const counterpart = found.get(idOf(table))
    if (counterpart === undefined) deltas.push({ kind: 'added', object: table })
    else {
      deltas.push(...changedDelta(counterpart, table, found, wanted, comparer))
      deltas.push(...compareMembers(table, found, wanted, comparer))
    }
  }
  for (const table of found.tables()) {
    if (looksAt(table) && scope(table) && !wanted.has(idOf(table))) deltas.push({ kind: 'removed', object: table })
  }
  compareLoose(found, (object) => {
    // A namespace may hold what nobody told limbeck about.
    if (object.kind === 'namespace' && options.dropsNamespace?.(object.name) !== true) return
    if (wanted.has(idOf(object)) || goesWithItsTable(object, found, wanted)) return
    if (comparer.attributesOf(object, found) !== null) deltas.push({ kind: 'removed', object })
  })
  return deltas
}

/** A trigger or policy of a table that is dropped needs no words of its own. */
function goesWithItsTable(object: CatalogObject, found: Catalog, wanted: Catalog): boolean {
  if (object.kind !== 'defined' || object.on === null) return false
  const table = { kind: 'table', namespace: object.namespace, name: object.on } as const
  return found.has(table) && !wanted.has(table)
}

function changedDelta(
  found: CatalogObject,
  wanted: CatalogObject,
  foundIn: Catalog,
  wantedIn: Catalog,
  comparer: Comparer,
): readonly Delta[] {
  if (found === wanted && foundIn === wantedIn) return none
  const attributes = comparer.differences(found, foundIn, wanted, wantedIn)
  return attributes.length === 0 ? none : [{ kind: 'changed', found, wanted, attributes }]
}

const none: readonly Delta[] = []

function compareMembers(table: TableRef, found: Catalog, wanted: Catalog, comparer: Comparer): readonly Delta[] {
  const deltas: Delta[] = []
  const added: TableMember[] = []
  // Most members stand in the same place on both sides, which is faster than to look them up.
  const before = found.membersOf(table)[Symbol.iterator]()
  for (const member of wanted.membersOf(table)) {
    const opposite = before.next().value
    if (member.kind === 'other') continue
    const counterpart = isSameMember(opposite, member) ? opposite : found.get(member)
    const inherited = inheritedDeltas(counterpart, member, found, wanted, comparer)
    if (inherited !== null) deltas.push(...inherited)
    else if (counterpart !== undefined) deltas.push(...changedDelta(counterpart, member, found, wanted, comparer))
    else if (comparer.attributesOf(member, wanted) !== null) added.push(member)
  }
  const removed: TableMember[] = []
  const after = wanted.membersOf(table)[Symbol.iterator]()
  for (const member of found.membersOf(table)) {
    const opposite = after.next().value
    if (member.kind === 'other' || isSameMember(opposite, member) || wanted.has(member)) continue
    if (comparer.attributesOf(member, found) !== null) removed.push(member)
  }
  if (added.length > 0 && removed.length > 0) deltas.push(...pairByDefinition(added, removed, found, wanted, comparer))
  deltas.push(...added.map((object): Delta => ({ kind: 'added', object })))
  deltas.push(...removed.map((object): Delta => ({ kind: 'removed', object })))
  return deltas
}

/** Of members of one table. */
function isSameMember(a: Member | undefined, b: Member): boolean {
  return a?.kind === b.kind && a.name === b.name
}

type Member = TableMember | OtherObject

/**
 * Constraints and indexes of the same definition under two names are one: renamed where both names were chosen by
 * somebody, no difference where one of them is only a convention. A table has one primary key whatever its name.
 * Takes what it pairs out of both lists.
 */
function pairByDefinition(
  added: TableMember[],
  removed: TableMember[],
  found: Catalog,
  wanted: Catalog,
  comparer: Comparer,
): readonly Delta[] {
  const deltas: Delta[] = []
  const waiting = new Map<string, TableMember[]>()
  const keyFor = (member: TableMember, catalog: Catalog) =>
    member.kind === 'primaryKey' ? 'primaryKey' : comparer.signatureOf(member, catalog)
  for (const member of removed) {
    if (member.kind === 'column') continue
    const key = keyFor(member, found)
    waiting.set(key, [...(waiting.get(key) ?? []), member])
  }
  const paired = new Set<TableMember>()
  for (const member of added) {
    if (member.kind === 'column') continue
    const counterpart = waiting.get(keyFor(member, wanted))?.shift()
    if (counterpart === undefined || counterpart.kind === 'column') continue
    paired.add(member).add(counterpart)
    const changed = changedDelta(counterpart, member, found, wanted, comparer)
    if (changed.length > 0) deltas.push(...changed)
    else if (member.nameSource === 'given' && counterpart.nameSource === 'given') {
      deltas.push({ kind: 'renamed', found: counterpart, wanted: member })
    }
  }
  const keep = (list: TableMember[]) => list.splice(0, list.length, ...list.filter((member) => !paired.has(member)))
  keep(added)
  keep(removed)
  return deltas
}

/** The objects that deltas are about. */
export function objectsOfDeltas(deltas: readonly Delta[]): readonly CatalogObject[] {
  return deltas.map((delta) => ('object' in delta ? delta.object : delta.wanted))
}
