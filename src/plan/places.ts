import { DirectedGraph, orderDespiteCycles } from '../graph/index.ts'
import { type Catalog, type ObjectId, type TableRef, keyOf, tableKey } from '../schema/index.ts'
import { type Subject, tableOfId } from './subject.ts'

/** Where things stand among their like, so that a plan reads in the order of the models. */
export interface Places {
  /** Place of an enum type, namespace or defined object, or of a table among all tables. */
  of(id: ObjectId): number
  /** Place among the members of its table. */
  withinTable(id: ObjectId): number
  /** Place among the tables that are made: behind those that its foreign keys point at, as far as cycles allow. */
  made(table: TableRef): number
  /** Place among the tables that are removed: in front of those that its foreign keys point at. */
  removed(table: TableRef): number
}

/** Places of what the operations are about, from the catalogs in front of them and behind. */
export function placesOf(subjects: readonly (Subject | null)[], before: Catalog, after: Catalog): Places {
  const all = new Map<string, number>()
  for (const catalog of [after, before]) {
    for (const object of [...catalog.looseObjects(), ...catalog.tables()]) {
      const key = keyOf(object)
      if (!all.has(key)) all.set(key, all.size)
    }
  }
  const members = new Map<string, ReadonlyMap<string, number>>()
  const membersOf = (table: TableRef) => {
    const key = tableKey(table)
    const known = members.get(key)
    if (known !== undefined) return known
    const fresh = new Map<string, number>()
    for (const catalog of [after, before]) {
      for (const member of catalog.membersOf(table)) {
        const id = keyOf(member)
        if (!fresh.has(id)) fresh.set(id, fresh.size)
      }
    }
    members.set(key, fresh)
    return fresh
  }
  const nowhere = Number.MAX_SAFE_INTEGER
  const made = tablesInOrder(tablesThat('makes', subjects), after, all)
  const removed = tablesInOrder(tablesThat('removes', subjects), before, all).reverse()
  const madePlace = new Map(made.map((table, place) => [tableKey(table), place]))
  const removedPlace = new Map(removed.map((table, place) => [tableKey(table), place]))
  return {
    of: (id) => all.get(keyOf(id)) ?? nowhere,
    withinTable: (id) => {
      const table = tableOfId(id)
      return (table === null ? undefined : membersOf(table).get(keyOf(id))) ?? nowhere
    },
    made: (table) => madePlace.get(tableKey(table)) ?? nowhere,
    removed: (table) => removedPlace.get(tableKey(table)) ?? nowhere,
  }
}

function tablesThat(how: Subject['how'], subjects: readonly (Subject | null)[]): readonly TableRef[] {
  return subjects.flatMap((subject) => {
    if (subject?.how !== how || subject.id.kind !== 'table') return []
    return [{ namespace: subject.id.namespace, name: subject.id.name }]
  })
}

/** Tables, each behind those that its foreign keys point at; otherwise in the order of their places. */
function tablesInOrder(tables: readonly TableRef[], catalog: Catalog, places: ReadonlyMap<string, number>): TableRef[] {
  const nodeOf = new Map(tables.map((table, node) => [tableKey(table), node]))
  const graph = new DirectedGraph(tables.length)
  tables.forEach((table, node) => {
    for (const key of catalog.referencesTo(table)) {
      const pointing = nodeOf.get(tableKey({ namespace: key.namespace, name: key.table }))
      if (pointing !== undefined) graph.addEdge(node, pointing)
    }
  })
  const placeAt = tables.map((table) => places.get(tableKey(table)) ?? 0)
  return orderDespiteCycles(graph, (a, b) => (placeAt[a] ?? 0) - (placeAt[b] ?? 0)).flatMap(
    (node) => tables[node] ?? [],
  )
}
