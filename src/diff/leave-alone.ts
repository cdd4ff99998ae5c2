import { targetOn } from '../operations/index.ts'
import {
  type Catalog,
  type CatalogDraft,
  type CatalogObject,
  type ObjectId,
  type OtherObject,
  type Table,
  type TableMember,
  editCatalog,
  idOf,
  rightsKey,
  tableOf,
} from '../schema/index.ts'

/** The kinds of objects that filters are asked about. */
type FilteredKind = Exclude<CatalogObject['kind'], 'namespace' | 'other'>

/** One object of the comparison, on the sides where it is. */
export interface ObjectPair {
  readonly name: string
  readonly kind: FilteredKind
  /** PostgreSQL: the schema; null is the default one. */
  readonly namespace: string | null
  /** The table of a member; null for a table or an enum type itself. */
  readonly table: string | null
  /** As the database has it, or null. */
  readonly found: CatalogObject | null
  /** As the models have it, or null. */
  readonly wanted: CatalogObject | null
}

/**
 * False: the object is not limbeck's business. It is neither created nor changed nor dropped.
 *
 * @param object as the models have it, else as the database has it
 */
export type IncludeObject = (object: CatalogObject, pair: ObjectPair) => boolean

/** The same by name alone. The default schema is always compared and not asked about. */
export type IncludeName = (
  name: string,
  kind: 'schema' | FilteredKind,
  parents: { readonly schema: string | null; readonly table: string | null },
) => boolean

export interface IncludeSettings {
  readonly includeObject: IncludeObject | null
  readonly includeName: IncludeName | null
}

/**
 * What is wanted when the objects that a project does not include stay as they are found: each stands there as the
 * database has it, or not at all. The same catalog when everything is included.
 */
export function leaveAlone(found: Catalog, wanted: Catalog, settings: IncludeSettings): Catalog {
  const { includeName, includeObject } = settings
  if (includeName === null && includeObject === null) return wanted
  const draft = editCatalog(wanted)
  const schemas = new Map<string, boolean>()
  const hasSchema = (schema: string | null) => {
    if (schema === null || includeName === null) return true
    const known = schemas.get(schema)
    if (known !== undefined) return known
    const answer = includeName(schema, 'schema', { schema: null, table: null })
    schemas.set(schema, answer)
    return answer
  }
  const includes = (one: CatalogObject | null, other: CatalogObject | null): boolean => {
    const object = other ?? one
    if (object === null || object.kind === 'other') return true
    if (object.kind === 'namespace') return hasSchema(object.name)
    const { kind, namespace, name } = object
    const table = 'table' in object ? object.table : null
    if (!hasSchema(namespace)) return false
    if (includeName !== null && !includeName(name, kind, { schema: namespace, table })) return false
    return includeObject === null || includeObject(object, { kind, namespace, name, table, found: one, wanted: other })
  }
  for (const [one, other] of pairs(found.looseObjects(), wanted.looseObjects(), found, wanted)) {
    if (includes(one, other)) continue
    keepRights(one ?? other, found, draft)
    if (one !== null) draft.put(one)
    else if (other !== null) draft.remove(idOf(other))
  }
  for (const [one, other] of pairs(found.tables(), wanted.tables(), found, wanted)) {
    if (!includes(one, other)) {
      keepRights(one ?? other, found, draft)
      keepTable(one, other, found, draft)
    } else if (other !== null) keepMembers(other, found, wanted, draft, includes)
  }
  return draft
}

/** Who may do what with it stays, too. */
function keepRights(object: CatalogObject | null, found: Catalog, draft: CatalogDraft): void {
  const target = object === null ? null : targetOn(idOf(object))
  if (target === null) return
  const held = found.rights().get(rightsKey(target))
  if (held === undefined) draft.removeRights(target)
  else draft.putRights(held)
}

function keepTable(one: Table | null, other: Table | null, found: Catalog, draft: CatalogDraft): void {
  if (one === null) {
    if (other !== null) draft.remove(idOf(other))
    return
  }
  if (other === null) draft.put(one)
  draft.replaceTable(one, one, found.membersOf(one))
}

/** A table that is only found goes with its members; whoever takes it does not ask for each. */
function keepMembers(
  table: Table,
  found: Catalog,
  wanted: Catalog,
  draft: CatalogDraft,
  includes: (one: CatalogObject | null, other: CatalogObject | null) => boolean,
): void {
  const kept: TableMember[] = []
  for (const [one, other] of pairs(found.membersOf(table), wanted.membersOf(table), found, wanted)) {
    if (includes(one, other)) continue
    if (other !== null) draft.remove(idOf(other))
    if (one !== null && one.kind !== 'other') kept.push(one)
  }
  // Columns first: what stands on them is looked for among all of them.
  for (const member of kept.filter(({ kind }) => kind === 'column')) draft.put(member)
  for (const member of kept) if (member.kind !== 'column' && hasItsColumns(member, draft)) draft.put(member)
}

/** What loses a column goes with it, included or not. */
function hasItsColumns(member: Exclude<TableMember, { kind: 'column' }>, catalog: Catalog): boolean {
  const columns =
    member.kind === 'index'
      ? member.parts.flatMap(({ column }) => (column === null ? [] : [column]))
      : member.kind === 'check'
        ? []
        : member.columns
  const { namespace, name: table } = tableOf(member)
  const has = columns.every((name) => catalog.has({ kind: 'column', namespace, table, name }))
  if (member.kind !== 'foreignKey' || !has) return has
  const { references } = member
  return catalog.has({ kind: 'table', namespace: references.namespace, name: references.table })
}

/** The objects of both sides by identity: those found first, in their order, then those that are only wanted. */
function* pairs<Item extends CatalogObject | TableMember | OtherObject>(
  ones: Iterable<Item>,
  others: Iterable<Item>,
  found: Catalog,
  wanted: Catalog,
): Iterable<readonly [found: Item | null, wanted: Item | null]> {
  // An object of the same id is of the same kind.
  const sameIn = (catalog: Catalog, id: ObjectId) => (catalog.get(id) as Item | undefined) ?? null
  for (const one of ones) yield [one, sameIn(wanted, idOf(one))]
  for (const other of others) if (!found.has(idOf(other))) yield [null, other]
}
