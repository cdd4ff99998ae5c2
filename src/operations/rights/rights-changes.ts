import {
  type Privileges,
  type PrivilegesByRole,
  type Rights,
  type RightsTarget,
  ownerRole,
} from '../../schema/index.ts'
import type { Grant, Revoke, SetOwner } from './data.ts'
import { currentRole, withGrant, withOwner, withRevoke } from './privileges.ts'

type RightsOperation = Grant | Revoke | SetOwner

/** What one role is to get or to lose, the same on some columns or on the whole target. */
interface Part {
  readonly role: string
  readonly column: string | null
  readonly privileges: readonly string[]
  /** With the right to pass it on; of what is revoked, nothing but this right. */
  readonly option: boolean
}

/** The operations that turn the rights on one target into others. The owner comes first, and what is taken before what is given. */
export function rightsChanges(target: RightsTarget, found: Rights, wanted: Rights): readonly RightsOperation[] {
  // Nearly always; nothing has touched them.
  if (found === wanted) return []
  const operations: RightsOperation[] = []
  let now = found
  if (found.owner !== wanted.owner) {
    operations.push({ kind: 'setOwner', target, owner: wanted.owner })
    now = withOwner(now, wanted.owner)
  }
  const owner = (target.defaults === undefined ? wanted.owner : target.defaults.role) ?? currentRole
  const nameOf = (role: string) => (role === ownerRole ? owner : role)
  const revoke = (parts: readonly Part[]) => {
    for (const { roles, columns, privileges, option } of grouped(parts, nameOf)) {
      const op: Revoke = { kind: 'revoke', target, columns, privileges, roles, grantOptionOnly: option }
      operations.push(op)
      now = withRevoke(now, target, op)
    }
  }
  const grant = (parts: readonly Part[]) => {
    for (const { roles, columns, privileges, option } of grouped(parts, nameOf)) {
      const op: Grant = { kind: 'grant', target, columns, privileges, roles, withGrantOption: option }
      operations.push(op)
      now = withGrant(now, target, op)
    }
  }
  revoke([
    ...missing(now.granted, wanted.granted, null),
    ...missing(wanted.revoked, now.revoked, null),
    ...lostOptions(now.granted, wanted.granted, null),
  ])
  // What is revoked on the whole is revoked on columns, too: they are looked at as they are now.
  const columns = [...new Set([...Object.keys(now.columns), ...Object.keys(wanted.columns)])].sort()
  const on = (rights: Rights, column: string) => rights.columns[column] ?? {}
  revoke(
    columns.flatMap((column) => [
      ...missing(on(now, column), on(wanted, column), column),
      ...lostOptions(on(now, column), on(wanted, column), column),
    ]),
  )
  grant([...missing(now.revoked, wanted.revoked, null), ...more(now.granted, wanted.granted, null)])
  grant(columns.flatMap((column) => more(on(now, column), on(wanted, column), column)))
  return operations
}

/** What the one has and the other has not. */
function missing(one: PrivilegesByRole, other: PrivilegesByRole, column: string | null): readonly Part[] {
  return partsOf(one, column, false, (privilege, _option, role) => other[role]?.[privilege] === undefined)
}

/** What stays and may not be passed on any more. */
function lostOptions(found: PrivilegesByRole, wanted: PrivilegesByRole, column: string | null): readonly Part[] {
  return partsOf(found, column, true, (privilege, option, role) => option && wanted[role]?.[privilege] === false)
}

/** What is new, or new to be passed on. */
function more(found: PrivilegesByRole, wanted: PrivilegesByRole, column: string | null): readonly Part[] {
  return [false, true].flatMap((isOption) =>
    partsOf(wanted, column, isOption, (privilege, option, role) => {
      const before = found[role]?.[privilege]
      return option === isOption && (before === undefined || (option && !before))
    }),
  )
}

function partsOf(
  all: PrivilegesByRole,
  column: string | null,
  option: boolean,
  isMeant: (privilege: string, option: boolean, role: string) => boolean,
): readonly Part[] {
  return Object.entries(all).flatMap(([role, privileges]: readonly [string, Privileges]) => {
    const meant = Object.entries(privileges).flatMap(([one, given]) => (isMeant(one, given, role) ? [one] : []))
    return meant.length === 0 ? [] : [{ role, column, privileges: inOrder(meant), option }]
  })
}

const usualOrder = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'USAGE', 'CREATE']

function inOrder(privileges: readonly string[]): readonly string[] {
  const place = (one: string) => (usualOrder.includes(one) ? usualOrder.indexOf(one) : usualOrder.length)
  return [...privileges].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

interface Group {
  readonly roles: readonly string[]
  readonly columns: readonly string[] | null
  readonly privileges: readonly string[]
  readonly option: boolean
}

/** Columns with the same for one role, and then roles with the same, are said at once. */
function grouped(parts: readonly Part[], nameOf: (role: string) => string): readonly Group[] {
  const byRole = new Map<string, Part & { readonly columns: string[] }>()
  for (const part of parts) {
    const key = JSON.stringify([part.role, part.privileges, part.option, part.column === null])
    const known = byRole.get(key)
    if (known === undefined) byRole.set(key, { ...part, columns: part.column === null ? [] : [part.column] })
    else if (part.column !== null) known.columns.push(part.column)
  }
  const groups = new Map<string, Group & { readonly roles: string[] }>()
  for (const { role, column, columns, privileges, option } of byRole.values()) {
    const key = JSON.stringify([columns, privileges, option])
    const known = groups.get(key)
    if (known !== undefined) known.roles.push(nameOf(role))
    else groups.set(key, { roles: [nameOf(role)], columns: column === null ? null : columns, privileges, option })
  }
  return [...groups.values()].map((group) => ({ ...group, roles: [...group.roles].sort() }))
}
