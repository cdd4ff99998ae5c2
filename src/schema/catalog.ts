import { fault } from '../errors/index.ts'
import { type ObjectId, type ObjectKey, type TableRef, idOf, keyOf, tableKey } from './object-id.ts'
import type {
  CatalogObject,
  Check,
  Column,
  ForeignKey,
  Index,
  OtherObject,
  PrimaryKey,
  Table,
  TableMember,
  Unique,
} from './objects.ts'
import type { TableDefinition } from './table-definition.ts'

/** A whole schema in memory: a flat set of named objects. Columns keep the order in which they were put. */
export interface Catalog {
  get<const Id extends ObjectId>(id: Id): Extract<CatalogObject, { kind: Id['kind'] }> | undefined
  has(id: ObjectId): boolean
  /** Every object, tables before their members; stable for the same order of puts. */
  objects(): Iterable<CatalogObject>
  tables(): Iterable<Table>
  /** The members of a table in the order of their puts; empty when there is no such table. */
  membersOf(table: TableRef): Iterable<TableMember | OtherObject>
  /** A table gathered for reading, or undefined when there is none of that name. */
  definitionOf(table: TableRef): TableDefinition | undefined
  /** Foreign keys of any table, this one included, that point at a table. */
  referencesTo(table: TableRef): readonly ForeignKey[]
}

interface TableEntry {
  table: Table
  readonly members: Map<ObjectKey, TableMember | OtherObject>
  /** Who may write into this entry; everybody else copies it first. */
  readonly owner: object
}

interface ReferenceEntry {
  readonly pointing: Map<ObjectKey, ForeignKey>
  readonly owner: object
}

/** The one mutable writer of catalogs. Hand it out as a {@link Catalog} when it is done. */
export class CatalogDraft implements Catalog {
  readonly #entries = new Map<ObjectKey, TableEntry>()
  readonly #loose = new Map<ObjectKey, CatalogObject>()
  /** Pointed-at table → foreign keys. */
  readonly #references = new Map<ObjectKey, ReferenceEntry>()

  /** Stands for this draft since its last fork; entries of an older owner are shared. */
  #owner: object = {}

  constructor(objects: Iterable<CatalogObject> = []) {
    for (const object of objects) this.put(object)
  }

