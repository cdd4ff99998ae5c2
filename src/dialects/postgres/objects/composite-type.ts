import type { DefinedObject } from '../../../schema/index.ts'
import { quoteName } from '../quote-name.ts'
import { columnCommentStatements, columnComments } from './column-comments.ts'
import { type ObjectType, collationName, differOnlyIn } from './object-type.ts'

interface CompositeAttribute {
  readonly name: string
  readonly type: string
}

/**
 * A composite type. `attributes` are its columns in order: `[{ name, type }]`, the type with its collation.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertype.html Attributes come and go at the end in place, since nothing
 * puts one between others; the type of one changes as long as no table has a column of the composite type.
 */
export const compositeType: ObjectType = {
  objectType: 'composite type',
  keyword: 'TYPE',
  source: (filter) => ({
    catalog: 'pg_type',
    joins: `JOIN pg_catalog.pg_class c ON c.oid = o.typrelid AND c.relkind = 'c'`,
    where: `o.typtype = 'c' AND ${filter.namespace('o.typnamespace')}`,
    namespace: 'o.typnamespace',
    name: 'o.typname',
    attributes: `pg_catalog.json_build_object('attributes', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname,
        'type', pg_catalog.format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> t.typcollation
          THEN ' COLLATE ' || ${collationName('a.attcollation')} ELSE '' END) ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = o.typrelid AND a.attnum > 0 AND NOT a.attisdropped), 'columnComments', ${columnComments('o.typrelid')})`,
    facts: `pg_catalog.json_build_object('isColumn', NULLIF(EXISTS (SELECT FROM pg_catalog.pg_attribute u JOIN pg_catalog.pg_class r ON r.oid = u.attrelid
      WHERE u.atttypid IN (o.oid, o.typarray) AND r.relkind IN ('r', 'p', 'm') AND NOT u.attisdropped), false))`,
  }),
  create: (object, { name }) => [
    `CREATE TYPE ${name} AS (${attributesOf(object).map(definitionOf).join(', ')})`,
    ...columnCommentStatements(name, null, object),
  ],
  alter(found, wanted, { name }, isTold) {
    if (!differOnlyIn(found, wanted, ['attributes', 'columnComments'])) return null
    const old = attributesOf(found)
    const next = attributesOf(wanted)
    const shared = Math.min(old.length, next.length)
    if (old.slice(0, shared).some((one, at) => one.name !== next[at]?.name)) return null
    const retyped = next.slice(0, shared).filter((one, at) => one.type !== old[at]?.type)
    if (retyped.length > 0 && !isTold && (found.facts['isColumn'] === true || wanted.facts['isColumn'] === true))
      return null
    const clauses = [
      ...old.slice(shared).map((one) => `DROP ATTRIBUTE ${quoteName(one.name)}`),
      ...retyped.map((one) => `ALTER ATTRIBUTE ${quoteName(one.name)} TYPE ${one.type}`),
      ...next.slice(shared).map((one) => `ADD ATTRIBUTE ${definitionOf(one)}`),
    ]
    return [
      ...(clauses.length === 0 ? [] : [`ALTER TYPE ${name} ${clauses.join(', ')}`]),
      ...columnCommentStatements(name, found, wanted),
    ]
  },
}

function definitionOf({ name, type }: CompositeAttribute): string {
  return `${quoteName(name)} ${type}`
}

function attributesOf(object: DefinedObject): readonly CompositeAttribute[] {
  const value = object.attributes['attributes']
  if (!Array.isArray(value)) return []
  return value.flatMap((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? [{ name: String(one['name']), type: String(one['type']) }]
      : [],
  )
}
