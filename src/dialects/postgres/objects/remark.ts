import type { ObjectId } from '../../../schema/index.ts'
import { literal } from '../literal.ts'
import { quoteName, quoteQualified } from '../quote-name.ts'
import type { ScopeFilter } from '../introspect/scope-filter.ts'
import { type ObjectSource, type ObjectType, textOf } from './object-type.ts'

type Named = Parameters<NonNullable<ObjectType['standsOn']>>[0]
type Names = Pick<Named, 'namespace' | 'on' | 'name'>

/**
 * A comment on what has no attribute of its own for one: an object that stands on the other, with its `text`.
 *
 * @param place what `COMMENT ON` says in front of IS
 * @param unsaid what it says where nothing is wanted
 */
function remark(
  objectType: string,
  source: (filter: ScopeFilter) => Omit<ObjectSource, 'attributes' | 'comment'>,
  place: (names: Names) => string,
  standsOn: (object: Named) => readonly ObjectId[],
  unsaid: (names: Names) => string = () => 'NULL',
): ObjectType {
  const say = (object: Names, text: string) => [`COMMENT ON ${place(object)} IS ${text}`]
  return {
    objectType,
    keyword: 'COMMENT',
    hasOwnName: false,
    source(filter) {
      const from = source(filter)
      return {
        ...from,
        joins: `JOIN pg_catalog.pg_description d ON d.objoid = o.oid AND d.objsubid = 0
          AND d.classoid = 'pg_catalog.${from.catalog}'::pg_catalog.regclass ${from.joins ?? ''}`,
        attributes: `pg_catalog.json_build_object('text', d.description)`,
        comment: 'NULL',
      }
    },
    create: (object) => say(object, literal(textOf(object, 'text'))),
    alter: (_found, wanted) => say(wanted, literal(textOf(wanted, 'text'))),
    drop: (object) => say(object, unsaid(object)),
    standsOn,
  }
}

export const indexComment = remark(
  'index comment',
  (filter) => ({
    catalog: 'pg_class',
    joins: `JOIN pg_catalog.pg_index i ON i.indexrelid = o.oid JOIN pg_catalog.pg_class r ON r.oid = i.indrelid AND r.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = o.oid AND k.conrelid = r.oid AND k.contype IN ('p', 'u', 'x'))`,
    where: `o.relkind IN ('i', 'I') AND ${filter.namespace('o.relnamespace')}`,
    namespace: 'o.relnamespace',
    on: 'i.indrelid',
    name: 'o.relname',
  }),
  ({ namespace, name }) => `INDEX ${quoteQualified(namespace, name)}`,
  ({ namespace, on, name }) => [{ kind: 'index', namespace, table: on ?? '', name }],
)

const constraintKinds = { p: 'primaryKey', u: 'unique', f: 'foreignKey', c: 'check' } as const

export const constraintComment = remark(
  'constraint comment',
  (filter) => ({
    catalog: 'pg_constraint',
    joins: `JOIN pg_catalog.pg_class r ON r.oid = o.conrelid AND r.relkind IN ('r', 'p')`,
    where: `o.contype IN ('p', 'u', 'f', 'c') AND ${filter.namespace('o.connamespace')}`,
    namespace: 'r.relnamespace',
    on: 'o.conrelid',
    name: 'o.conname',
    facts: `pg_catalog.json_build_object('kind', o.contype)`,
  }),
  ({ namespace, on, name }) => `CONSTRAINT ${quoteName(name)} ON ${quoteQualified(namespace, on ?? '')}`,
  ({ namespace, on, name, facts }) => {
    const kind = Object.entries(constraintKinds).find(([code]) => code === facts['kind'])?.[1]
    return kind === undefined ? [] : [{ kind, namespace, table: on ?? '', name }]
  },
)

export const typeComment = remark(
  'type comment',
  (filter) => ({
    catalog: 'pg_type',
    where: `o.typtype = 'e' AND ${filter.namespace('o.typnamespace')}`,
    namespace: 'o.typnamespace',
    name: 'o.typname',
  }),
  ({ namespace, name }) => `TYPE ${quoteQualified(namespace, name)}`,
  ({ namespace, name }) => [{ kind: 'enumType', namespace, name }],
)

/** @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_namespace.dat */
const commentOnPublic = 'standard public schema'

export const schemaComment = remark(
  'schema comment',
  (filter) => ({
    catalog: 'pg_namespace',
    // The server gave `public` one itself.
    where: `${filter.namespace('o.oid')} AND (o.nspname, d.description) <> ('public', ${literal(commentOnPublic)})`,
    namespace: 'NULL',
    name: 'o.nspname',
  }),
  ({ name }) => `SCHEMA ${quoteName(name)}`,
  ({ name }) => [{ kind: 'namespace', name }],
  ({ name }) => (name === 'public' ? literal(commentOnPublic) : 'NULL'),
)
