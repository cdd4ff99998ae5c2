import { significantTokens, tokenizeSql } from '../../../text/index.ts'
import type { Column, PrimaryKey } from '../../../schema/index.ts'
import { conflictClause } from '../conflict-clause.ts'
import type { ParsedColumn, ParsedColumnConstraint, ParsedTable } from '../create-text/index.ts'
import { printDefault } from '../defaults.ts'
import { inParentheses } from '../expression-text.ts'
import { enumText, inlineKeyText } from '../grammar.ts'
import { quote } from '../names.ts'
import type { ReadEnumMarker } from '../read-table.ts'
import { printStrictType, printType } from '../types.ts'
import { insertItem, removeClause, removeItem, replaceSpan } from './edit-items.ts'

/** Edits of one column of a CREATE TABLE text. The column must be there. */

type Kind = ParsedColumnConstraint['kind']

/** A column of the text by its name; names of SQLite have no case. */
export function columnOf(parsed: ParsedTable, name: string): ParsedColumn | undefined {
  const wanted = name.toLowerCase()
  return parsed.columns.find((column) => column.name.toLowerCase() === wanted)
}

function clauseOf<One extends Kind>(parsed: ParsedTable, name: string, kind: One) {
  return columnOf(parsed, name)?.constraints.find(
    (clause): clause is Extract<ParsedColumnConstraint, { kind: One }> => clause.kind === kind,
  )
}

/** Takes every clause of a kind out of a column. */
function removeClauses(parsed: ParsedTable, name: string, kind: Kind): ParsedTable {
  const clause = clauseOf(parsed, name, kind)
  return clause === undefined ? parsed : removeClauses(removeClause(parsed, clause.span), name, kind)
}

/** Puts a clause behind everything else that the column says, or right behind its type. */
function addClause(parsed: ParsedTable, name: string, text: string, behind: 'type' | 'everything'): ParsedTable {
  const column = columnOf(parsed, name)
  if (column === undefined) return parsed
  const at = behind === 'everything' ? column.span.end : (column.typeSpan ?? column.nameSpan).end
  return replaceSpan(parsed, { start: at, end: at }, ` ${text}`)
}

/** Gives a column another type, the check that stands for an enum type included. */
export function setType(parsed: ParsedTable, column: Column, markers: readonly ReadEnumMarker[]): ParsedTable {
  let edited = removeEnumMarkers(
    parsed,
    markers.filter((marker) => marker.column === column.name),
  )
  const type = parsed.strict ? printStrictType(column.type) : printType(column.type)
  edited = setTypeText(edited, column.name, type)
  const marker = enumText(column.name, column.type)
  return marker === '' ? edited : addClause(edited, column.name, marker, 'everything')
}

function setTypeText(parsed: ParsedTable, name: string, type: string): ParsedTable {
  const column = columnOf(parsed, name)
  if (column === undefined) return parsed
  if (column.typeSpan !== null) {
    return type === '' ? removeClause(parsed, column.typeSpan) : replaceSpan(parsed, column.typeSpan, type)
  }
  return type === ''
    ? parsed
    : replaceSpan(parsed, { start: column.nameSpan.end, end: column.nameSpan.end }, ` ${type}`)
}

/** From the last place to the first, so that the spans of the others stay right. */
function removeEnumMarkers(parsed: ParsedTable, markers: readonly ReadEnumMarker[]): ParsedTable {
  let edited = parsed
  for (const { item, holder } of markers.toSorted((a, b) => b.item.span.start - a.item.span.start)) {
    if (holder !== null) edited = removeClause(edited, item.span)
    else {
      const again = edited.constraints.find(({ span }) => span.start === item.span.start)
      if (again !== undefined) edited = removeItem(edited, again)
    }
  }
  return edited
}

/** Makes a column say NOT NULL, and what happens to rows that break it, or neither. */
export function setNullable(parsed: ParsedTable, { name, nullable, attributes }: Column): ParsedTable {
  if (nullable) return removeClauses(parsed, name, 'notNull')
  const conflict = conflictClause(attributes?.['onConflict'])
  const clause = clauseOf(parsed, name, 'notNull')
  if (clause !== undefined && conflictClause(clause.onConflict) === conflict) return parsed
  const without = removeClauses(removeClauses(parsed, name, 'null'), name, 'notNull')
  return addClause(without, name, `NOT NULL${conflict}`, 'everything')
}

export function setDefault(parsed: ParsedTable, column: Column): ParsedTable {
  if (column.default === null) return removeClauses(parsed, column.name, 'default')
  const text = printDefault(column.default, column.type)
  const clause = clauseOf(parsed, column.name, 'default')
  if (clause !== undefined) return replaceSpan(parsed, clause.value, text)
  return addClause(parsed, column.name, `DEFAULT ${text}`, 'type')
}

export function setCollation(parsed: ParsedTable, name: string, collation: string | null): ParsedTable {
  const edited = removeClauses(parsed, name, 'collate')
  return collation === null ? edited : addClause(edited, name, `COLLATE ${quote(collation)}`, 'type')
}

export function setGenerated(parsed: ParsedTable, column: Column): ParsedTable {
  const edited = removeClauses(parsed, column.name, 'generated')
  if (column.generated === null) return edited
  const { expression, stored } = column.generated
  const text = `GENERATED ALWAYS AS ${inParentheses(expression.sql)} ${stored ? 'STORED' : 'VIRTUAL'}`
  return addClause(removeClauses(edited, column.name, 'default'), column.name, text, 'type')
}

/** Puts a primary key behind its column: AUTOINCREMENT can stand nowhere else. The table must have none before. */
export function addInlineKey(parsed: ParsedTable, name: string, key: PrimaryKey): ParsedTable {
  return addClause(setTypeText(parsed, name, 'INTEGER'), name, inlineKeyText(key), 'type')
}

/** Takes the word AUTOINCREMENT out of the primary key, which stays. */
export function removeAutoincrement(parsed: ParsedTable): ParsedTable {
  const word = significantTokens(tokenizeSql(parsed.text, { brackets: true })).find(
    (token) => token.kind === 'word' && token.text.toUpperCase() === 'AUTOINCREMENT',
  )
  return word === undefined ? parsed : removeClause(parsed, word)
}

/** Puts a whole column behind the last one. */
export function addColumnText(parsed: ParsedTable, text: string): ParsedTable {
  return insertItem(parsed, 'column', text)
}
