import { quoteName } from '../quote-name.ts'
import { type ObjectType, textOf, textsOf } from './object-type.ts'

/**
 * Of two rows never all comparisons hold. `definition` is what stands behind the name; `columns` are those in it, and not
 * compared by themselves.
 *
 * @see https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-EXCLUDE
 */
export const exclusionConstraint: ObjectType = {
  objectType: 'exclusion constraint',
  keyword: 'CONSTRAINT',
  source: (filter) => ({
    catalog: 'pg_constraint',
    where: `o.contype = 'x' AND o.conparentid = 0 AND ${filter.namespace('o.connamespace')}`,
    namespace: 'o.connamespace',
    on: 'o.conrelid',
    name: 'o.conname',
    attributes: `pg_catalog.json_build_object('definition', pg_catalog.pg_get_constraintdef(o.oid),
      'columns', (SELECT pg_catalog.json_agg(a.attname ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = o.conrelid AND (a.attnum = ANY (o.conkey) OR EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid IN ('pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass)
            AND d.objid IN (o.oid, o.conindid) AND d.refobjid = o.conrelid AND d.refobjsubid = a.attnum))))`,
  }),
  uncompared: ['columns'],
  create: (object, { name, on }) => [`ALTER TABLE ${on} ADD CONSTRAINT ${name} ${textOf(object, 'definition')}`],
  drop: ({ name }, { on }) => [`ALTER TABLE ${on} DROP CONSTRAINT ${quoteName(name)}`],
  rename: ({ name, on }, to) => [`ALTER TABLE ${on} RENAME CONSTRAINT ${name} TO ${quoteName(to)}`],
  standsOn: (object) =>
    object.on === null
      ? []
      : textsOf(object, 'columns').map((name) => ({
          kind: 'column',
          namespace: object.namespace,
          table: object.on ?? '',
          name,
        })),
}
