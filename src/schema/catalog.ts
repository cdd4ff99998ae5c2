import { fault } from '../errors/index.ts'
import { type ObjectId, type TableRef, idOf, keyOf, tableKey } from './object-id.ts'
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
import { type HeldRights, type RightsTarget, isNoRights, rightsKey } from './rights.ts'
import type { TableDefinition } from './table-definition.ts'

/** A whole schema in memory: a flat set of named objects. Columns keep the order in which they were put. */
export interface Catalog {
  get<const Id extends ObjectId>(id: Id): Extract<CatalogObject, { kind: Id['kind'] }> | undefined
  has(id: ObjectId): boolean
  /** Every object, tables before their members; stable for the same order of puts. */
  objects(): Iterable<CatalogObject>
  /** Those that belong to no table: namespaces, enum types, others. */
  looseObjects(): Iterable<CatalogObject>
  tables(): Iterable<Table>
  /** The members of a table in the order of their puts; empty when there is no such table. */
  membersOf(table: TableRef): Iterable<TableMember | OtherObject>
  /** A table gathered for reading, or undefined when there is none of that name. */
  definitionOf(table: TableRef): TableDefinition | undefined
  /** Foreign keys of any table, this one included, that point at a table. */
  referencesTo(table: TableRef): readonly ForeignKey[]
  /** The tables that inherit from a table directly, in the order of their puts. */
  heirsOf(table: TableRef): readonly Table[]
  /** Whether another catalog holds the very same objects for a table, so that there is nothing to compare. */
  sharesTable(other: Catalog, table: TableRef): boolean
  /** Owners and privileges that are not those of a new object, by {@link rightsKey}. No objects: nothing stands on them. */
  rights(): ReadonlyMap<string, HeldRights>
}

interface TableEntry {
  table: Table
  readonly members: Map<string, TableMember | OtherObject>
  /** Who may write into this entry; everybody else copies it first. */
  readonly owner: object
}

interface ReferenceEntry {
  readonly pointing: Map<string, ForeignKey>
  readonly owner: object
}

/** The one mutable writer of catalogs. Hand it out as a {@link Catalog} when it is done. */
export class CatalogDraft implements Catalog {
  readonly #entries = new Map<string, TableEntry>()
  readonly #loose = new Map<string, CatalogObject>()
  /** Pointed-at table → foreign keys. */
  readonly #references = new Map<string, ReferenceEntry>()
  readonly #rights = new Map<string, HeldRights>()
  /** Tables that some table inherits from, or did once: most catalogs have none, and then nobody looks for heirs. */
  readonly #parents = new Set<string>()

  /** Stands for this draft since its last fork; entries of an older owner are shared. */
  #owner: object = {}

  constructor(objects: Iterable<CatalogObject> = []) {
    // Members mostly come right behind their table, which then is not looked up for each.
    let last: TableEntry | undefined
    for (const object of objects) {
      if (
        last !== undefined &&
        'table' in object &&
        object.table === last.table.name &&
        object.namespace === last.table.namespace
      ) {
        this.#putMember(last, object)
        continue
      }
      this.put(object)
      last = object.kind === 'table' ? this.#entries.get(placeOf(object.namespace, object.name)) : undefined
    }
  }

