import { literal } from '../literal.ts'
import { type ObjectType, differOnlyIn, textOf, textsOf } from './object-type.ts'

/** `pg_event_trigger.evtenabled` → what sets it. */
const states: { readonly [state: string]: string } = { D: 'DISABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS' }

/**
 * An event trigger. `enabled` is missing for what always fires as usual.
 *
 * @see https://www.postgresql.org/docs/18/sql-createeventtrigger.html
 */
export const eventTrigger: ObjectType = {
  objectType: 'event trigger',
  keyword: 'EVENT TRIGGER',
  source: () => ({
    catalog: 'pg_event_trigger',
    where: 'true',
    namespace: 'NULL',
    name: 'o.evtname',
    attributes: `pg_catalog.json_build_object('event', o.evtevent, 'tags', o.evttags, 'function', o.evtfoid::pg_catalog.regproc::text, 'enabled', NULLIF(o.evtenabled, 'O'))`,
  }),
  create(object, { name }) {
    const tags = textsOf(object, 'tags').map((tag) => literal(tag))
    const when = tags.length === 0 ? '' : ` WHEN TAG IN (${tags.join(', ')})`
    const event = textOf(object, 'event')
    return [
      `CREATE EVENT TRIGGER ${name} ON ${event}${when} EXECUTE FUNCTION ${textOf(object, 'function')}()`,
      ...stateOf(textOf(object, 'enabled'), name),
    ]
  },
  alter(found, wanted, { name }) {
    if (!differOnlyIn(found, wanted, ['enabled'])) return null
    const state = textOf(wanted, 'enabled')
    return state === '' ? [`ALTER EVENT TRIGGER ${name} ENABLE`] : stateOf(state, name)
  },
}

function stateOf(state: string, name: string): readonly string[] {
  const words = states[state]
  return words === undefined ? [] : [`ALTER EVENT TRIGGER ${name} ${words}`]
}
