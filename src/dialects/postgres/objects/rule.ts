import { type ObjectType, differOnlyIn, textOf } from './object-type.ts'

/** `pg_rewrite.ev_enabled` → the clause that sets it. */
const states: { readonly [state: string]: string } = {
  D: 'DISABLE RULE',
  R: 'ENABLE REPLICA RULE',
  A: 'ENABLE ALWAYS RULE',
}

/**
 * A rule of a table or view. Its `definition` is the whole statement.
 *
 * @see https://www.postgresql.org/docs/18/sql-createrule.html
 */
export const rule: ObjectType = {
  objectType: 'rule',
  keyword: 'RULE',
  source: (filter) => ({
    catalog: 'pg_rewrite',
    joins: 'JOIN pg_catalog.pg_class r ON r.oid = o.ev_class',
    where: `o.rulename <> '_RETURN' AND ${filter.namespace('r.relnamespace')}`,
    namespace: 'r.relnamespace',
    on: 'o.ev_class',
    name: 'o.rulename',
    attributes: `pg_catalog.json_build_object('definition', pg_catalog.btrim(pg_catalog.pg_get_ruledef(o.oid, true), E' \\n;'), 'enabled', NULLIF(o.ev_enabled, 'O'))`,
  }),
  create: (object, { name, on }) => [textOf(object, 'definition'), ...stateOf(textOf(object, 'enabled'), name, on)],
  alter(found, wanted, { name, on }) {
    const state = textOf(wanted, 'enabled')
    const definition = textOf(wanted, 'definition')
    return [
      ...(differOnlyIn(found, wanted, ['enabled'])
        ? []
        : [definition.replace(/^CREATE RULE/, 'CREATE OR REPLACE RULE')]),
      ...(textOf(found, 'enabled') === state
        ? []
        : state === ''
          ? [`ALTER TABLE ${on} ENABLE RULE ${name}`]
          : stateOf(state, name, on)),
    ]
  },
}

function stateOf(state: string, name: string, on: string): readonly string[] {
  const clause = states[state]
  return clause === undefined ? [] : [`ALTER TABLE ${on} ${clause} ${name}`]
}
