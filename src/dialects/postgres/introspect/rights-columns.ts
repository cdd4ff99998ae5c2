import type { ScopeFilter } from './scope-filter.ts'

/** The role that the connection works as; worked out once for a query. */
const currentRole = '(SELECT u.oid FROM pg_catalog.pg_roles u WHERE u.rolname = CURRENT_USER)'

/** What of an access control list is not there by itself, and what is there by itself and was taken away. */
interface AccessList {
  readonly acl: string
  readonly owner: string
  /** The list that counts as none, as `aclitem[]`. */
  readonly initial: string
}

const roleName = (oid: string) => `CASE WHEN ${oid} = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(${oid})::text END`

const notIn = (list: string, item: string) => `NOT EXISTS (SELECT FROM pg_catalog.aclexplode(${list}) y
          WHERE y.grantee = ${item}.grantee AND y.privilege_type = ${item}.privilege_type)`

const grantedIn = ({ acl, owner, initial }: AccessList) =>
  `(SELECT pg_catalog.json_agg(pg_catalog.json_build_array(${roleName('x.grantee')}, x.privilege_type, x.is_grantable))
        FROM pg_catalog.aclexplode(${acl}) x WHERE x.grantee <> ${owner} AND ${notIn(initial, 'x')})`

const revokedIn = ({ acl, owner, initial }: AccessList) =>
  `(SELECT pg_catalog.json_agg(pg_catalog.json_build_array(CASE WHEN x.grantee = 0 THEN 'public' ELSE '' END, x.privilege_type))
        FROM pg_catalog.aclexplode(${initial}) x WHERE x.grantee IN (0, ${owner}) AND ${notIn(acl, 'x')})`

/** What a column of a system catalog that keeps an access control list stands beside. */
export interface RightsSource {
  /** The column with the list; null: privileges cannot be granted on it. */
  readonly acl: string | null
  readonly owner: string
  /** As `acldefault` calls the kind of object: `r`, `s`, `f`, `T`, `n`. */
  readonly kind: string
  /** `json` of the privileges on its columns, or nothing. */
  readonly columns?: string
}

/**
 * The owner of an object and who may do what with it as `json`, NULL where both are as for a new object of the role that
 * is connected: `owner`, `granted` as role, privilege and whether it may be passed on, `revoked` as role and privilege
 * (without a name: the owner's own), `columns`.
 *
 * @see https://www.postgresql.org/docs/18/ddl-priv.html an empty list is the built-in default, which `acldefault` says
 */
export function rightsColumn({ acl, owner, kind, columns }: RightsSource): string {
  const others = `${owner} <> ${currentRole}`
  const conditions = [
    others,
    ...(acl === null ? [] : [`${acl} IS NOT NULL`]),
    ...(columns === undefined ? [] : [`${columns} IS NOT NULL`]),
  ]
  const ownerName = `CASE WHEN ${others} THEN pg_catalog.pg_get_userbyid(${owner})::text END`
  const list = acl === null ? null : { acl, owner, initial: `pg_catalog.acldefault('${kind}', ${owner})` }
  const granted =
    list === null
      ? ''
      : `, 'granted', CASE WHEN ${acl} IS NOT NULL THEN ${grantedIn(list)} END, 'revoked', CASE WHEN ${acl} IS NOT NULL THEN ${revokedIn(list)} END`
  const onColumns = columns === undefined ? '' : `, 'columns', ${columns}`
  return `CASE WHEN ${conditions.join(' OR ')} THEN NULLIF(pg_catalog.json_strip_nulls(pg_catalog.json_build_object('owner', ${ownerName}${granted}${onColumns}))::text, '{}') END`
}

/** What is granted on one column `a`, as above; of the owner without a name. */
export const columnRights = (owner: string): string =>
  `CASE WHEN a.attacl IS NOT NULL THEN (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(
        CASE WHEN x.grantee = ${owner} THEN '' ELSE ${roleName('x.grantee')} END, x.privilege_type, x.is_grantable))
        FROM pg_catalog.aclexplode(a.attacl) x) END`

/** What is granted on the columns of a relation that is no table, by their names. */
export const columnsRights = `(SELECT pg_catalog.json_object_agg(a.attname, ${columnRights('o.relowner')})
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = o.oid AND a.attacl IS NOT NULL)`

/**
 * The rights on a namespace `n`. Those that the server was set up with count as none.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-init-privs.html
 */
export function namespaceRights(): string {
  const initPrivileges = `(SELECT v.initprivs FROM pg_catalog.pg_init_privs v
        WHERE v.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND v.objoid = n.oid AND v.objsubid = 0)`
  const list = {
    acl: 'n.nspacl',
    owner: 'n.nspowner',
    initial: `COALESCE(${initPrivileges}, pg_catalog.acldefault('n', n.nspowner))`,
  }
  // The owner of \`public\`: the role that set up the server, or the database's own, which has one of the first oids.
  const owner = `CASE WHEN n.nspowner <> ${currentRole} AND n.nspowner >= 16384 THEN pg_catalog.pg_get_userbyid(n.nspowner)::text END`
  return `NULLIF(pg_catalog.json_strip_nulls(pg_catalog.json_build_object('owner', ${owner},
      'granted', CASE WHEN n.nspacl IS NOT NULL THEN ${grantedIn(list)} END,
      'revoked', CASE WHEN n.nspacl IS NOT NULL THEN ${revokedIn(list)} END))::text, '{}')`
}

/**
 * One row per default: the role whose new objects it is about (NULL: the one that is connected), its schema (NULL: all),
 * whether that is the default one, the kind of object, rights as above.
 *
 * @see https://www.postgresql.org/docs/18/catalog-pg-default-acl.html the defaults of a schema are added to those of all schemas
 */
export function defaultRightsQuery(filter: ScopeFilter): string {
  const list = {
    acl: 'd.defaclacl',
    // The defaults of one schema say nothing by themselves, of their role either; no role has the oid 1.
    owner: 'CASE WHEN d.defaclnamespace = 0 THEN d.defaclrole ELSE 1 END',
    // The list of a column is empty by default.
    initial: `pg_catalog.acldefault(CASE WHEN d.defaclnamespace <> 0 THEN 'c' WHEN d.defaclobjtype = 'S' THEN 's' ELSE d.defaclobjtype END::"char", d.defaclrole)`,
  }
  return `SELECT CASE WHEN d.defaclrole <> ${currentRole} THEN pg_catalog.pg_get_userbyid(d.defaclrole)::text END AS role, n.nspname,
      n.nspname = ${filter.defaultNamespace} AS is_default, d.defaclobjtype,
      pg_catalog.json_strip_nulls(pg_catalog.json_build_object('granted', ${grantedIn(list)}, 'revoked', ${revokedIn(list)}))::text AS rights
    FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
    WHERE d.defaclnamespace = 0 OR ${filter.namespace('d.defaclnamespace')}`
}
