import { quoteName, quoteQualified } from '../quote-name.ts'
import { type ObjectType, textOf } from './object-type.ts'

/**
 * The column that a sequence goes with although its default is not just the next number of it. An object of its own, since
 * the column may stand on the sequence, and this stands on both.
 *
 * @see https://www.postgresql.org/docs/18/sql-altersequence.html OWNED BY
 */
export const sequenceOwner: ObjectType = {
  objectType: 'sequence owner',
  keyword: 'SEQUENCE',
  hasOwnName: false,
  source: (filter) => ({
    catalog: 'pg_class',
    joins: `JOIN pg_catalog.pg_depend w ON w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND w.objid = o.oid AND w.deptype = 'a'
        AND w.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      JOIN pg_catalog.pg_class wt ON wt.oid = w.refobjid
      JOIN pg_catalog.pg_attribute wa ON wa.attrelid = w.refobjid AND wa.attnum = w.refobjsubid`,
    where: `o.relkind = 'S' AND ${filter.namespace('o.relnamespace')} AND NOT ${isSerial}`,
    namespace: 'o.relnamespace',
    name: 'o.relname',
    attributes: `pg_catalog.json_build_object('table', wt.relname, 'column', wa.attname)`,
    comment: 'NULL',
  }),
  create: (object, { name }) => [ownedBy(name, object)],
  alter: (_found, wanted, { name }) => [ownedBy(name, wanted)],
  drop: (_object, { name }) => [`ALTER SEQUENCE ${name} OWNED BY NONE`],
  standsOn(object) {
    const { namespace, name } = object
    return [
      { kind: 'defined', objectType: 'sequence', namespace, on: null, name },
      { kind: 'table', namespace, name: textOf(object, 'table') },
      { kind: 'column', namespace, table: textOf(object, 'table'), name: textOf(object, 'column') },
    ]
  },
}

/**
 * Whether a sequence `o` is a serial column's: owned by it, and nothing but its next number is the column's default.
 * An expression's text doubles quotes and leaves backslashes alone, as `quote_literal` does not.
 */
export const isSerial = `EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attrdef f ON f.adrelid = d.refobjid AND f.adnum = d.refobjsubid
      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = o.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
        AND pg_catalog.pg_get_expr(f.adbin, f.adrelid) = 'nextval(''' || replace(o.oid::pg_catalog.regclass::text, '''', '''''') || '''::regclass)')`

function ownedBy(sequence: string, object: Parameters<ObjectType['create']>[0]): string {
  const table = quoteQualified(object.namespace, textOf(object, 'table'))
  return `ALTER SEQUENCE ${sequence} OWNED BY ${table}.${quoteName(textOf(object, 'column'))}`
}
