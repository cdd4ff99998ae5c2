import type { Column, ColumnType, Identity } from '../../../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import { printIdentity, sequenceOptions } from '../grammar.ts'
import { type ColumnPlace, continueNumbers, onOwnedSequence, serialSequenceName } from './owned-sequence.ts'

/**
 * The way from one way of numbering rows to another. A sequence that is made anew goes on behind the highest number.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-GENERATED-IDENTITY
 */
export function identityStatements(
  place: ColumnPlace,
  next: Identity | null,
  before: Column | null,
  grammar: Grammar,
): readonly Statement[] {
  const table = grammar.qualified(place.namespace, place.table)
  const alter = (clause: string) => alterStatement(table, `ALTER COLUMN ${grammar.quote(place.column)} ${clause}`)
  const previous = before?.identity ?? null
  const wasSerial = previous?.generation === 'serial'
  const remove = wasSerial
    ? [
        alter('DROP DEFAULT'),
        onOwnedSequence(place, 'DROP SEQUENCE %s', grammar, 'The sequence of the serial column is needed no more'),
      ]
    : [alter('DROP IDENTITY IF EXISTS')]
  if (next === null) return remove
  if (previous !== null && wasSerial === (next.generation === 'serial')) {
    if (wasSerial) {
      const options = changedOptions(next, previous)
      return options.length === 0
        ? []
        : [onOwnedSequence(place, `ALTER SEQUENCE %s ${options.join(' ')}`, grammar, 'Options of the serial column')]
    }
    const kind = next.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'
    return [alter([`SET GENERATED ${kind}`, ...changedOptions(next, previous).map((one) => `SET ${one}`)].join(' '))]
  }
  if (next.generation === 'serial')
    return [...(previous === null ? [] : remove), ...addSerial(place, next, before?.type ?? null, alter, grammar)]
  const needsNotNull = before?.nullable === true
  return [
    ...(wasSerial ? remove : before?.default == null ? [] : [alter('DROP DEFAULT')]),
    ...(needsNotNull ? [alter('SET NOT NULL')] : []),
    alter(`ADD ${printIdentity(next)}`),
    continueNumbers(place, grammar),
  ]
}

/** The word `serial` has no options: what the sequence says besides its defaults is said behind it. */
export function serialOptions(column: Column, grammar: Grammar): readonly Statement[] {
  if (column.identity?.generation !== 'serial') return []
  const options = sequenceOptions(column.identity)
  if (options.length === 0) return []
  const { namespace, table, name } = column
  const start = column.identity.start === null ? '' : ` RESTART WITH ${column.identity.start}`
  const ddl = `ALTER SEQUENCE %s ${options.join(' ')}${start}`
  return [onOwnedSequence({ namespace, table, column: name }, ddl, grammar, 'Options of the serial column')]
}

function addSerial(
  place: ColumnPlace,
  identity: Identity,
  type: ColumnType | null,
  alter: (clause: string) => Statement,
  grammar: Grammar,
): readonly Statement[] {
  const sequence = grammar.qualified(place.namespace, serialSequenceName(place))
  const owner = `${grammar.qualified(place.namespace, place.table)}.${grammar.quote(place.column)}`
  const options = [
    ...(type?.kind === 'integer' || type?.kind === 'smallInteger' ? [`AS ${grammar.typeName(type)}`] : []),
    ...sequenceOptions(identity),
  ]
  return [
    statement(`CREATE SEQUENCE ${sequence}${options.length === 0 ? '' : ` ${options.join(' ')}`} OWNED BY ${owner}`),
    alter(`SET DEFAULT nextval(${grammar.literal(sequence)}::regclass)`),
    continueNumbers(place, grammar),
  ]
}

/** Where a sequence starts that says nothing about it: at its end in the other direction. */
function startOf({ start, increment, minimum, maximum }: Identity): number {
  return start ?? ((increment ?? 1) < 0 ? (maximum ?? -1) : (minimum ?? 1))
}

/** The options that differ; what is left to the database is set back to its default. */
function changedOptions(next: Identity, previous: Identity): readonly string[] {
  const changed = (key: keyof Identity) => next[key] !== previous[key]
  return [
    changed('increment') ? `INCREMENT BY ${next.increment ?? 1}` : '',
    changed('minimum') ? (next.minimum === null ? 'NO MINVALUE' : `MINVALUE ${next.minimum}`) : '',
    changed('maximum') ? (next.maximum === null ? 'NO MAXVALUE' : `MAXVALUE ${next.maximum}`) : '',
    // What is not said follows the bounds, which may be others now.
    startOf(next) === startOf(previous) ? '' : `START WITH ${startOf(next)}`,
    changed('cache') ? `CACHE ${next.cache ?? 1}` : '',
    changed('cycle') ? (next.cycle ? 'CYCLE' : 'NO CYCLE') : '',
  ].filter((option) => option !== '')
}
