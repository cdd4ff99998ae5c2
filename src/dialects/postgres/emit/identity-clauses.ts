import { type Column, type ColumnType, type Identity, type SequenceNumber, ownSequence } from '../../../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import { printIdentity, sequenceOptions } from '../grammar.ts'
import { type SequenceBounds, moveIntoBounds } from '../sequence-bounds.ts'
import { type ColumnPlace, continueNumbers, onOwnedSequence, sequenceOf } from './owned-sequence.ts'

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
    const renamed = renameStatements(place, next, previous, grammar)
    const sequence = `${sequenceOf(place, grammar)}::regclass`
    const { move, restart } = moveIntoBounds(sequence, boundsOf(previous, before), boundsOf(next, before))
    const moved = move === null ? [] : [statement(move, { note: 'A sequence outside of its new bounds begins anew' })]
    const options = [
      ...typeOption(next, previous, before?.type ?? null, grammar),
      ...changedOptions(next, previous),
      ...(restart ? ['RESTART'] : []),
    ]
    if (wasSerial) {
      const ddl = `ALTER SEQUENCE %s ${options.join(' ')}`
      return [
        ...moved,
        ...(options.length === 0 ? [] : [onOwnedSequence(place, ddl, grammar, 'Options of the serial column')]),
        ...renamed,
      ]
    }
    if (options.length === 0 && next.generation === previous.generation) return renamed
    const kind = next.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'
    const set = options.map((one) => (one === 'RESTART' ? one : `SET ${one}`))
    return [...moved, alter([`SET GENERATED ${kind}`, ...set].join(' ')), ...renamed]
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

/** The sequence of a column takes the name that the column's other numbering has. */
function renameStatements(
  { namespace, table, column: name }: ColumnPlace,
  next: Identity,
  previous: Identity,
  grammar: Grammar,
): readonly Statement[] {
  const [from, to] = [previous, next].map((identity) => ownSequence({ table, name, identity }))
  if (from == null || to == null || from === to) return []
  return [statement(`ALTER SEQUENCE ${grammar.qualified(namespace, from)} RENAME TO ${grammar.quote(to)}`)]
}

/** In front of a serial column whose sequence has a name that the word `serial` would not give it. */
export function serialSequence(column: Column, grammar: Grammar): readonly Statement[] {
  const { identity, type, namespace } = column
  if (identity?.generation !== 'serial' || identity.sequence === undefined) return []
  return [statement(createSequence(grammar.qualified(namespace, identity.sequence), type, identity, grammar))]
}

/** The word `serial` has no options: what the sequence says besides its defaults is said behind it, and whose it is. */
export function serialOptions(column: Column, grammar: Grammar): readonly Statement[] {
  const { identity, namespace, table, name } = column
  if (identity?.generation !== 'serial') return []
  if (identity.sequence !== undefined) {
    const owner = `${grammar.qualified(namespace, table)}.${grammar.quote(name)}`
    return [statement(`ALTER SEQUENCE ${grammar.qualified(namespace, identity.sequence)} OWNED BY ${owner}`)]
  }
  const options = [...typeClause(identity), ...sequenceOptions(identity)]
  const alter = `ALTER COLUMN ${grammar.quote(name)} DROP NOT NULL`
  const nullable = column.nullable ? [alterStatement(grammar.qualified(namespace, table), alter)] : []
  if (options.length === 0) return nullable
  const start = identity.start === null ? '' : ` RESTART WITH ${identity.start}`
  const ddl = `ALTER SEQUENCE %s ${options.join(' ')}${start}`
  return [
    ...nullable,
    onOwnedSequence({ namespace, table, column: name }, ddl, grammar, 'Options of the serial column'),
  ]
}

/** The type of the sequence, where it has one of its own. */
function typeClause({ sequenceType }: Identity): readonly string[] {
  const known = ['smallint', 'integer', 'bigint'].find((type) => type === sequenceType)
  return known === undefined ? [] : [`AS ${known}`]
}

function typeOption(next: Identity, previous: Identity, type: ColumnType | null, grammar: Grammar): readonly string[] {
  if (next.sequenceType === previous.sequenceType) return []
  return next.sequenceType === undefined && type !== null ? [`AS ${grammar.typeName(type)}`] : typeClause(next)
}

function createSequence(name: string, type: ColumnType | null, identity: Identity, grammar: Grammar): string {
  const options = [
    ...(identity.sequenceType === undefined && (type?.kind === 'integer' || type?.kind === 'smallInteger')
      ? [`AS ${grammar.typeName(type)}`]
      : typeClause(identity)),
    ...sequenceOptions(identity),
  ]
  return [`CREATE SEQUENCE ${name}`, ...options].join(' ')
}

function addSerial(
  place: ColumnPlace,
  identity: Identity,
  type: ColumnType | null,
  alter: (clause: string) => Statement,
  grammar: Grammar,
): readonly Statement[] {
  const sequence = grammar.qualified(
    place.namespace,
    ownSequence({ table: place.table, name: place.column, identity }) ?? '',
  )
  const owner = `${grammar.qualified(place.namespace, place.table)}.${grammar.quote(place.column)}`
  return [
    statement(`${createSequence(sequence, type, identity, grammar)} OWNED BY ${owner}`),
    alter(`SET DEFAULT nextval(${grammar.literal(sequence)}::regclass)`),
    continueNumbers(place, grammar),
  ]
}

/** Where a sequence starts that says nothing about it: at its end in the other direction. */
function startOf({ start, increment, minimum, maximum }: Identity): SequenceNumber {
  return start ?? (isDescending(increment) ? (maximum ?? -1) : (minimum ?? 1))
}

function boundsOf(identity: Identity, column: Column | null): SequenceBounds {
  const { minimum, maximum, increment } = identity
  const most = { smallInteger: 2n ** 15n, integer: 2n ** 31n }[String(column?.type.kind)] ?? 2n ** 63n
  const isDown = isDescending(increment)
  return {
    start: BigInt(startOf(identity)),
    minimum: BigInt(minimum ?? (isDown ? -most : 1)),
    maximum: BigInt(maximum ?? (isDown ? -1 : most - 1n)),
  }
}

function isDescending(increment: SequenceNumber | null): boolean {
  return String(increment ?? 1).startsWith('-')
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
