import { literal } from '../literal.ts'
import { quoteName } from '../quote-name.ts'
import { type ObjectType, differOnlyIn, textOf } from './object-type.ts'

/**
 * An extension; what belongs to it is not looked at. `schema` is missing where its objects live in the default namespace.
 * `version` counts where it is installed and where somebody changes it by hand; which one a server has is a matter of
 * that server, and not compared. It is never dropped with CASCADE.
 *
 * @see https://www.postgresql.org/docs/18/sql-createextension.html
 */
export const extension: ObjectType = {
  objectType: 'extension',
  keyword: 'EXTENSION',
  hasOwnName: false,
  uncompared: ['version'],
  source: (filter) => ({
    catalog: 'pg_extension',
    joins: 'JOIN pg_catalog.pg_namespace n ON n.oid = o.extnamespace',
    where: `o.extname <> 'plpgsql'`,
    namespace: 'NULL',
    name: 'o.extname',
    attributes: `pg_catalog.json_build_object('schema', NULLIF(n.nspname, ${filter.defaultNamespace}))`,
    facts: `pg_catalog.json_build_object('version', o.extversion, 'relocatable', o.extrelocatable)`,
    // The comment comes from the extension's own control file.
    comment: 'NULL',
  }),
  create(object, { name }) {
    const schema = textOf(object, 'schema')
    const version = textOf(object, 'version')
    return [
      `CREATE EXTENSION ${name}${schema === '' ? '' : ` SCHEMA ${quoteName(schema)}`}${version === '' ? '' : ` VERSION ${literal(version)}`}`,
    ]
  },
  alter(found, wanted, { name }, isTold) {
    if (!differOnlyIn(found, wanted, ['version', 'schema'])) return null
    const schema = textOf(wanted, 'schema')
    const version = textOf(wanted, 'version')
    const moves = textOf(found, 'schema') !== schema
    // Without a name for the default namespace there is nothing to move it to.
    if (moves && (schema === '' || textOf(found, 'schema') === '')) return null
    if (moves && !isTold && found.facts['relocatable'] !== true) return null
    return [
      ...(moves ? [`ALTER EXTENSION ${name} SET SCHEMA ${quoteName(schema)}`] : []),
      ...(version === '' || version === textOf(found, 'version')
        ? []
        : [`ALTER EXTENSION ${name} UPDATE TO ${literal(version)}`]),
    ]
  },
}