  /** A writable copy that shares every table until one side changes it: cheap, however large the catalog. */
  fork(): CatalogDraft {
    const copy = new CatalogDraft()
    this.#owner = {}
    for (const [key, entry] of this.#entries) copy.#entries.set(key, entry)
    for (const [key, object] of this.#loose) copy.#loose.set(key, object)
    for (const [key, entry] of this.#references) copy.#references.set(key, entry)
    return copy
  }

  /** The entry of a table for writing: copied first where a fork may see it. */
  #own(key: ObjectKey): TableEntry | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined || entry.owner === this.#owner) return entry
    const own: TableEntry = { table: entry.table, members: new Map(entry.members), owner: this.#owner }
    this.#entries.set(key, own)
    return own
  }

  get<const Id extends ObjectId>(id: Id): Extract<CatalogObject, { kind: Id['kind'] }> | undefined {
    // The key starts with the kind, so what is found under it is of that kind.
    return this.#find(id) as Extract<CatalogObject, { kind: Id['kind'] }> | undefined
  }

  #find(id: ObjectId): CatalogObject | undefined {
    if (id.kind === 'table') return this.#entries.get(keyOf(id))?.table
    if ('table' in id && id.table !== null) {
      return this.#entries.get(tableKey({ namespace: id.namespace, name: id.table }))?.members.get(keyOf(id))
    }
    return this.#loose.get(keyOf(id))
  }

  has(id: ObjectId): boolean {
    return this.#find(id) !== undefined
  }

  *objects(): Iterable<CatalogObject> {
    yield* this.#loose.values()
    for (const entry of this.#entries.values()) {
      yield entry.table
      yield* entry.members.values()
    }
  }

  *tables(): Iterable<Table> {
    for (const entry of this.#entries.values()) yield entry.table
  }

  membersOf(table: TableRef): Iterable<TableMember | OtherObject> {
    return this.#entries.get(tableKey(table))?.members.values() ?? []
  }

  definitionOf(ref: TableRef): TableDefinition | undefined {
    const entry = this.#entries.get(tableKey(ref))
    if (entry === undefined) return undefined
    const columns: Column[] = []
    const uniques: Unique[] = []
    const checks: Check[] = []
    const foreignKeys: ForeignKey[] = []
    const indexes: Index[] = []
    const others: OtherObject[] = []
    let primaryKey: PrimaryKey | null = null
    for (const member of entry.members.values()) {
      if (member.kind === 'column') columns.push(member)
      else if (member.kind === 'primaryKey') primaryKey = member
      else if (member.kind === 'unique') uniques.push(member)
      else if (member.kind === 'check') checks.push(member)
      else if (member.kind === 'foreignKey') foreignKeys.push(member)
      else if (member.kind === 'index') indexes.push(member)
      else others.push(member)
    }
    return { table: entry.table, columns, primaryKey, uniques, checks, foreignKeys, indexes, others }
  }

  referencesTo(table: TableRef): readonly ForeignKey[] {
    return [...(this.#references.get(tableKey(table))?.pointing.values() ?? [])]
  }

  /** Adds an object or replaces the one of the same id in its place. A member needs its table first. */
  put(object: CatalogObject): void {
    const key = keyOf(idOf(object))
    if (object.kind === 'table') {
      const entry = this.#own(key)
      if (entry === undefined) this.#entries.set(key, { table: object, members: new Map(), owner: this.#owner })
      else entry.table = object
      return
    }
    if (!('table' in object) || object.table === null) {
      this.#loose.set(key, object)
      return
    }
    const entry = this.#own(tableKey({ namespace: object.namespace, name: object.table }))
    if (entry === undefined) throw fault(`No table for ${key} in the catalog`)
    const previous = entry.members.get(key)
    if (previous?.kind === 'foreignKey') this.#unlink(previous)
    entry.members.set(key, object)
    if (object.kind === 'foreignKey') this.#link(object)
  }

  /** Takes an object out, a table with all its members. Nothing happens when it is not there. */
  remove(id: ObjectId): void {
    const key = keyOf(id)
    if (id.kind === 'table') {
      for (const member of this.membersOf(id)) if (member.kind === 'foreignKey') this.#unlink(member)
      this.#entries.delete(key)
    } else if ('table' in id && id.table !== null) {
      const members = this.#own(tableKey({ namespace: id.namespace, name: id.table }))?.members
      const member = members?.get(key)
      if (member?.kind === 'foreignKey') this.#unlink(member)
      members?.delete(key)
    } else {
      this.#loose.delete(key)
    }
  }

  /** Replaces all members of a table by others, keeping the table's place; the way to rename within it. */
  replaceTable(ref: TableRef, table: Table, members: Iterable<TableMember | OtherObject>): void {
    const kept = [...members]
    const entries = [...this.#entries]
    const place = entries.findIndex(([key]) => key === tableKey(ref))
    if (place < 0) throw fault(`No table ${tableKey(ref)} in the catalog`)
    for (const member of this.membersOf(ref)) if (member.kind === 'foreignKey') this.#unlink(member)
    const byKey = new Map(kept.map((member) => [keyOf(idOf(member)), member]))
    const entry: TableEntry = { table, members: byKey, owner: this.#owner }
    if (tableKey(ref) === tableKey(table)) {
      this.#entries.set(tableKey(ref), entry)
    } else {
      entries[place] = [tableKey(table), entry]
      this.#entries.clear()
      for (const [key, value] of entries) this.#entries.set(key, value)
    }
    for (const member of kept) if (member.kind === 'foreignKey') this.#link(member)
  }

  #link(key: ForeignKey): void {
    this.#pointingAt(key).set(keyOf(key), key)
  }

  #unlink(key: ForeignKey): void {
    this.#pointingAt(key).delete(keyOf(key))
  }

  /** The foreign keys that point where this one does, for writing: copied first where a fork may see them. */
  #pointingAt({ references }: ForeignKey): Map<ObjectKey, ForeignKey> {
    const target = tableKey({ namespace: references.namespace, name: references.table })
    const entry = this.#references.get(target)
    if (entry !== undefined && entry.owner === this.#owner) return entry.pointing
    const pointing = new Map(entry?.pointing)
    this.#references.set(target, { pointing, owner: this.#owner })
    return pointing
  }
}

/** A catalog of these objects. Tables must come before their members. */
export function createCatalog(objects: Iterable<CatalogObject>): Catalog {
  return new CatalogDraft(objects)
}

/** A writable copy; the original stays as it is. */
export function editCatalog(catalog: Catalog): CatalogDraft {
  return catalog instanceof CatalogDraft ? catalog.fork() : new CatalogDraft(catalog.objects())
}