  /** A writable copy that shares every table until one side changes it: cheap, however large the catalog. */
  fork(): CatalogDraft {
    const copy = new CatalogDraft()
    this.#owner = {}
    for (const [key, entry] of this.#entries) copy.#entries.set(key, entry)
    for (const [key, object] of this.#loose) copy.#loose.set(key, object)
    for (const [key, entry] of this.#references) copy.#references.set(key, entry)
    for (const [key, held] of this.#rights) copy.#rights.set(key, held)
    for (const key of this.#parents) copy.#parents.add(key)
    return copy
  }

  /** The entry of a table for writing: copied first where a fork may see it. */
  #own(key: string): TableEntry | undefined {
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
    if (id.kind === 'table') return this.#entries.get(placeOf(id.namespace, id.name))?.table
    if ('table' in id && id.table !== null) {
      return this.#entries.get(placeOf(id.namespace, id.table))?.members.get(memberKey(id))
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

  looseObjects(): Iterable<CatalogObject> {
    return this.#loose.values()
  }

  *tables(): Iterable<Table> {
    for (const entry of this.#entries.values()) yield entry.table
  }

  membersOf(table: TableRef): Iterable<TableMember | OtherObject> {
    return this.#entries.get(placeOf(table.namespace, table.name))?.members.values() ?? []
  }

  definitionOf(ref: TableRef): TableDefinition | undefined {
    const entry = this.#entries.get(placeOf(ref.namespace, ref.name))
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
    return [...(this.#references.get(placeOf(table.namespace, table.name))?.pointing.values() ?? [])]
  }

  heirsOf({ namespace, name }: TableRef): readonly Table[] {
    if (!this.#parents.has(placeOf(namespace, name))) return []
    return [...this.tables()].filter(({ inherits = [] }) =>
      inherits.some((parent) => parent.name === name && parent.namespace === namespace),
    )
  }

  sharesTable(other: Catalog, table: TableRef): boolean {
    const entry = this.#entries.get(placeOf(table.namespace, table.name))
    // A table that nobody wrote into since one catalog was copied from the other.
    if (other instanceof CatalogDraft && entry === other.#entries.get(placeOf(table.namespace, table.name))) return true
    if (
      entry === undefined ||
      entry.table !== other.get({ kind: 'table', namespace: table.namespace, name: table.name })
    )
      return false
    const others = other.membersOf(table)[Symbol.iterator]()
    for (const member of entry.members.values()) if (member !== others.next().value) return false
    return others.next().done === true
  }

  rights(): ReadonlyMap<string, HeldRights> {
    return this.#rights
  }

  /** Says who may do what with something, in place of what was said before. */
  putRights(held: HeldRights): void {
    if (isNoRights(held.rights)) this.removeRights(held.target)
    else this.#rights.set(rightsKey(held.target), held)
  }

  /** Makes the rights those of a new object. */
  removeRights(target: RightsTarget): void {
    this.#rights.delete(rightsKey(target))
  }

  /** Adds an object or replaces the one of the same id in its place. A member needs its table first. */
  put(object: CatalogObject): void {
    if (object.kind === 'table') {
      const place = placeOf(object.namespace, object.name)
      const entry = this.#own(place)
      if (entry === undefined) this.#entries.set(place, { table: object, members: new Map(), owner: this.#owner })
      else entry.table = object
      this.#linkParents(object)
      return
    }
    if (!('table' in object) || object.table === null) {
      this.#loose.set(keyOf(idOf(object)), object)
      return
    }
    const entry = this.#own(placeOf(object.namespace, object.table))
    if (entry === undefined) throw fault(`No table for ${keyOf(idOf(object))} in the catalog`)
    this.#putMember(entry, object)
  }

  #putMember(entry: TableEntry, object: TableMember | OtherObject): void {
    const key = memberKey(object)
    if (object.kind === 'foreignKey') {
      const previous = entry.members.get(key)
      if (previous?.kind === 'foreignKey') this.#unlink(previous)
      this.#link(object)
    }
    entry.members.set(key, object)
  }

  /** Takes an object out, a table with all its members. Nothing happens when it is not there. */
  remove(id: ObjectId): void {
    if (id.kind === 'table') {
      for (const member of this.membersOf(id)) if (member.kind === 'foreignKey') this.#unlink(member)
      this.#entries.delete(placeOf(id.namespace, id.name))
    } else if ('table' in id && id.table !== null) {
      const members = this.#own(placeOf(id.namespace, id.table))?.members
      const key = memberKey(id)
      const member = members?.get(key)
      if (member?.kind === 'foreignKey') this.#unlink(member)
      members?.delete(key)
    } else {
      this.#loose.delete(keyOf(id))
    }
  }

  /** Replaces all members of a table by others, keeping the table's place; the way to rename within it. */
  replaceTable(ref: TableRef, table: Table, members: Iterable<TableMember | OtherObject>): void {
    const kept = [...members]
    const from = placeOf(ref.namespace, ref.name)
    const to = placeOf(table.namespace, table.name)
    if (!this.#entries.has(from)) throw fault(`No table ${tableKey(ref)} in the catalog`)
    for (const member of this.membersOf(ref)) if (member.kind === 'foreignKey') this.#unlink(member)
    this.#linkParents(table)
    const byKey = new Map(kept.map((member) => [memberKey(member), member]))
    const entry: TableEntry = { table, members: byKey, owner: this.#owner }
    if (from === to) {
      this.#entries.set(from, entry)
    } else {
      const entries = [...this.#entries]
      this.#entries.clear()
      for (const [key, value] of entries) {
        if (key === from) this.#entries.set(to, entry)
        else this.#entries.set(key, value)
      }
    }
    for (const member of kept) if (member.kind === 'foreignKey') this.#link(member)
  }

  #linkParents({ inherits = [] }: Table): void {
    for (const { namespace, name } of inherits) this.#parents.add(placeOf(namespace, name))
  }

  #link(key: ForeignKey): void {
    this.#pointingAt(key).set(keyOf(key), key)
  }

  #unlink(key: ForeignKey): void {
    this.#pointingAt(key).delete(keyOf(key))
  }

  /** The foreign keys that point where this one does, for writing: copied first where a fork may see them. */
  #pointingAt({ references }: ForeignKey): Map<string, ForeignKey> {
    const target = placeOf(references.namespace, references.table)
    const entry = this.#references.get(target)
    if (entry !== undefined && entry.owner === this.#owner) return entry.pointing
    const pointing = new Map(entry?.pointing)
    this.#references.set(target, { pointing, owner: this.#owner })
    return pointing
  }
}

/** A table's key within a catalog. No database allows the character in a name, so nothing needs escaping. */
function placeOf(namespace: string | null, table: string): string {
  return namespace === null ? table : `${namespace}\0${table}`
}

/** A member's key within its table. Most members are columns: their name is their key, and no other key is without `\0`. */
function memberKey(member: { readonly kind: string; readonly name: string }): string {
  if (member.kind === 'column') return member.name
  return 'objectType' in member
    ? `${String(member.objectType)}\0${member.kind}\0${member.name}`
    : `${member.kind}\0${member.name}`
}

/** A catalog of these objects. Tables must come before their members. */
export function createCatalog(objects: Iterable<CatalogObject>): Catalog {
  return new CatalogDraft(objects)
}

/** A writable copy; the original stays as it is. */
export function editCatalog(catalog: Catalog): CatalogDraft {
  if (catalog instanceof CatalogDraft) return catalog.fork()
  const draft = new CatalogDraft(catalog.objects())
  for (const held of catalog.rights().values()) draft.putRights(held)
  return draft
}
