import type { RightsSettings, Scope } from '../diff/index.ts'
import {
  type Operation,
  applyOperation,
  applyOperations,
  initialRights,
  rightsChanges,
  rightsEffect,
  rightsOn,
  settledRights,
  targetId,
} from '../operations/index.ts'
import {
  type Catalog,
  type PrivilegesByRole,
  type Rights,
  type RightsTarget,
  displayTarget,
  editCatalog,
  everybody,
  noRights,
  rightsKey,
} from '../schema/index.ts'
import type { Plan } from './plan.ts'

interface RightsRequest {
  readonly found: Catalog
  readonly wanted: Catalog
  /** What was found, under its new names. */
  readonly followed: Catalog
  readonly scope: Scope
  readonly settings: RightsSettings
}

/**
 * The plan with owners and privileges behind it, in both directions: what is dropped and made anew gets back the rights
 * that it had, whether rights are compared or not; where they are, everything else gets those that are wanted. All of it
 * stands at the end, when every object is there.
 */
export function withRights(plan: Plan, request: RightsRequest, warnings: string[]): Plan {
  const { found, wanted } = request
  const isNothingWanted = wanted.rights().size === 0 || !isCompared(request.settings)
  if (isNothingWanted && found.rights().size === 0) return plan
  if (plan.upgrade.length === 0 && !isCompared(request.settings)) return plan
  const { after, kept } = upgraded(request, plan.upgrade)
  const operations: Operation[] = []
  for (const target of targetsOf(after, kept, wanted)) {
    if (!isThere(target, after)) {
      if (isCompared(request.settings))
        warnings.push(`Rights are wanted on the ${displayTarget(target)}, which is not there: they are left out.`)
      continue
    }
    const now = rightsOn(after, target)
    const base = kept.get(rightsKey(target))?.rights ?? now
    operations.push(...rightsChanges(target, now, wantedRights(target, base, request)))
  }
  const upgrade = [...plan.upgrade, ...operations]
  if (plan.irreversible.length > 0) return { ...plan, upgrade }
  const granted = editCatalog(applyOperations(after, operations))
  for (const [key, { ownedBy }] of wanted.rights()) {
    const held = granted.rights().get(key)
    // The sequence of a column goes with the column.
    if (held !== undefined && ownedBy !== undefined) granted.putRights({ ...held, ownedBy })
  }
  const back = applyOperations(granted, plan.downgrade)
  const further = targetsOf(back, new Map(), found).flatMap((target) =>
    rightsChanges(target, rightsOn(back, target), rightsOn(found, target)),
  )
  return { ...plan, upgrade, downgrade: [...plan.downgrade, ...further] }
}

function isCompared({ grants, owners }: RightsSettings): boolean {
  return grants !== false || owners
}

type Kept = ReadonlyMap<string, { readonly target: RightsTarget; readonly rights: Rights }>

/** The catalog behind a plan, and the rights of what is dropped in it and made anew. */
function upgraded(
  { found, followed }: RightsRequest,
  operations: readonly Operation[],
): { readonly after: Catalog; readonly kept: Kept } {
  const draft = editCatalog(found)
  const dropped = new Map<string, Rights>()
  const kept = new Map<string, { readonly target: RightsTarget; readonly rights: Rights }>()
  for (const op of operations.flatMap(changesOf)) {
    const { makes } = rightsEffect(op)
    if (op.kind === 'dropColumn') {
      const target = { objectType: 'table', namespace: op.namespace, name: op.table }
      const own = rightsOn(draft, target).columns[op.column]
      if (own !== undefined)
        dropped.set(`${rightsKey(target)} ${op.column}`, { ...noRights, columns: { [op.column]: own } })
    }
    applyOperation(draft, op)
    for (const target of makes) {
      // It was there, maybe under another name.
      const id = targetId(target)
      if (id !== null && followed.has(id)) kept.set(rightsKey(target), { target, rights: rightsOn(followed, target) })
    }
    if (op.kind === 'addColumn') {
      const { namespace, table, name } = op.column
      const target = { objectType: 'table', namespace, name: table }
      const lost = dropped.get(`${rightsKey(target)} ${name}`)
      const now = kept.get(rightsKey(target))?.rights ?? rightsOn(draft, target)
      if (lost !== undefined)
        kept.set(rightsKey(target), { target, rights: { ...now, columns: { ...now.columns, ...lost.columns } } })
    }
  }
  return { after: draft, kept }
}

