import { type Statement, statement } from '../../../sql/index.ts'
import type { ParsedTable } from '../create-text/index.ts'
import { createIndexText } from '../grammar.ts'
import { quote } from '../names.ts'
import { sqliteLiteral } from '../values.ts'
import { replaceSpan } from './edit-items.ts'
import { guardStatements } from './guard.ts'
import { namesItself, runnableIndexText, runnableTableText } from './runnable-text.ts'
import type { TableDraft } from './table-draft.ts'
import { indexText } from './table-text.ts'

const newTablePrefix = '_limbeck_new_'

/** The name of the table that a rebuild fills before it takes the old one's place. */
export function newTableName(table: string): string {
  return `${newTablePrefix}${table}`
}

/** The name of the savepoint around a rebuild, by which the session knows that a table is being rebuilt. */
export function rebuildSavepoint(table: string): string {
  return `limbeck rebuild ${table}`
}

/**
 * The statements of a rebuild, in the order that SQLite recommends: a new table, the rows, the old one away, the new one
 * in its place, then what hung on it. `legacy_alter_table` keeps the rename from touching views, triggers and foreign
 * keys of other tables: they name the table, and it has its name again.
 *
 * @see https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function rebuildStatements(draft: TableDraft): readonly Statement[] {
  const { name } = draft.before.table
  const beside = newTableName(name)
  const guards = [...draft.sources.values()].flatMap(({ guard }) => (guard === null ? [] : [guard]))
  return [
    statement(`SAVEPOINT ${quote(rebuildSavepoint(name))}`, {
      note: `Rebuild of ${name}: SQLite cannot make this change with ALTER TABLE`,
    }),
    statement(`DROP TABLE IF EXISTS ${quote(beside)}`),
    ...guardStatements(name, guards),
    ...(namesItself(draft.parsed) ? aroundOldTable(draft, beside) : besideOldTable(draft, beside)),
    ...draft.indexes.map((index) => statement(runnableIndexText(indexText(index, draft.parsed), draft.parsed))),
    ...draft.triggers.map((text) => statement(text)),
    ...referenceCheck(draft),
    ...draft.renames.map(({ from, to }) =>
      statement(`ALTER TABLE ${quote(name)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`),
    ),
    ...draft.newIndexes.map(({ index, ifNotExists }) => statement(createIndexText(index, { ifNotExists }))),
    statement(`RELEASE ${quote(rebuildSavepoint(name))}`),
  ]
}

/** The new table gets its name when the old one has gone. */
function besideOldTable(draft: TableDraft, beside: string): readonly Statement[] {
  const { name } = draft.before.table
  const { parsed } = draft
  return [
    statement(runnableTableText(replaceSpan(parsed, parsed.nameSpan, quote(beside)))),
    copyStatement(draft, { from: name, to: beside }),
    ...sequenceStatements(draft, { from: name, to: beside }),
    statement(`DROP TABLE ${quote(name)}`),
    ...renameStatements(beside, name),
  ]
}

/** A text that names its own table in a check runs under no other name: the old table steps aside before. */
function aroundOldTable(draft: TableDraft, beside: string): readonly Statement[] {
  const { name } = draft.before.table
  return [
    ...renameStatements(name, beside),
    // Names of indexes are taken until their table has gone.
    ...draft.before.indexes.map((index) => statement(`DROP INDEX ${quote(index.name)}`)),
    statement(runnableTableText(draft.parsed)),
    copyStatement(draft, { from: beside, to: name }),
    ...sequenceStatements(draft, { from: beside, to: name }),
    statement(`DROP TABLE ${quote(beside)}`),
  ]
}

function renameStatements(from: string, to: string): readonly Statement[] {
  return [
    statement('PRAGMA legacy_alter_table = ON'),
    statement(`ALTER TABLE ${quote(from)} RENAME TO ${quote(to)}`),
    statement('PRAGMA legacy_alter_table = OFF'),
  ]
}

/** From which table to which one rows go. */
interface Move {
  readonly from: string
  readonly to: string
}

