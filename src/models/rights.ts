import type { HeldRights, PrivilegesByRole, Rights, RightsTarget } from '../schema/index.ts'
import { everybody, noRights, rightsKey } from '../schema/index.ts'
import { definedBrand, enumTypeBrand, hasBrand, rightsBrand, tableBrand } from './brands.ts'
import { type DefinedModel, isDefinedModel } from './defined-object.ts'
import { type EnumType, isEnumType } from './enum-type.ts'
import { type AnyTable, isTable } from './table.ts'

/** A PostgreSQL schema of the models: `schema('billing')`. */
interface NamedSchema {
  readonly name: string
  readonly enumType: unknown
}

/** What rights are granted on: something of the models, the name of a table, or anything by its type and name. */
export type RightsOwner =
  | AnyTable
  | DefinedModel
  | EnumType
  | NamedSchema
  | string
  | { readonly type: string; readonly name: string; readonly schema?: string }

/** What default privileges are for. */
export type NewObjects = 'tables' | 'sequences' | 'functions' | 'types' | 'schemas'

/** Options of `onNew`. */
export interface NewObjectsOptions {
  /** Only in this schema. Default: in every one. */
  readonly schema?: string
  /** What this role makes. Default: what the role that migrates makes. */
  readonly role?: string
}

/** What somebody said about the rights on one target. */
export interface SaidRights {
  readonly target: RightsTarget
  readonly rights: Rights
}

/** Rights of the models. Export it, as everything. */
export interface RightsModel {
  readonly [rightsBrand]: readonly SaidRights[]
}

export function isRightsModel(value: unknown): value is RightsModel {
  return hasBrand(value, rightsBrand)
}

/** Options of {@link grant}. */
export interface GrantOptions {
  /** Only on these columns of the tables. */
  readonly columns?: readonly string[]
  /** They may pass it on. */
  readonly withGrantOption?: boolean
}

/** What still needs to be told who is granted something. */
export interface GrantTo {
  to(...roles: readonly string[]): RightsModel
}

/** What still needs to be told who is deprived of something. */
export interface RevokeFrom {
  from(...roles: readonly string[]): RightsModel
}

/**
 * Grants privileges (PostgreSQL). They are compared where the configuration has `compareGrants`. Roles belong to the server
 * and are there before: limbeck makes none.
 *
 * @param privileges one, or a list: `'SELECT'`, `['SELECT', 'INSERT']`, `'ALL'`
 * @example
 * ```ts
 * export const reading = grant('SELECT').on(users, orders).to('reports')
 * export const names = grant('UPDATE', { columns: ['name'] }).on(users).to('app')
 * export const later = grant('SELECT').onNew('tables', { schema: 'billing' }).to('reports')
 * ```
 */
export function grant(
  privileges: string | readonly string[],
  options: GrantOptions = {},
): {
  on(...owners: readonly RightsOwner[]): GrantTo
  onNew(objects: NewObjects, where?: NewObjectsOptions): GrantTo
} {
  const { columns, withGrantOption = false } = options
  const to = (targets: readonly RightsTarget[]): GrantTo => ({
    to(...roles) {
      const granted = byRole(roles, privileges, withGrantOption)
      const rights =
        columns === undefined
          ? { ...noRights, granted }
          : { ...noRights, columns: Object.fromEntries(columns.map((column) => [column, granted])) }
      return rightsModel(targets.map((target) => ({ target, rights })))
    },
  })
  return { on: (...owners) => to(owners.map(targetOf)), onNew: (objects, where) => to([newTarget(objects, where)]) }
}

/**
 * Takes away what everybody has by default, such as executing functions, or what default privileges give (PostgreSQL).
 *
 * @example
 * ```ts
 * export const closed = revoke('EXECUTE').on(add).from('PUBLIC')
 * ```
 */
export function revoke(privileges: string | readonly string[]): {
  on(...owners: readonly RightsOwner[]): RevokeFrom
  onNew(objects: NewObjects, where?: NewObjectsOptions): RevokeFrom
} {
  const from = (targets: readonly RightsTarget[]): RevokeFrom => ({
    from(...roles) {
      const rights = { ...noRights, revoked: byRole(roles, privileges, false) }
      return rightsModel(targets.map((target) => ({ target, rights })))
    },
  })
  return { on: (...owners) => from(owners.map(targetOf)), onNew: (objects, where) => from([newTarget(objects, where)]) }
}

/**
 * Makes a role the owner (PostgreSQL). Owners are compared where the configuration has `compareOwners`, and only of what
 * models name an owner for.
 *
 * @example
 * ```ts
 * export const owned = owner('app').of(users, activeUsers)
 * ```
 */
export function owner(role: string): { of(...owned: readonly RightsOwner[]): RightsModel } {
  return {
    of: (...owned) =>
      rightsModel(owned.map((one) => ({ target: targetOf(one), rights: { ...noRights, owner: role } }))),
  }
}

/** Everything that was said about each target, as one. */
export function heldRights(said: Iterable<SaidRights>): readonly HeldRights[] {
  const held = new Map<string, HeldRights>()
  for (const { target, rights } of said) {
    const key = rightsKey(target)
    const before = held.get(key)?.rights ?? noRights
    held.set(key, { target, rights: mergedRights(before, rights) })
  }
  return [...held.values()]
}

/** The rights of both. */
export function mergedRights(one: Rights, other: Rights): Rights {
  const columns: { [column: string]: PrivilegesByRole } = { ...one.columns }
  for (const [column, roles] of Object.entries(other.columns)) columns[column] = merged(columns[column] ?? {}, roles)
  return {
    owner: other.owner ?? one.owner,
    granted: merged(one.granted, other.granted),
    revoked: merged(one.revoked, other.revoked),
    columns,
  }
}

function merged(one: PrivilegesByRole, other: PrivilegesByRole): PrivilegesByRole {
  const roles: { [role: string]: { [privilege: string]: boolean } } = {}
  for (const [role, privileges] of [...Object.entries(one), ...Object.entries(other)]) {
    const own = (roles[role] ??= {})
    for (const [privilege, option] of Object.entries(privileges)) own[privilege] = option || own[privilege] === true
  }
  return roles
}

function rightsModel(said: readonly SaidRights[]): RightsModel {
  return Object.freeze({ [rightsBrand]: said })
}

function byRole(roles: readonly string[], given: string | readonly string[], option: boolean): PrivilegesByRole {
  const list = typeof given === 'string' ? [given] : given
  const privileges = Object.fromEntries(list.map((one) => [one.toUpperCase(), option]))
  return Object.fromEntries(roles.map((role) => [role === 'PUBLIC' ? everybody : role, privileges]))
}

function newTarget(objectType: NewObjects, { schema, role }: NewObjectsOptions = {}): RightsTarget {
  return { objectType, namespace: null, name: schema ?? null, defaults: { role: role ?? null } }
}

function targetOf(owner: RightsOwner): RightsTarget {
  if (typeof owner === 'string') return { objectType: 'table', namespace: null, name: owner }
  if (isTable(owner)) {
    const { namespace, name } = owner[tableBrand]
    return { objectType: 'table', namespace, name }
  }
  if (isDefinedModel(owner)) {
    const { objectType, namespace, name } = owner[definedBrand]
    return { objectType, namespace, name }
  }
  if (isEnumType(owner)) {
    const { namespace, name } = owner[enumTypeBrand]
    return { objectType: 'enum type', namespace, name }
  }
  if ('type' in owner) return { objectType: owner.type, namespace: owner.schema ?? null, name: owner.name }
  return { objectType: 'schema', namespace: null, name: owner.name }
}
