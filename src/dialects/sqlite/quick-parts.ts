import { isLimbeckError } from '../../errors/index.ts'
import { type NamingConvention, defaultNamingConvention } from '../../schema/index.ts'
import {
  Cursor,
  type ParsedTableConstraint,
  type Span,
  parseItem,
  parseTable,
  plainConstraint,
  splitTable,
  tableConstraintStarts,
} from './create-text/index.ts'
import { type ColumnParts, type SaidOfColumn, type TableParts, readEnumMarkers, readTable } from './read-table.ts'

/**
 * What columns say behind their names, by their words; null for words that say more than `SaidOfColumn` holds. The columns of a
 * whole schema say few different things.
 */
export type KnownColumns = Map<string, SaidOfColumn | null>

/**
 * The parts of a CREATE TABLE text, as parsing it gives them, with each wording of a column parsed once. Null for a text that
 * has to be parsed as a whole.
 */
export function quickParts(text: string, known: KnownColumns): TableParts | null {
  const split = splitTable(text)
  if (split === null) return null
  const { name, strict, withoutRowid } = split
  const columns: ColumnParts[] = []
  const constraints: ParsedTableConstraint[] = []
  for (const span of split.items) {
    const item = plainColumn(text, span, strict, known) ?? plainConstraint(text, span) ?? parsedItem(text, span)
    if (item === null) return null
    if (!('kind' in item)) columns.push(item)
    else if (item.kind === 'column') columns.push(item)
    else constraints.push(item)
  }
  const parts = { text, name, columns, constraints, strict, withoutRowid }
  // A check that stands elsewhere may give a column of known words another type.
  const markers = readEnumMarkers(parts)
  const isRetyped = ({ name: column, said }: ColumnParts) =>
    said !== undefined && markers.some((marker) => marker.column === column)
  return markers.length > 0 && columns.some(isRetyped) ? null : parts
}

const none: ColumnParts['constraints'] = []

/** A column of known words; null for everything else. */
function plainColumn(text: string, { start, end }: Span, strict: boolean, known: KnownColumns): ColumnParts | null {
  const isQuoted = text[start] === '"'
  const nameEnd = isQuoted ? text.indexOf('"', start + 1) + 1 : endOfWord(text, start)
  // Behind a name with quotes in it, or without a blank, the words are not what they seem.
  if (nameEnd < end && text[nameEnd] !== ' ') return null
  const name = isQuoted ? text.slice(start + 1, nameEnd - 1) : text.slice(start, nameEnd)
  if (name === '') return null
  if (!isQuoted && tableConstraintStarts.includes(name.toUpperCase())) return null
  const words = text.slice(nameEnd, end)
  const key = strict ? `STRICT${words}` : words
  let said = known.get(key)
  if (said === undefined) {
    said = readWords(words, strict)
    known.set(key, said)
  }
  return said === null ? null : { name, type: '', constraints: none, said }
}

const word = /[A-Za-z_]\w*/y

/** Where there is none, the place itself: what stands there is then no blank. */
function endOfWord(text: string, start: number): number {
  word.lastIndex = start
  return word.test(text) ? word.lastIndex : start
}

/** What the words mean behind the name of any column; null where they are about more than the column itself. */
function readWords(words: string, strict: boolean): SaidOfColumn | null {
  const parsed = parsedOrNull(() => parseTable(`CREATE TABLE "t" ("c"${words})${strict ? ' STRICT' : ''}`))
  const [column, ...more] = parsed?.items ?? []
  if (parsed === null || column?.kind !== 'column' || more.length > 0) return null
  if (column.constraints.some(({ kind, name }) => name !== null || !ownKinds.has(kind))) return null
  const [read] = readTable(parsed, { namingConvention, lookUp: () => null }).columns
  if (read === undefined) return null
  const { type, nullable, default: value, collation, attributes } = read
  return { type, nullable, default: value, collation, ...(attributes === undefined ? {} : { attributes }) }
}

/** Constraints of a column that are attributes of it, and no objects. */
const ownKinds: ReadonlySet<string> = new Set(['notNull', 'null', 'default', 'collate'])

/** Nothing is named here. */
const namingConvention: NamingConvention = defaultNamingConvention

function parsedItem(text: string, span: Span): ReturnType<typeof parseItem> | null {
  return parsedOrNull(() => {
    const cursor = new Cursor(text, span)
    const item = parseItem(cursor)
    return cursor.atEnd ? item : null
  })
}

/** What cannot be read here is for the whole parser to complain about. */
function parsedOrNull<Parsed>(parse: () => Parsed): Parsed | null {
  try {
    return parse()
  } catch (error) {
    if (isLimbeckError(error)) return null
    throw error
  }
}
