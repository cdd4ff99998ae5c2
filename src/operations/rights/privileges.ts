import {
  type Privileges,
  type PrivilegesByRole,
  type Rights,
  type RightsTarget,
  everybody,
  ownerRole,
} from '../../schema/index.ts'

/** The role that runs the statements, as SQL says it. */
export const currentRole = 'CURRENT_USER'

interface Granted {
  readonly columns: readonly string[] | null
  readonly privileges: readonly string[]
  readonly roles: readonly string[]
}

const routine = ['EXECUTE']
const relation = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']
const sequence = ['USAGE', 'SELECT', 'UPDATE']
const schema = ['USAGE', 'CREATE']
const type = ['USAGE']

/** Everything that can be granted on a target, and what everybody may do with a new one. */
const kinds: {
  readonly [objectType: string]: { readonly all: readonly string[]; readonly everybody: readonly string[] }
} = {
  table: { all: relation, everybody: [] },
  tables: { all: relation, everybody: [] },
  view: { all: relation, everybody: [] },
  'materialized view': { all: relation, everybody: [] },
  sequence: { all: sequence, everybody: [] },
  sequences: { all: sequence, everybody: [] },
  schema: { all: schema, everybody: [] },
  schemas: { all: schema, everybody: [] },
  function: { all: routine, everybody: routine },
  procedure: { all: routine, everybody: routine },
  aggregate: { all: routine, everybody: routine },
  functions: { all: routine, everybody: routine },
  'enum type': { all: type, everybody: type },
  domain: { all: type, everybody: type },
  'composite type': { all: type, everybody: type },
  'range type': { all: type, everybody: type },
  types: { all: type, everybody: type },
}

/** The types of objects that privileges can be granted on. */
export const grantableTypes: readonly string[] = Object.keys(kinds)

/** Everything that can be granted, where it says `ALL`. */
function named({ objectType }: RightsTarget, privileges: readonly string[]): readonly string[] {
  const all = kinds[objectType]?.all ?? []
  return privileges.flatMap((one) => (one === 'ALL' || one === 'ALL PRIVILEGES' ? all : [one]))
}

/**
 * What everybody may do without having been granted it.
 *
 * @see https://www.postgresql.org/docs/18/ddl-priv.html
 */
export function builtIn({ objectType, defaults, name }: RightsTarget, role: string): readonly string[] {
  const kind = kinds[objectType]
  if (kind === undefined) return []
  // The defaults of one schema are added to those of all schemas, and take nothing away.
  if (defaults !== undefined && name !== null) return []
  if (role === everybody && objectType === 'schema' && name === 'public') return ['USAGE']
  return role === ownerRole ? kind.all : role === everybody ? kind.everybody : []
}

/** What somebody may lack: before PostgreSQL 15 everybody could create in the schema `public`, too. */
function revocable(target: RightsTarget, role: string): readonly string[] {
  const isPublic = role === everybody && target.objectType === 'schema' && target.name === 'public'
  return isPublic ? ['USAGE', 'CREATE'] : builtIn(target, role)
}

/** The rights when somebody was granted something. */
export function withGrant(
  rights: Rights,
  target: RightsTarget,
  op: Granted & { readonly withGrantOption: boolean },
): Rights {
  const privileges = named(target, op.privileges)
  if (op.columns !== null) {
    let { columns } = rights
    for (const column of op.columns) {
      const before = columns[column] ?? {}
      const roles = op.roles.map((one) => roleIn(rights, target, one))
      const after = roles.reduce((all, role) => given(all, role, privileges, op.withGrantOption), before)
      columns = { ...columns, [column]: after }
    }
    return { ...rights, columns }
  }
  let { granted, revoked } = rights
  for (const role of op.roles.map((one) => roleIn(rights, target, one))) {
    const own = builtIn(target, role)
    const lacked = revoked[role] ?? {}
    const back = privileges.filter((one) => lacked[one] !== undefined)
    revoked = taken(revoked, role, back)
    const isNew = (one: string) => op.withGrantOption || !(own.includes(one) || back.includes(one))
    const rest = role === ownerRole ? [] : privileges.filter(isNew)
    granted = given(granted, role, rest, op.withGrantOption)
  }
  return { ...rights, granted, revoked }
}

