import type { DefinedObject } from '../../../schema/index.ts'
import { quoteName } from '../quote-name.ts'
import { type ObjectType, differOnlyIn, textOf, textsOf } from './object-type.ts'

/**
 * A policy. `command` is missing for all commands, `roles` for PUBLIC; `restrictive` is true or missing.
 *
 * @see https://www.postgresql.org/docs/18/sql-createpolicy.html
 * @see https://www.postgresql.org/docs/18/sql-alterpolicy.html roles and expressions change in place, but no expression
 * goes away.
 */
export const policy: ObjectType = {
  objectType: 'policy',
  keyword: 'POLICY',
  source: (filter) => ({
    catalog: 'pg_policy',
    joins: 'JOIN pg_catalog.pg_class r ON r.oid = o.polrelid',
    where: filter.namespace('r.relnamespace'),
    namespace: 'r.relnamespace',
    on: 'o.polrelid',
    name: 'o.polname',
    attributes: `pg_catalog.json_build_object('restrictive', NULLIF(NOT o.polpermissive, false),
      'command', CASE o.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
      'roles', (SELECT pg_catalog.json_agg(u.rolname ORDER BY u.rolname) FROM pg_catalog.pg_roles u WHERE u.oid = ANY (o.polroles)),
      'using', pg_catalog.pg_get_expr(o.polqual, o.polrelid), 'check', pg_catalog.pg_get_expr(o.polwithcheck, o.polrelid))`,
  }),
  create(object, { full }) {
    const command = textOf(object, 'command')
    const restrictive = object.attributes['restrictive'] === true ? ' AS RESTRICTIVE' : ''
    return [
      `CREATE POLICY ${full}${restrictive}${command === '' ? '' : ` FOR ${command}`}${rolesOf(object)}${expressionsOf(object)}`,
    ]
  },
  alter(found, wanted, { full }) {
    if (!differOnlyIn(found, wanted, ['roles', 'using', 'check'])) return null
    const has = (object: DefinedObject, attribute: string) => textOf(object, attribute) !== ''
    if (['using', 'check'].some((one) => has(found, one) !== has(wanted, one))) return null
    return [`ALTER POLICY ${full}${rolesOf(wanted)}${expressionsOf(wanted)}`]
  },
}

function rolesOf(object: DefinedObject): string {
  const roles = textsOf(object, 'roles')
  return ` TO ${roles.length === 0 ? 'PUBLIC' : roles.map((role) => quoteName(role)).join(', ')}`
}

function expressionsOf(object: DefinedObject): string {
  const using = textOf(object, 'using')
  const check = textOf(object, 'check')
  return `${using === '' ? '' : ` USING (${using})`}${check === '' ? '' : ` WITH CHECK (${check})`}`
}