function changesOf(operation: Operation): readonly Operation[] {
  return operation.kind === 'alterTable' ? operation.changes : [operation]
}

/** Everything that somebody has a say about, schemas first and what is only for later last. */
function targetsOf(one: Catalog, kept: Kept, other: Catalog): readonly RightsTarget[] {
  const targets = new Map<string, RightsTarget>()
  for (const [key, { target }] of [...one.rights(), ...kept, ...other.rights()]) targets.set(key, target)
  const rank = ({ objectType, defaults }: RightsTarget) =>
    defaults !== undefined ? 2 : objectType === 'schema' ? 0 : 1
  return [...targets.values()].sort((a, b) => rank(a) - rank(b))
}

/** Sequences of columns and the default schema are no objects of the catalog. */
function isThere(target: RightsTarget, catalog: Catalog): boolean {
  const id = targetId(target)
  if (id === null || id.kind === 'namespace' || catalog.has(id)) return true
  return target.objectType === 'sequence'
}

/** The rights that something is to have, of which `base` are those that nobody needs to speak about. */
function wantedRights(target: RightsTarget, base: Rights, { found, wanted, scope, settings }: RightsRequest): Rights {
  if (!isCompared(settings) || !isInScope(target, { found, wanted, scope })) return base
  const said = rightsOn(wanted, target)
  const owner = settings.owners ? (said.owner ?? (settings.saysAll ? null : base.owner)) : base.owner
  if (settings.grants === false) return { ...base, owner }
  const roles = settings.grants === true ? null : new Set(settings.grants.roles.map(normalRole))
  const merge = (ours: PrivilegesByRole, theirs: PrivilegesByRole): PrivilegesByRole => {
    if (roles === null) return ours
    const of = (all: PrivilegesByRole, isOurs: boolean) =>
      Object.entries(all).filter(([role]) => roles.has(role) === isOurs)
    return Object.fromEntries([...of(ours, true), ...of(theirs, false)])
  }
  const columns = new Set([...Object.keys(said.columns), ...Object.keys(base.columns)])
  const rights: Rights = {
    owner,
    granted: merge(withDefaults(target, said, base, { wanted, settings }), base.granted),
    revoked: merge(said.revoked, base.revoked),
    columns: Object.fromEntries(
      [...columns].flatMap((column) => {
        const own = merge(said.columns[column] ?? {}, base.columns[column] ?? {})
        return Object.keys(own).length === 0 ? [] : [[column, own] as const]
      }),
    ),
  }
  return settledRights(rights, target)
}

/** What default privileges gave stays, where models do not say that somebody must not have it. */
function withDefaults(
  target: RightsTarget,
  said: Rights,
  base: Rights,
  { wanted, settings }: Pick<RightsRequest, 'wanted' | 'settings'>,
): PrivilegesByRole {
  if (settings.saysAll || target.defaults !== undefined) return said.granted
  let { granted } = said
  for (const [role, privileges] of Object.entries(initialRights(wanted, target).granted)) {
    for (const privilege of Object.keys(privileges)) {
      const given = base.granted[role]?.[privilege]
      const isSaid = granted[role]?.[privilege] !== undefined || said.revoked[role]?.[privilege] !== undefined
      if (given !== undefined && !isSaid) granted = { ...granted, [role]: { ...granted[role], [privilege]: given } }
    }
  }
  return granted
}

function normalRole(role: string): string {
  return role === 'PUBLIC' ? everybody : role
}

function isInScope(
  target: RightsTarget,
  { found, wanted, scope }: { readonly found: Catalog; readonly wanted: Catalog; readonly scope: Scope },
): boolean {
  const id = targetId(target)
  if (target.objectType === 'schema' || target.defaults !== undefined) {
    if (target.name === null) return true
    const namespace = { kind: 'namespace', name: target.name } as const
    // The default schema is no object of the catalog.
    return scope(namespace) || !(found.has(namespace) || wanted.has(namespace))
  }
  const object = id === null ? undefined : (wanted.get(id) ?? found.get(id))
  if (object !== undefined) return scope(object)
  return target.namespace === null || scope({ kind: 'namespace', name: target.namespace })
}
