import { displayTable } from './object-id.ts'

/** What a role may do, by the database's word for it (`SELECT`); true: it may pass that on. */
export type Privileges = { readonly [privilege: string]: boolean }

/** By the name of the role. Everybody (PUBLIC) is `public`, which no role can be called. */
export type PrivilegesByRole = { readonly [role: string]: Privileges }

/** What rights are held on. */
export interface RightsTarget {
  /** As the catalog calls it: `table`, `enum type`, `schema`, or the type of a defined object; of defaults what they are for: `tables`. */
  readonly objectType: string
  /** Null: the default one. Of schemas and defaults always null: `name` says which schema. */
  readonly namespace: string | null
  /** Of a routine with the types of its arguments; of defaults the schema, or null: every schema. */
  readonly name: string | null
  /** What objects get that are made later, and not an object that is there. */
  readonly defaults?: {
    /** Whose new objects; null: those of the role that migrates. */
    readonly role: string | null
  }
}

/** Who owns something and who may do what with it, so far as that is not what the database says of a new object. */
export interface Rights {
  /** Null: the role that migrates. */
  readonly owner: string | null
  readonly granted: PrivilegesByRole
  /** What roles have by themselves and were deprived of. Of the owner under the empty name. */
  readonly revoked: PrivilegesByRole
  /** What is granted on single columns, by their names; to the owner under the empty name. */
  readonly columns: { readonly [column: string]: PrivilegesByRole }
}

/** Rights with what they are held on. */
export interface HeldRights {
  readonly target: RightsTarget
  readonly rights: Rights
  /** The column that a sequence belongs to, where it is no object of its own. */
  readonly ownedBy?: { readonly table: string; readonly column: string }
  /** Of defaults: their schema is the default one, which the catalog knows no name of. */
  readonly isDefaultSchema?: true
}

/** Everybody. */
export const everybody = 'public'

/** The owner, in what was revoked and on columns. */
export const ownerRole = ''

export const noRights: Rights = { owner: null, granted: {}, revoked: {}, columns: {} }

/** What tells targets apart. */
export function rightsKey({ objectType, namespace, name, defaults }: RightsTarget): string {
  return JSON.stringify([objectType, namespace, name, ...(defaults === undefined ? [] : [defaults.role])])
}

/** A target as people say it: `table billing.invoices`, `new tables of app in schema billing`. */
export function displayTarget({ objectType, namespace, name, defaults }: RightsTarget): string {
  if (defaults === undefined) return `${objectType} ${displayTable({ namespace, name: name ?? '' })}`
  const { role } = defaults
  return `new ${objectType}${role === null ? '' : ` of ${role}`}${name === null ? '' : ` in schema ${name}`}`
}

/** Whether rights are nothing but what a new object has. */
export function isNoRights({ owner, granted, revoked, columns }: Rights): boolean {
  return owner === null && [granted, revoked, columns].every((one) => Object.keys(one).length === 0)
}
