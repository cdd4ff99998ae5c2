import { type Grammar, type Statement, statement } from '../../../sql/index.ts'

/** Where an owned sequence hangs. */
export interface ColumnPlace {
  readonly namespace: string | null
  readonly table: string
  readonly column: string
}

/** The sequence of a column, found by the server: its name is nobody's but the database's. */
export function sequenceOf(place: ColumnPlace, grammar: Grammar): string {
  const table = grammar.qualified(place.namespace, place.table)
  return `pg_get_serial_sequence(${grammar.literal(table)}, ${grammar.literal(place.column)})`
}

/** Runs DDL on the sequence of a column; `ddl` holds `%s` for the sequence's name. */
export function onOwnedSequence(place: ColumnPlace, ddl: string, grammar: Grammar, note: string): Statement {
  const body = `BEGIN EXECUTE format(${grammar.literal(ddl)}, ${sequenceOf(place, grammar)}); END`
  let tag = '$limbeck$'
  while (body.includes(tag)) tag = tag.replace('limbeck', 'limbeck_')
  return statement(`DO ${tag} ${body} ${tag}`, { note })
}

/** Lets the sequence of a column go on behind the highest number that the rows have. */
export function continueNumbers(place: ColumnPlace, grammar: Grammar): Statement {
  const table = grammar.qualified(place.namespace, place.table)
  const next = `COALESCE(max(${grammar.quote(place.column)}), 0) + 1`
  return statement(`SELECT setval(${sequenceOf(place, grammar)}, ${next}, false) FROM ${table}`, {
    note: 'New rows are numbered behind those that are there',
  })
}

/**
 * Lets the sequence that a default takes its numbers from go on behind the rows, where it stands in front of them. It never
 * goes back: others may count with it.
 */
export function catchUp(place: ColumnPlace, sequence: string, grammar: Grammar): Statement {
  const table = grammar.qualified(place.namespace, place.table)
  const most = `max(${grammar.quote(place.column)})`
  return statement(
    `SELECT setval(s.seqrelid, t.most) FROM pg_sequence s, (SELECT ${most} AS most FROM ${table}) t ` +
      `WHERE s.seqrelid = ${sequence}::regclass AND s.seqincrement > 0 AND t.most BETWEEN s.seqmin AND s.seqmax ` +
      `AND t.most >= COALESCE(pg_sequence_last_value(s.seqrelid), s.seqstart)`,
    { note: 'New rows are numbered behind those that are there' },
  )
}
