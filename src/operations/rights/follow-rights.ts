import {
  type Catalog,
  type CatalogDraft,
  type Column,
  type HeldRights,
  type ObjectId,
  type PrivilegesByRole,
  type Rights,
  type RightsTarget,
  noRights,
  renamedId,
  rightsKey,
  sequenceNameOf,
} from '../../schema/index.ts'
import type { Operation } from '../data.ts'
import { renamingOf } from '../renaming.ts'
import { builtIn } from './privileges.ts'

/** What an operation makes or takes away that rights are held on. */
export interface RightsEffect {
  readonly makes: readonly RightsTarget[]
  readonly drops: readonly RightsTarget[]
}

const none: RightsEffect = { makes: [], drops: [] }

/** What an operation makes and takes away; columns and what belongs to them stay out of it. */
export function rightsEffect(op: Operation): RightsEffect {
  switch (op.kind) {
    case 'createTable': {
      const { namespace, name } = op.definition.table
      return { ...none, makes: [{ objectType: 'table', namespace, name }] }
    }
    case 'dropTable':
      return { ...none, drops: [{ objectType: 'table', namespace: op.namespace, name: op.table }] }
    case 'createEnum': {
      const { namespace, name } = op.enumType
      return { ...none, makes: [{ objectType: 'enum type', namespace, name }] }
    }
    case 'dropEnum':
      return { ...none, drops: [{ objectType: 'enum type', namespace: op.namespace, name: op.name }] }
    case 'createNamespace':
      return { ...none, makes: [{ objectType: 'schema', namespace: null, name: op.name }] }
    case 'dropNamespace':
      return { ...none, drops: [{ objectType: 'schema', namespace: null, name: op.name }] }
    case 'createObject': {
      const { objectType, namespace, name, on } = op.object
      return on === null ? { ...none, makes: [{ objectType, namespace, name }] } : none
    }
    case 'dropObject': {
      const { objectType, namespace, name, on } = op
      return on === null ? { ...none, drops: [{ objectType, namespace, name }] } : none
    }
    default:
      return none
  }
}

/**
 * Rights after an operation that is not about them: what goes loses them, what is renamed keeps them, what is made has
 * those of its defaults.
 *
 * @param draft the catalog behind the operation, with the rights in front of it
 */
export function followRights(draft: CatalogDraft, op: Operation): void {
  if (draft.rights().size === 0) return
  if (op.kind === 'alterTable') {
    for (const change of op.changes) followRights(draft, change)
    return
  }
  const { makes, drops } = rightsEffect(op)
  followArguments(draft, op)
  for (const target of drops) draft.removeRights(target)
  for (const target of makes) {
    if (!draft.rights().has(rightsKey(target))) draft.putRights({ target, rights: initialRights(draft, target) })
  }
  switch (op.kind) {
    case 'createTable':
      for (const column of op.definition.columns) makeSequence(draft, column)
      return
    case 'addColumn':
      makeSequence(draft, op.column)
      return
    case 'dropTable':
      dropSequences(draft, op.namespace, op.table, null)
      return
    case 'dropColumn':
      onColumn(draft, op, op.column, null)
      dropSequences(draft, op.namespace, op.table, op.column)
      return
    case 'renameTable':
      rename(draft, { objectType: 'table', namespace: op.namespace, name: op.table }, op.to)
      ownSequences(draft, op.namespace, (owner) => (owner.table === op.table ? { ...owner, table: op.to } : owner))
      return
    case 'renameColumn':
      onColumn(draft, op, op.column, op.to)
      ownSequences(draft, op.namespace, (owner) =>
        owner.table === op.table && owner.column === op.column ? { ...owner, column: op.to } : owner,
      )
      return
    case 'renameEnum':
      rename(draft, { objectType: 'enum type', namespace: op.namespace, name: op.name }, op.to)
      return
    case 'renameObject':
      if (op.on === null) rename(draft, op, op.to)
      return
    case 'dropNamespace':
      for (const { target } of Array.from(draft.rights().values()))
        if (target.defaults !== undefined && target.name === op.name) draft.removeRights(target)
      return
    case 'renameNamespace':
      renameNamespace(draft, op.name, op.to)
      return
    default:
  }
}

/** What the default privileges of the role that migrates give to a new object. */
export function initialRights(catalog: Catalog, { objectType, namespace, name }: RightsTarget): Rights {
  const plural = defaultsFor[objectType]
  if (plural === undefined) return noRights
  let granted: PrivilegesByRole = {}
  let revoked: PrivilegesByRole = {}
  const own = [...catalog.rights().values()].filter(
    ({ target, isDefaultSchema }) =>
      target.defaults?.role === null &&
      target.objectType === plural &&
      (target.name === null ||
        (objectType !== 'schema' && (namespace === null ? isDefaultSchema === true : target.name === namespace))),
  )
  for (const { rights } of own.filter(({ target }) => target.name === null)) ({ revoked } = rights)
  for (const { rights } of own) {
    for (const [role, privileges] of Object.entries(rights.granted)) {
      const target = { objectType, namespace, name }
      const back = Object.keys(privileges).filter((one) => builtIn(target, role).includes(one))
      const { [role]: lost = {}, ...others } = revoked
      const left = Object.entries(lost).filter(([one]) => !back.includes(one))
      revoked = left.length === 0 ? others : { ...others, [role]: Object.fromEntries(left) }
      const rest = Object.entries(privileges).filter(([one]) => !back.includes(one))
      if (rest.length > 0) granted = { ...granted, [role]: { ...granted[role], ...Object.fromEntries(rest) } }
    }
  }
  return { ...noRights, granted, revoked }
}