/** The rights when somebody was deprived of something. What is revoked on a table is revoked on its columns, too. */
export function withRevoke(
  rights: Rights,
  target: RightsTarget,
  op: Granted & { readonly grantOptionOnly: boolean },
): Rights {
  const privileges = named(target, op.privileges)
  const roles = op.roles.map((one) => roleIn(rights, target, one))
  const less = (all: PrivilegesByRole) =>
    roles.reduce(
      (left, role) => (op.grantOptionOnly ? kept(left, role, privileges) : taken(left, role, privileges)),
      all,
    )
  const columns = ofEachColumn(rights.columns, (all, column) =>
    op.columns === null || op.columns.includes(column) ? less(all) : all,
  )
  if (op.columns !== null) return { ...rights, columns }
  let { revoked } = rights
  if (!op.grantOptionOnly) {
    for (const role of roles) {
      const own = revocable(target, role)
      const had = rights.granted[role] ?? {}
      const lost = privileges.filter((one) => own.includes(one) && had[one] === undefined)
      revoked = given(revoked, role, lost, false)
    }
  }
  return { ...rights, granted: less(rights.granted), revoked, columns }
}

/**
 * The rights under another owner, who needs to be granted nothing: what the new one was granted is the owner's from then on.
 *
 * @see https://github.com/postgres/postgres/blob/REL_18_0/src/backend/utils/adt/acl.c aclnewowner: both become one
 */
export function withOwner(rights: Rights, owner: string | null): Rights {
  const name = owner ?? currentRole
  const { [name]: own = {}, ...granted } = rights.granted
  const revoked = taken(rights.revoked, ownerRole, Object.keys(own))
  return { owner, granted, revoked, columns: ofEachColumn(rights.columns, (all) => asOwner(all, name)) }
}

/** The rights as a database says them: without what somebody has anyway, and without what nobody could take away. */
export function settledRights(rights: Rights, target: RightsTarget): Rights {
  const { owner, granted, columns } = rights
  const { [owner ?? currentRole]: own, ...others } = rights.revoked
  const revoked: PrivilegesByRole =
    own === undefined || target.defaults !== undefined
      ? rights.revoked
      : { ...others, [ownerRole]: { ...rights.revoked[ownerRole], ...own } }
  const isOwn = (role: string) => role === ownerRole || (owner !== null && role === owner)
  const keep = (all: PrivilegesByRole, isKept: (privilege: string, option: boolean, role: string) => boolean) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([role, privileges]) => {
        const left = Object.entries(privileges).filter(([one, option]) => isKept(one, option, role))
        return left.length === 0 ? [] : [[role, Object.fromEntries(left)] as const]
      }),
    )
  return {
    owner,
    granted: keep(granted, (one, option, role) => !isOwn(role) && (option || !builtIn(target, role).includes(one))),
    revoked: keep(revoked, (one, _option, role) => revocable(target, role).includes(one)),
    columns: ofEachColumn(columns, (all) => asOwner(all, owner ?? currentRole)),
  }
}

/** What is left on each column that anything is left on. */
function ofEachColumn(
  columns: Rights['columns'],
  change: (all: PrivilegesByRole, column: string) => PrivilegesByRole,
): Rights['columns'] {
  return Object.fromEntries(
    Object.entries(columns)
      .map(([column, all]) => [column, change(all, column)] as const)
      .filter(([, all]) => Object.keys(all).length > 0),
  )
}

/** The same, with what a role was granted as the owner's. */
function asOwner(all: PrivilegesByRole, role: string): PrivilegesByRole {
  const { [role]: own, ...others } = all
  if (own === undefined) return all
  return Object.entries(own).reduce((now, [one, option]) => given(now, ownerRole, [one], option), others)
}

/** The owner goes by an empty name, since an owner that changes keeps what was revoked. */
function roleIn(rights: Rights, { defaults, name }: RightsTarget, role: string): string {
  if (defaults !== undefined && name !== null) return role
  const owner = defaults === undefined ? rights.owner : defaults.role
  // Where the owner has a name, the role that runs statements is another.
  return role === (owner ?? currentRole) ? ownerRole : role
}

function given(all: PrivilegesByRole, role: string, privileges: readonly string[], option: boolean): PrivilegesByRole {
  if (privileges.length === 0) return all
  const before: Privileges = all[role] ?? {}
  const more = Object.fromEntries(privileges.map((one) => [one, option || before[one] === true]))
  return { ...all, [role]: { ...before, ...more } }
}

function taken(all: PrivilegesByRole, role: string, privileges: readonly string[]): PrivilegesByRole {
  const { [role]: before, ...others } = all
  if (before === undefined) return all
  const left = Object.entries(before).filter(([one]) => !privileges.includes(one))
  return left.length === 0 ? others : { ...others, [role]: Object.fromEntries(left) }
}

/** The privileges stay, and cannot be passed on. */
function kept(all: PrivilegesByRole, role: string, privileges: readonly string[]): PrivilegesByRole {
  const before = all[role]
  if (before === undefined) return all
  const now = Object.entries(before).map(([one, option]) => [one, option && !privileges.includes(one)] as const)
  return { ...all, [role]: Object.fromEntries(now) }
}
