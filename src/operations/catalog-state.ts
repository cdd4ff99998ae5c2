import { LimbeckError } from '../errors/index.ts'
import {
  type Catalog,
  type Column,
  type Constraint,
  type ConstraintKind,
  type EnumType,
  type Index,
  type ObjectId,
  type Table,
  type TableRef,
  displayName,
  displayTable,
  idOf,
  keyOf,
} from '../schema/index.ts'
import { similarNames } from '../text/index.ts'

/** What an operation needs of the catalog in front of it, or LB5003. */

/** LB5003: what stands in the way, in the user's names. */
export function stateError(message: string, object: ObjectId | null, hints: readonly string[] = []): LimbeckError {
  return new LimbeckError('LB5003', message, { hints, details: object === null ? {} : { object: keyOf(object) } })
}

function missing(
  what: string,
  id: ObjectId | null,
  name: string,
  where: string,
  known: Iterable<string>,
): LimbeckError {
  const near = similarNames(name, known)
  const guess = near.length === 0 ? '.' : `; did you mean ${near.map((one) => `'${one}'`).join(' or ')}?`
  return stateError(`No ${what} '${name}' ${where}${guess}`, id)
}

/** @throws LimbeckError LB5003 with near misses when there is no such table. */
export function requireTable(catalog: Catalog, ref: TableRef): Table {
  const id = { kind: 'table', namespace: ref.namespace, name: ref.name } as const
  const table = catalog.get(id)
  if (table !== undefined) return table
  throw missing('table', id, displayTable(ref), 'in the catalog', [...catalog.tables()].map(displayTable))
}

/** @throws LimbeckError LB5003 with near misses when there is no such table or column. */
export function requireColumn(catalog: Catalog, ref: TableRef, name: string): Column {
  requireTable(catalog, ref)
  const id = { kind: 'column', namespace: ref.namespace, table: ref.name, name } as const
  const column = catalog.get(id)
  if (column !== undefined) return column
  throw missing('column', id, name, `in table '${displayTable(ref)}'`, columnNames(catalog, ref))
}

/** The names of a table's columns, in order. */
function columnNames(catalog: Catalog, ref: TableRef): readonly string[] {
  return [...catalog.membersOf(ref)].filter((member) => member.kind === 'column').map((member) => member.name)
}

const constraintKinds: readonly ConstraintKind[] = ['primaryKey', 'unique', 'foreignKey', 'check']

/** A constraint by its name, of the given kind or of any. */
export function findConstraint(
  catalog: Catalog,
  ref: TableRef,
  name: string,
  kind: ConstraintKind | null = null,
): Constraint | undefined {
  for (const one of kind === null ? constraintKinds : [kind]) {
    const found = catalog.get({ kind: one, namespace: ref.namespace, table: ref.name, name })
    if (found !== undefined) return found
  }
  return undefined
}

/** @throws LimbeckError LB5003 with near misses when there is no such table or constraint. */
export function requireConstraint(
  catalog: Catalog,
  ref: TableRef,
  name: string,
  kind: ConstraintKind | null = null,
): Constraint {
  requireTable(catalog, ref)
  const constraint = findConstraint(catalog, ref, name, kind)
  if (constraint !== undefined) return constraint
  const known = [...catalog.membersOf(ref)].filter((member) => isConstraint(member)).map((member) => member.name)
  throw missing('constraint', null, name, `on table '${displayTable(ref)}'`, known)
}

function isConstraint(member: { readonly kind: string }): member is Constraint {
  return constraintKinds.some((kind) => kind === member.kind)
}

/** An index by its name; without a table every table of the namespace is searched. */
export function findIndex(
  catalog: Catalog,
  place: { readonly namespace: string | null; readonly table: string | null; readonly name: string },
): Index | undefined {
  const { namespace, name } = place
  if (place.table !== null) return catalog.get({ kind: 'index', namespace, table: place.table, name })
  for (const table of catalog.tables()) {
    if (table.namespace !== namespace) continue
    const found = catalog.get({ kind: 'index', namespace, table: table.name, name })
    if (found !== undefined) return found
  }
  return undefined
}

/** @throws LimbeckError LB5003 with near misses when there is no such index. */
export function requireIndex(
  catalog: Catalog,
  place: { readonly namespace: string | null; readonly table: string | null; readonly name: string },
): Index {
  if (place.table !== null) requireTable(catalog, { namespace: place.namespace, name: place.table })
  const index = findIndex(catalog, place)
  if (index !== undefined) return index
  const known = [...catalog.objects()].filter((object) => object.kind === 'index').map((object) => object.name)
  throw missing('index', null, place.name, place.table === null ? 'in the catalog' : `on table '${place.table}'`, known)
}

/** @throws LimbeckError LB5003 with near misses when there is no such enum type. */
export function requireEnum(catalog: Catalog, ref: TableRef): EnumType {
  const id = { kind: 'enumType', namespace: ref.namespace, name: ref.name } as const
  const found = catalog.get(id)
  if (found !== undefined) return found
  const known = [...catalog.objects()]
    .filter((object) => object.kind === 'enumType')
    .map((object) => displayName(object))
  throw missing('enum type', id, displayTable(ref), 'in the catalog', known)
}

const words: { readonly [Kind in ObjectId['kind']]: string } = {
  namespace: 'schema',
  table: 'table',
  enumType: 'enum type',
  column: 'column',
  primaryKey: 'primary key',
  unique: 'unique constraint',
  foreignKey: 'foreign key',
  check: 'check constraint',
  index: 'index',
  defined: 'object',
  other: 'object',
}

/** A kind of object as people say it. */
export function wordFor(kind: ObjectId['kind']): string {
  return words[kind]
}

/** @throws LimbeckError LB5003 when the name is taken. */
export function requireFree(catalog: Catalog, id: ObjectId): void {
  if (!catalog.has(id)) return
  throw stateError(`There is ${withArticle(words[id.kind])} '${displayName(id)}' already.`, id)
}

/** @throws LimbeckError LB5003 when the table has a constraint of that name, whatever its kind. */
export function requireFreeConstraintName(catalog: Catalog, ref: TableRef, name: string): void {
  const taken = findConstraint(catalog, ref, name)
  if (taken === undefined) return
  throw stateError(`Table '${displayTable(ref)}' has ${withArticle(words[taken.kind])} '${name}' already.`, idOf(taken))
}

function withArticle(word: string): string {
  return /^[aeio]/.test(word) ? `an ${word}` : `a ${word}`
}
