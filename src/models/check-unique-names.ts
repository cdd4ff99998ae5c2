import { type CatalogObject, type TableRef, displayTable, idOf, keyOf, tableOf } from '../schema/index.ts'
import { modelError } from './model-error.ts'

/**
 * Refuses names that the databases hold in one drawer: the members of a table, and in a namespace tables, indexes, the
 * indexes behind primary keys and unique constraints, and (with tables) enum types.
 *
 * @throws LimbeckError LB3001
 * @see https://www.postgresql.org/docs/18/ddl-schemas.html PostgreSQL keeps tables, indexes and row types by name in a schema.
 */
export function checkUniqueNames(objects: readonly CatalogObject[], fileOf: (table: TableRef) => string | null): void {
  const drawers = new Map<string, CatalogObject>()
  const put = (drawer: string, object: CatalogObject) => {
    const key = `${drawer} ${object.kind === 'other' ? keyOf(idOf(object)) : object.name}`
    const known = drawers.get(key)
    if (known !== undefined) throw twoOfOneName(known, object, fileOf)
    drawers.set(key, object)
  }
  for (const object of objects) {
    if (object.kind === 'table') {
      put(`relation ${object.namespace ?? ''}`, object)
      put(`type ${object.namespace ?? ''}`, object)
    } else if (object.kind === 'enumType') put(`type ${object.namespace ?? ''}`, object)
    else if (object.kind === 'index') put(`relation ${object.namespace ?? ''}`, object)
    else if (object.kind === 'primaryKey' || object.kind === 'unique') {
      put(`constraint ${displayTable(tableOf(object))}`, object)
      put(`relation ${object.namespace ?? ''}`, object)
    } else if (object.kind === 'defined' && relations.has(object.objectType)) {
      put(`relation ${object.namespace ?? ''}`, object)
    } else if (object.kind === 'check' || object.kind === 'foreignKey') {
      put(`constraint ${displayTable(tableOf(object))}`, object)
    }
  }
}

/** Types of defined objects that stand in one drawer with tables. */
const relations = new Set(['view', 'materialized view', 'sequence', 'virtual table'])

function twoOfOneName(first: CatalogObject, second: CatalogObject, fileOf: (table: TableRef) => string | null) {
  const name = 'name' in second ? second.name : ''
  const byConvention = [first, second].some((object) => 'nameSource' in object && object.nameSource === 'convention')
  const message = `${capital(describe(first))} and ${describe(second)} are both called "${name}".`
  const table = 'table' in second && second.table !== null ? tableOf({ ...second, table: second.table }) : null
  const file = table === null ? null : fileOf(table)
  return modelError('LB3001', message, file, {
    hints: [
      byConvention
        ? 'Take one away if they are the same, else give one of them a name of its own.'
        : 'Give one of them another name.',
    ],
    details: { name },
  })
}

const words = {
  namespace: 'the schema',
  column: 'a column',
  table: 'the table',
  enumType: 'the enum type',
  index: 'an index',
  unique: 'a unique constraint',
  primaryKey: 'the primary key',
  check: 'a check',
  foreignKey: 'a foreign key',
  defined: 'an object',
  other: 'an object',
} as const satisfies { readonly [Kind in CatalogObject['kind']]: string }

function describe(object: CatalogObject): string {
  const of = 'table' in object && object.table !== null ? ` of table "${object.table}"` : ` "${object.name}"`
  return `${words[object.kind]}${of}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
