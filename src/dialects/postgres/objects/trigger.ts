import { type ObjectType, differOnlyIn, textOf } from './object-type.ts'

/** `pg_trigger.tgenabled` → the clause that sets it. */
const states: { readonly [state: string]: string } = {
  D: 'DISABLE TRIGGER',
  R: 'ENABLE REPLICA TRIGGER',
  A: 'ENABLE ALWAYS TRIGGER',
}

/**
 * Its `definition` is the whole statement. What a partition has of its parent is left out; PostgreSQL 12 calls it internal. `enabled` is missing for what always fires as usual.
 *
 * @see https://www.postgresql.org/docs/18/sql-createtrigger.html
 */
export const trigger: ObjectType = {
  objectType: 'trigger',
  keyword: 'TRIGGER',
  source: (filter, major) => ({
    catalog: 'pg_trigger',
    joins: 'JOIN pg_catalog.pg_class r ON r.oid = o.tgrelid',
    where: `NOT o.tgisinternal AND ${major >= 13 ? 'o.tgparentid = 0' : 'true'} AND ${filter.namespace('r.relnamespace')}`,
    namespace: 'r.relnamespace',
    on: 'o.tgrelid',
    name: 'o.tgname',
    attributes: `pg_catalog.json_build_object('definition', pg_catalog.pg_get_triggerdef(o.oid, true), 'enabled', NULLIF(o.tgenabled, 'O'))`,
  }),
  create: (object, { name, on }) => [textOf(object, 'definition'), ...stateOf(textOf(object, 'enabled'), name, on)],
  alter(found, wanted, { name, on }) {
    if (!differOnlyIn(found, wanted, ['enabled'])) return null
    const state = textOf(wanted, 'enabled')
    return state === '' ? [`ALTER TABLE ${on} ENABLE TRIGGER ${name}`] : stateOf(state, name, on)
  },
}

function stateOf(state: string, name: string, on: string): readonly string[] {
  const clause = states[state]
  return clause === undefined ? [] : [`ALTER TABLE ${on} ${clause} ${name}`]
}
