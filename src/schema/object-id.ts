/** The name of a table: what every operation on a table carries. */
export interface TableRef {
  readonly namespace: string | null
  readonly name: string
}

/** What may be a member of a table. */
export type MemberKind = 'column' | 'primaryKey' | 'unique' | 'foreignKey' | 'check' | 'index'

/** The identity of an object: its kind and names, nothing else. */
export type ObjectId =
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'table' | 'enumType'; readonly namespace: string | null; readonly name: string }
  | {
      readonly kind: MemberKind
      readonly namespace: string | null
      readonly table: string
      readonly name: string
    }
  | {
      readonly kind: 'defined'
      readonly objectType: string
      readonly namespace: string | null
      readonly on: string | null
      readonly name: string
    }
  | {
      readonly kind: 'other'
      readonly objectType: string
      readonly namespace: string | null
      readonly table: string | null
      readonly name: string
    }

/** An {@link ObjectId} as text, unique in a catalog. */
export type ObjectKey = string

function escapeName(name: string): string {
  return /[%.:]/.test(name) ? name.replace(/[%.:]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`) : name
}

let lastOwner: TableRef & { readonly text: string } = { namespace: null, name: '', text: '.' }

/** A table within a key. Members of one table are mostly asked for together, so the last one is kept. */
function ownerText(namespace: string | null, name: string): string {
  if (lastOwner.name !== name || lastOwner.namespace !== namespace)
    lastOwner = { namespace, name, text: `${namespace === null ? '' : escapeName(namespace)}.${escapeName(name)}` }
  return lastOwner.text
}

/** The key of an object or id, such as `column:.users.email` (default namespace) or `table:billing.invoices`. */
export function keyOf(id: ObjectId): ObjectKey {
  switch (id.kind) {
    case 'namespace':
      return `namespace:${escapeName(id.name)}`
    case 'table':
    case 'enumType':
      return `${id.kind}:${ownerText(id.namespace, id.name)}`
    case 'defined':
      return `defined:${escapeName(id.objectType)}:${escapeName(id.namespace ?? '')}.${escapeName(id.on ?? '')}.${escapeName(id.name)}`
    case 'other':
      return `other:${escapeName(id.objectType)}:${escapeName(id.namespace ?? '')}.${escapeName(id.table ?? '')}.${escapeName(id.name)}`
    default:
      return `${id.kind}:${ownerText(id.namespace, id.table)}.${escapeName(id.name)}`
  }
}

/** The identity of an object, without its attributes. */
export function idOf(object: ObjectId): ObjectId {
  switch (object.kind) {
    case 'namespace':
      return { kind: 'namespace', name: object.name }
    case 'table':
    case 'enumType':
      return { kind: object.kind, namespace: object.namespace, name: object.name }
    case 'defined':
      return {
        kind: 'defined',
        objectType: object.objectType,
        namespace: object.namespace,
        on: object.on,
        name: object.name,
      }
    case 'other':
      return {
        kind: 'other',
        objectType: object.objectType,
        namespace: object.namespace,
        table: object.table,
        name: object.name,
      }
    default:
      return { kind: object.kind, namespace: object.namespace, table: object.table, name: object.name }
  }
}

/** The key of a table. */
export function tableKey(table: TableRef): ObjectKey {
  return `table:${ownerText(table.namespace, table.name)}`
}

/** Whether something is a column, constraint or index of a table. */
export function isMemberOf(id: ObjectId, table: TableRef): boolean {
  return 'table' in id && id.kind !== 'other' && id.table === table.name && id.namespace === table.namespace
}

/** The table that a member belongs to. */
export function tableOf(member: { readonly namespace: string | null; readonly table: string }): TableRef {
  return { namespace: member.namespace, name: member.table }
}

/** A name as people say it: `users`, `billing.invoices`, `users.email`. */
export function displayName(id: ObjectId): string {
  if (id.kind === 'namespace') return id.name
  const owner = id.kind === 'defined' ? id.on : 'table' in id ? id.table : null
  const parts = [id.namespace, owner, id.name]
  return parts.filter((part) => part !== null).join('.')
}

/** `users` or `billing.invoices`. */
export function displayTable(table: TableRef): string {
  return table.namespace === null ? table.name : `${table.namespace}.${table.name}`
}
