import type { ResolvedConfig } from '../../config/index.ts'
import type { Connection, Dialect } from '../../dialects/index.ts'
import type { RightsSettings } from '../../diff/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { explained } from '../../runtime/index.ts'
import {
  type Catalog,
  type HeldRights,
  type PrivilegesByRole,
  type Rights,
  editCatalog,
  everybody,
  ownerRole,
} from '../../schema/index.ts'
import type { ProjectContext } from '../project-context.ts'

/** Which owners and privileges a project compares. */
export function rightsSettings({ compareGrants, compareOwners, sqlModels }: ResolvedConfig): RightsSettings {
  return { grants: compareGrants, owners: compareOwners, saysAll: sqlModels.length > 0 }
}

/**
 * The models with their rights as the server would say them: the role that is connected goes without a name.
 *
 * @throws LimbeckError LB5017 for a role that the server does not have
 */
export async function settleRights(
  { config, onEvent }: ProjectContext,
  models: Catalog,
  { dialect, connection }: { readonly dialect: Dialect; readonly connection: Connection },
): Promise<Catalog> {
  const rolesOf = dialect.rolesOf
  const held = [...models.rights().values()]
  if (rolesOf === undefined || held.length === 0) return models
  if (config.compareGrants === false && !config.compareOwners) {
    if (config.models.length > 0)
      onEvent({
        kind: 'warning',
        message: 'The models say who may do what, and nothing of it is compared.',
        hints: ['Set `compareGrants: true`, and `compareOwners: true` for owners, in the configuration.'],
      })
    return models
  }
  const { current, missing } = await explained(dialect, () => rolesOf(connection, rolesIn(held)))
  const [first] = missing
  if (first !== undefined) throw missingRole(first, missing, held)
  const draft = editCatalog(models)
  for (const { target, rights, ...more } of held) {
    draft.removeRights(target)
    const { defaults } = target
    const own = defaults?.role === current ? { ...target, defaults: { role: null } } : target
    draft.putRights({ ...more, target: own, rights: withoutName(rights, current, defaults === undefined) })
  }
  return draft
}

/** The owner by no name, where it is the role that is connected; then it needs no grant either. */
function withoutName(rights: Rights, current: string, isOwned: boolean): Rights {
  const owner = rights.owner === current ? null : rights.owner
  if (owner !== null || !isOwned) return { ...rights, owner }
  const without = ({ [current]: _own, ...others }: PrivilegesByRole): PrivilegesByRole => others
  const own = rights.revoked[current]
  return {
    owner,
    granted: without(rights.granted),
    revoked: { ...without(rights.revoked), ...(own === undefined ? {} : { [ownerRole]: own }) },
    columns: Object.fromEntries(Object.entries(rights.columns).map(([column, all]) => [column, without(all)])),
  }
}

function rolesIn(held: readonly HeldRights[]): readonly string[] {
  const names = held.flatMap(({ target, rights: { owner, granted, revoked, columns } }) => [
    ...(owner === null ? [] : [owner]),
    ...(target.defaults === undefined || target.defaults.role === null ? [] : [target.defaults.role]),
    ...[granted, revoked, ...Object.values(columns)].flatMap((all) => Object.keys(all)),
  ])
  return [...new Set(names)].filter((name) => name !== everybody && name !== ownerRole)
}

function missingRole(first: string, missing: readonly string[], held: readonly HeldRights[]): LimbeckError {
  const others =
    missing.length === 1
      ? ''
      : `, nor ${missing
          .slice(1)
          .map((role) => `'${role}'`)
          .join(', ')}`
  return new LimbeckError(
    'LB5017',
    `The models grant rights to the role '${first}', which the server does not have${others}.`,
    {
      hints: [
        `Make it once on each server, as one who may: \`CREATE ROLE "${first.replaceAll('"', '""')}"\`. limbeck makes no roles.`,
        'Or correct the name in the models.',
      ],
      details: { roles: [...missing], targets: held.length },
    },
  )
}
