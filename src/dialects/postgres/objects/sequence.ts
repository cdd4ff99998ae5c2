import type { DefinedObject } from '../../../schema/index.ts'
import { literal } from '../literal.ts'
import { type SequenceBounds, moveIntoBounds } from '../sequence-bounds.ts'
import { type ObjectType, textOf } from './object-type.ts'
import { isSerial } from './sequence-owner.ts'

/**
 * A sequence that is none of an identity's or a serial column's. What is the type's own default is written all the same: the server says it so.
 *
 * @see https://www.postgresql.org/docs/18/sql-createsequence.html
 */
export const sequence: ObjectType = {
  objectType: 'sequence',
  keyword: 'SEQUENCE',
  source: (filter) => ({
    catalog: 'pg_class',
    joins: 'JOIN pg_catalog.pg_sequence s ON s.seqrelid = o.oid',
    where: `o.relkind = 'S' AND ${filter.namespace('o.relnamespace')} AND NOT ${isSerial}
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype = 'i')`,
    namespace: 'o.relnamespace',
    name: 'o.relname',
    attributes: `pg_catalog.json_build_object('type', pg_catalog.format_type(s.seqtypid, NULL), 'start', s.seqstart::text, 'increment', s.seqincrement::text,
      'minimum', s.seqmin::text, 'maximum', s.seqmax::text, 'cache', s.seqcache::text, 'cycle', NULLIF(s.seqcycle, false), 'unlogged', NULLIF(o.relpersistence = 'u', false))`,
  }),
  create: (object, { name }) => [
    `CREATE ${object.attributes['unlogged'] === true ? 'UNLOGGED ' : ''}SEQUENCE ${name}${clausesOf(object)}`,
  ],
  alter(found, wanted, { name }) {
    if (found.attributes['unlogged'] !== wanted.attributes['unlogged']) return null
    const { move, restart } = moveIntoBounds(`${literal(name)}::regclass`, boundsOf(found), boundsOf(wanted))
    const alter = `ALTER SEQUENCE ${name}${clausesOf(wanted)}${restart ? ' RESTART' : ''}`
    return move === null ? [alter] : [move, alter]
  },
}

function boundsOf(object: DefinedObject): SequenceBounds {
  const number = (attribute: string) => BigInt(textOf(object, attribute))
  return { start: number('start'), minimum: number('minimum'), maximum: number('maximum') }
}

function clausesOf(object: DefinedObject): string {
  const clause = (words: string, attribute: string) => {
    const value = textOf(object, attribute)
    return value === '' ? '' : ` ${words} ${value}`
  }
  const cycle = object.attributes['cycle'] === true ? ' CYCLE' : ' NO CYCLE'
  return [
    clause('AS', 'type'),
    clause('INCREMENT BY', 'increment'),
    clause('MINVALUE', 'minimum'),
    clause('MAXVALUE', 'maximum'),
    clause('START WITH', 'start'),
    clause('CACHE', 'cache'),
    cycle,
  ].join('')
}
