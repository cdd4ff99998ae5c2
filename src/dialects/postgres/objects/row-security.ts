import type { DefinedObject } from '../../../schema/index.ts'
import type { ObjectType } from './object-type.ts'

/**
 * Row level security of a table, an object of its own that is there where it is on in one way or the other: `enabled`,
 * `forced` (for the table's owner too).
 *
 * @see https://www.postgresql.org/docs/18/ddl-rowsecurity.html
 */
export const rowSecurity: ObjectType = {
  objectType: 'row security',
  keyword: 'ROW LEVEL SECURITY',
  hasOwnName: false,
  source: (filter) => ({
    catalog: 'pg_class',
    where: `o.relkind IN ('r', 'p') AND (o.relrowsecurity OR o.relforcerowsecurity) AND ${filter.namespace('o.relnamespace')}`,
    namespace: 'o.relnamespace',
    on: 'o.oid',
    name: `'row security'`,
    attributes: `pg_catalog.json_build_object('enabled', NULLIF(o.relrowsecurity, false), 'forced', NULLIF(o.relforcerowsecurity, false))`,
    comment: 'NULL',
  }),
  create: (object, { on }) => [
    ...(isSet(object, 'enabled') ? [`ALTER TABLE ${on} ENABLE ROW LEVEL SECURITY`] : []),
    ...(isSet(object, 'forced') ? [`ALTER TABLE ${on} FORCE ROW LEVEL SECURITY`] : []),
  ],
  alter: (found, wanted, { on }) => [
    ...(isSet(found, 'enabled') === isSet(wanted, 'enabled')
      ? []
      : [`ALTER TABLE ${on} ${isSet(wanted, 'enabled') ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`]),
    ...(isSet(found, 'forced') === isSet(wanted, 'forced')
      ? []
      : [`ALTER TABLE ${on} ${isSet(wanted, 'forced') ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`]),
  ],
  drop: (_object, { on }) => [
    `ALTER TABLE ${on} NO FORCE ROW LEVEL SECURITY`,
    `ALTER TABLE ${on} DISABLE ROW LEVEL SECURITY`,
  ],
}

function isSet(object: DefinedObject, attribute: string): boolean {
  return object.attributes[attribute] === true
}
