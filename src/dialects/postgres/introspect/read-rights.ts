import {
  type CatalogDraft,
  type Privileges,
  type PrivilegesByRole,
  type Rights,
  type RightsTarget,
  type TableRef,
  noRights,
  rightsKey,
} from '../../../schema/index.ts'
import type { CatalogNames } from './catalog-names.ts'
import { type ResultRow, isTrueAt, numberAt, textAt, textOrNullAt } from './result-row.ts'

interface RightsRows {
  readonly namespaces: readonly ResultRow[]
  readonly relations: readonly ResultRow[]
  readonly columns: readonly ResultRow[]
  readonly sequences: readonly ResultRow[]
  readonly enums: readonly ResultRow[]
  readonly objects: readonly ResultRow[]
  readonly defaultRights: readonly ResultRow[]
}

/** `pg_default_acl.defaclobjtype` → what it is for. */
const plurals: { readonly [code: string]: string } = {
  r: 'tables',
  S: 'sequences',
  f: 'functions',
  T: 'types',
  n: 'schemas',
}

/**
 * Puts owners and privileges into the catalog, so far as they are not those of a new object.
 *
 * @param tables oid → the tables that the catalog has
 */
export function putRights(
  draft: CatalogDraft,
  rows: RightsRows,
  names: CatalogNames,
  tables: ReadonlyMap<string, TableRef>,
): void {
  const put = (target: RightsTarget, text: string | null) => {
    if (text !== null) draft.putRights({ target, rights: rightsFrom(text) })
  }
  for (const row of rows.namespaces) {
    // What an extension made is the extension's.
    if (!isTrueAt(row, 3)) put({ objectType: 'schema', namespace: null, name: textAt(row, 1) }, textOrNullAt(row, 4))
  }
  for (const row of rows.relations) {
    const table = tables.get(textAt(row, 0))
    if (table !== undefined) put({ objectType: 'table', ...table }, textOrNullAt(row, 11))
  }
  for (const row of rows.columns) {
    const table = tables.get(textAt(row, 0))
    const text = textOrNullAt(row, 13)
    if (table === undefined || text === null) continue
    const target = { objectType: 'table', ...table }
    const { rights = noRights } = draft.rights().get(rightsKey(target)) ?? {}
    const columns = { ...rights.columns, [textAt(row, 2)]: byRole(JSON.parse(text)) }
    draft.putRights({ target, rights: { ...rights, columns } })
  }
  for (const row of rows.sequences) {
    const table = tables.get(textAt(row, 2))
    const column = names.columns.get(textAt(row, 2))?.get(numberAt(row, 3))
    const text = textOrNullAt(row, 14)
    if (table === undefined || column === undefined || text === null) continue
    const namespace = names.namespaces.get(textAt(row, 13)) ?? null
    const target = { objectType: 'sequence', namespace, name: textAt(row, 12) }
    // Its owner is the table's.
    const rights = { ...rightsFrom(text), owner: null }
    draft.putRights({ target, rights, ownedBy: { table: table.name, column } })
  }
  for (const row of rows.enums) {
    const found = names.enums.get(textAt(row, 0))
    if (!isTrueAt(row, 6) || found === undefined) continue
    const { namespace, name } = found.type
    put({ objectType: 'enum type', namespace, name }, textOrNullAt(row, 8))
  }
  for (const row of rows.objects) {
    if (textOrNullAt(row, 4) !== null) continue
    const namespace = textOrNullAt(row, 3)
    const target = {
      objectType: textAt(row, 0),
      namespace: namespace === null ? null : (names.namespaces.get(namespace) ?? null),
      name: textAt(row, 5),
    }
    put(target, textOrNullAt(row, 9))
  }
  for (const row of rows.defaultRights) {
    const objectType = plurals[textAt(row, 3)]
    if (objectType === undefined) continue
    draft.putRights({
      target: { objectType, namespace: null, name: textOrNullAt(row, 1), defaults: { role: textOrNullAt(row, 0) } },
      rights: rightsFrom(textAt(row, 4)),
      ...(isTrueAt(row, 2) ? { isDefaultSchema: true } : {}),
    })
  }
}

/** Role, privilege, and whether it may be passed on. */
type Item = readonly [role: string, privilege: string, option?: boolean]

/** The queries make these texts themselves. */
interface RightsText {
  readonly owner?: string
  readonly granted?: readonly Item[]
  readonly revoked?: readonly Item[]
  readonly columns?: { readonly [column: string]: readonly Item[] }
}

function rightsFrom(text: string): Rights {
  const { owner = null, granted = [], revoked = [], columns = {} } = JSON.parse(text) as RightsText
  return {
    owner,
    granted: byRole(granted),
    revoked: byRole(revoked),
    columns: Object.fromEntries(Object.entries(columns).map(([column, items]) => [column, byRole(items)])),
  }
}

/** Granted by several roles, it may be passed on when one of them said so. */
function byRole(items: readonly Item[]): PrivilegesByRole {
  const roles: { [role: string]: Privileges } = {}
  for (const [role, privilege, option = false] of items) {
    const before = roles[role] ?? {}
    roles[role] = { ...before, [privilege]: option || before[privilege] === true }
  }
  return roles
}