/** Conflict clauses in the text must not drop rows without a word, so the copy has its own: ABORT. */
function copyStatement(draft: TableDraft, { from, to }: Move): Statement {
  const generated = new Set(
    draft.parsed.columns
      .filter(({ constraints }) => constraints.some(({ kind }) => kind === 'generated'))
      .map(({ name }) => name),
  )
  const pairs = [...draft.sources].filter(([column]) => !generated.has(column))
  const columns = pairs.map(([column]) => quote(column))
  const expressions = pairs.map(([, { expression }]) => expression)
  const rowid = rowidName(draft)
  if (rowid !== null) {
    columns.unshift(rowid)
    expressions.unshift(rowid)
  }
  return statement(
    `INSERT OR ABORT INTO ${quote(to)} (${columns.join(', ')})\nSELECT ${expressions.join(', ')}\nFROM ${quote(from)}`,
  )
}

/**
 * The name under which row numbers are copied; null when the table has none or an INTEGER PRIMARY KEY holds them.
 *
 * @see https://www.sqlite.org/lang_createtable.html#rowid
 */
function rowidName(draft: TableDraft): string | null {
  if (draft.original.withoutRowid || draft.parsed.withoutRowid) return null
  if (rowidAlias(draft.parsed) !== null && draft.sources.size > 0) return null
  const taken = new Set([...draft.original.columns, ...draft.parsed.columns].map(({ name }) => name.toLowerCase()))
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null
}

function rowidAlias(parsed: ParsedTable): string | null {
  for (const column of parsed.columns) {
    const key = column.constraints.find(({ kind }) => kind === 'primaryKey')
    if (key?.kind === 'primaryKey')
      return column.type.toUpperCase() === 'INTEGER' && !key.descending ? column.name : null
  }
  const key = parsed.constraints.find(({ kind }) => kind === 'primaryKey')
  if (key?.kind !== 'primaryKey' || key.parts.length !== 1) return null
  const wanted = key.parts[0]?.column?.toLowerCase()
  const column = parsed.columns.find(({ name }) => name.toLowerCase() === wanted)
  return column?.type.toUpperCase() === 'INTEGER' ? column.name : null
}

/** The counter of AUTOINCREMENT, so that no number is given out twice. */
function sequenceStatements(draft: TableDraft, { from, to }: Move): readonly Statement[] {
  if (!isAutoincrement(draft.original) || !isAutoincrement(draft.parsed)) return []
  return [
    statement(`DELETE FROM sqlite_sequence WHERE name = ${sqliteLiteral(to)}`),
    statement(
      `INSERT INTO sqlite_sequence (name, seq) SELECT ${sqliteLiteral(to)}, seq FROM sqlite_sequence WHERE name = ${sqliteLiteral(from)}`,
    ),
  ]
}

function isAutoincrement(parsed: ParsedTable): boolean {
  const keys = [...parsed.columns.flatMap(({ constraints }) => constraints), ...parsed.constraints]
  return keys.some((key) => key.kind === 'primaryKey' && key.autoincrement)
}

/**
 * Renaming a column to its own name changes nothing, but SQLite reads every view and trigger for it. A real rename does
 * the same. The name is written as it stands in the text, which SQLite then leaves alone.
 */
function referenceCheck(draft: TableDraft): readonly Statement[] {
  if (!draft.dropsColumns || draft.renames.length > 0) return []
  const { columns, text } = draft.parsed
  const spelled = columns.map(({ nameSpan }) => text.slice(nameSpan.start, nameSpan.end))
  const name = spelled.find((one) => /^\w+$/.test(one)) ?? quote(columns[0]?.name ?? '')
  return [
    statement(`ALTER TABLE ${quote(draft.before.table.name)} RENAME COLUMN ${name} TO ${name}`, {
      note: 'Stops here when a view or trigger still uses a dropped column',
    }),
  ]
}

/** The statement that takes a left-over table of a broken-off rebuild away, or puts it in its place. */
export function leftoverStatements(
  table: string,
  found: { readonly table: boolean; readonly made: boolean },
): readonly Statement[] {
  if (!found.made) return []
  const made = quote(newTableName(table))
  if (found.table) return [statement(`DROP TABLE ${made}`)]
  return renameStatements(newTableName(table), table)
}