const defaultsFor: { readonly [objectType: string]: string } = {
  table: 'tables',
  view: 'tables',
  'materialized view': 'tables',
  sequence: 'sequences',
  function: 'functions',
  procedure: 'functions',
  aggregate: 'functions',
  'enum type': 'types',
  domain: 'types',
  'composite type': 'types',
  'range type': 'types',
  schema: 'schemas',
}

function rename(draft: CatalogDraft, from: RightsTarget, to: string): void {
  const { objectType, namespace, name } = from
  const held = draft.rights().get(rightsKey({ objectType, namespace, name }))
  if (held === undefined) return
  draft.removeRights(held.target)
  draft.putRights({ ...held, target: { ...held.target, name: to } })
}

/** The types of its arguments are part of a routine's name. */
function followArguments(draft: CatalogDraft, op: Operation): void {
  const renaming = renamingOf(op)
  if (renaming === null) return
  const all = Array.from(draft.rights().values())
  for (const held of all) {
    const { objectType, namespace, name, defaults } = held.target
    if (defaults !== undefined || name === null || !name.endsWith(')')) continue
    const next = renamedId({ kind: 'defined', objectType, namespace, on: null, name }, renaming)
    if (next.name === name) continue
    draft.removeRights(held.target)
    draft.putRights({ ...held, target: { ...held.target, name: next.name } })
  }
}

function renameNamespace(draft: CatalogDraft, from: string, to: string): void {
  // What is put back under a new name must not be met again.
  const all = Array.from(draft.rights().values())
  for (const held of all) {
    const { target } = held
    const isOwn = (target.objectType === 'schema' || target.defaults !== undefined) && target.name === from
    if (target.namespace !== from && !isOwn) continue
    draft.removeRights(target)
    const name = isOwn ? to : target.name
    draft.putRights({
      ...held,
      target: { ...target, name, namespace: target.namespace === from ? to : target.namespace },
    })
  }
}

/** Rights on a column go where the column goes. */
function onColumn(
  draft: CatalogDraft,
  { namespace, table }: { readonly namespace: string | null; readonly table: string },
  column: string,
  to: string | null,
): void {
  const held = draft.rights().get(rightsKey({ objectType: 'table', namespace, name: table }))
  if (held === undefined) return
  const { [column]: own, ...others } = held.rights.columns
  if (own === undefined) return
  const columns = to === null ? others : { ...others, [to]: own }
  draft.putRights({ ...held, rights: { ...held.rights, columns } })
}

/** The sequence that a column brings along, where it counts by itself. */
function makeSequence(draft: CatalogDraft, { namespace, table, name, identity }: Column): void {
  if (identity === null) return
  const target = { objectType: 'sequence', namespace, name: identity.sequence ?? sequenceNameOf(table, name) }
  if (draft.rights().has(rightsKey(target))) return
  draft.putRights({ target, rights: initialRights(draft, target), ownedBy: { table, column: name } })
}

function dropSequences(draft: CatalogDraft, namespace: string | null, table: string, column: string | null): void {
  const usual = column === null ? null : sequenceNameOf(table, column)
  const isUsual = (name: string) =>
    usual === null ? name.startsWith(`${table}_`) && name.endsWith('_seq') : name === usual
  for (const { target, ownedBy } of Array.from(draft.rights().values())) {
    const { objectType, name } = target
    if (objectType !== 'sequence' || target.namespace !== namespace || name === null) continue
    // Whoever only grants something on it does not say whose it is.
    const isOwn = ownedBy === undefined ? isUsual(name) && !draft.has(sequenceId(target)) : ownedBy.table === table
    if (isOwn && (column === null || ownedBy === undefined || ownedBy.column === column)) draft.removeRights(target)
  }
}

function sequenceId({ namespace, name }: RightsTarget): ObjectId {
  return { kind: 'defined', objectType: 'sequence', namespace, on: null, name: name ?? '' }
}

function ownSequences(
  draft: CatalogDraft,
  namespace: string | null,
  next: (owner: NonNullable<HeldRights['ownedBy']>) => NonNullable<HeldRights['ownedBy']>,
): void {
  for (const held of Array.from(draft.rights().values())) {
    if (held.ownedBy === undefined || held.target.namespace !== namespace) continue
    draft.putRights({ ...held, ownedBy: next(held.ownedBy) })
  }
}
