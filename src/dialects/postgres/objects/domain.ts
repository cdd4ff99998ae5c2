import { quoteName } from '../quote-name.ts'
import { type ObjectType, changedNames, collationName, differOnlyIn, textOf, textsByName } from './object-type.ts'

/**
 * A domain. `constraints` holds its checks by their names, each as `CHECK (…)`, with `NOT VALID` where it is not.
 *
 * @see https://www.postgresql.org/docs/18/sql-createdomain.html
 * @see https://www.postgresql.org/docs/18/sql-alterdomain.html everything changes in place but the type and the collation.
 */
export const domain: ObjectType = {
  objectType: 'domain',
  keyword: 'DOMAIN',
  source: (filter) => ({
    catalog: 'pg_type',
    where: `o.typtype = 'd' AND ${filter.namespace('o.typnamespace')}`,
    namespace: 'o.typnamespace',
    name: 'o.typname',
    attributes: `pg_catalog.json_build_object('type', pg_catalog.format_type(o.typbasetype, o.typtypmod), 'notNull', NULLIF(o.typnotnull, false),
      'default', o.typdefault, 'constraints', (SELECT pg_catalog.json_object_agg(k.conname, pg_catalog.pg_get_constraintdef(k.oid, true) ORDER BY k.conname)
        FROM pg_catalog.pg_constraint k WHERE k.contypid = o.oid AND k.contype = 'c'),
      'collation', (SELECT ${collationName('o.typcollation')} FROM pg_catalog.pg_type b WHERE b.oid = o.typbasetype AND o.typcollation <> b.typcollation))`,
  }),
  create(object, { name }) {
    const words = (keyword: string, attribute: string) => {
      const text = textOf(object, attribute)
      return text === '' ? '' : ` ${keyword} ${text}`
    }
    const notNull = object.attributes['notNull'] === true ? ' NOT NULL' : ''
    const constraints = [...textsByName(object, 'constraints')]
    // CREATE DOMAIN takes no NOT VALID.
    const [late, early] = [true, false].map((isLate) =>
      constraints.filter(([, text]) => text.endsWith(' NOT VALID') === isLate),
    )
    const checks = (early ?? []).map(([constraint, text]) => ` CONSTRAINT ${quoteName(constraint)} ${text}`).join('')
    return [
      `CREATE DOMAIN ${name} AS ${textOf(object, 'type')}${words('COLLATE', 'collation')}${words('DEFAULT', 'default')}${notNull}${checks}`,
      ...(late ?? []).map(
        ([constraint, text]) => `ALTER DOMAIN ${name} ADD CONSTRAINT ${quoteName(constraint)} ${text}`,
      ),
    ]
  },
  alter(found, wanted, { name }) {
    if (!differOnlyIn(found, wanted, ['default', 'notNull', 'constraints'])) return null
    const alter = (clause: string) => `ALTER DOMAIN ${name} ${clause}`
    const expression = textOf(wanted, 'default')
    const constraints = textsByName(wanted, 'constraints')
    const old = textsByName(found, 'constraints')
    const changed = [...changedNames(old, constraints)]
    const renamed = renamedTexts(old, constraints)
    for (const [from, to] of renamed) for (const name of [from, to]) changed.splice(changed.indexOf(name), 1)
    return [
      ...renamed.map(([from, to]) => alter(`RENAME CONSTRAINT ${quoteName(from)} TO ${quoteName(to)}`)),
      ...changed.filter((one) => old.has(one)).map((one) => alter(`DROP CONSTRAINT ${quoteName(one)}`)),
      ...(textOf(found, 'default') === expression
        ? []
        : [alter(expression === '' ? 'DROP DEFAULT' : `SET DEFAULT ${expression}`)]),
      ...(found.attributes['notNull'] === wanted.attributes['notNull']
        ? []
        : [alter(wanted.attributes['notNull'] === true ? 'SET NOT NULL' : 'DROP NOT NULL')]),
      ...changed.flatMap((one) => {
        const text = constraints.get(one)
        return text === undefined ? [] : [alter(`ADD CONSTRAINT ${quoteName(one)} ${text}`)]
      }),
    ]
  },
}

/** Names that one side has and the other has not, in pairs under which stands the same. */
function renamedTexts(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly (readonly [from: string, to: string])[] {
  const added = [...wanted].filter(([name]) => !found.has(name))
  return [...found].flatMap(([from, text]) => {
    if (wanted.has(from)) return []
    const at = added.findIndex((one) => one[1] === text)
    const [to] = at < 0 ? [] : added.splice(at, 1)
    return to === undefined ? [] : [[from, to[0]] as const]
  })
}
