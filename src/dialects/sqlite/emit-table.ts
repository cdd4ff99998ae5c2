import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { type TableChange, applyOperation } from '../../operations/index.ts'
import { type Catalog, type TableDefinition, type TableRef, displayTable, editCatalog } from '../../schema/index.ts'
import type { Statement } from '../../sql/index.ts'
import { renameInSql } from '../../text/index.ts'
import type { Capabilities, EmitContext } from '../index.ts'
import { catalogOfTable, nativeStatements } from './emit-native.ts'
import { tableName } from './names.ts'
import { triggerTexts } from './objects/index.ts'
import { TableDraft, rebuildStatements } from './rebuild/index.ts'

/**
 * Changes of one table: all with ALTER TABLE where this version can make each of them so, else one rebuild that carries
 * all of them.
 *
 * @throws LimbeckError LB6167 when a rebuild is needed and ruled out, LB6156 for a table or column that is not there
 */
export function tableStatements(
  ref: TableRef,
  changes: readonly TableChange[],
  rebuild: 'auto' | 'always' | 'never',
  context: EmitContext,
  columnOrder: readonly string[] = [],
): readonly Statement[] {
  tableName(ref)
  const definition = context.before.definitionOf(ref)
  if (columnOrder.length > 0) {
    if (definition === undefined) throw noSuchTable(ref)
    if (rebuild === 'never') throw ruledOut(ref, 'columnOrder')
    return rebuildRounds(definition, triggerTexts(context.before, ref), changes, columnOrder)
  }
  if (rebuild !== 'always' || definition === undefined) {
    const native = allNative(changes, definition, context.capabilities)
    if (native.statements !== null) return native.statements
    if (definition === undefined) throw noSuchTable(ref)
    if (rebuild === 'never') throw ruledOut(ref, native.refused)
  }
  return changes.length === 0 ? [] : rebuildRounds(definition, triggerTexts(context.before, ref), changes)
}

function allNative(
  changes: readonly TableChange[],
  definition: TableDefinition | undefined,
  capabilities: Capabilities,
): { readonly statements: readonly Statement[] | null; readonly refused: string } {
  const draft = editCatalog(catalogOfTable(definition))
  const statements: Statement[] = []
  let now = definition
  for (const change of changes) {
    const native = nativeStatements(change, now, capabilities)
    if (native === null) return { statements: null, refused: change.kind }
    statements.push(...native)
    if (now === undefined) continue
    applyQuietly(draft, change)
    now = nextDefinition(draft, definition ?? now)
  }
  return { statements, refused: '' }
}

/** The table behind a change; its text is behind the changes, but what stands behind a column stays there. */
function nextDefinition(draft: Catalog, first: TableDefinition): TableDefinition {
  const next = draft.definitionOf(first.table) ?? first
  return { ...next, table: { ...next.table, definition: first.table.definition } }
}

/** SQLite itself says what is wrong with a change that the catalog refuses. */
function applyQuietly(draft: ReturnType<typeof editCatalog>, change: TableChange): void {
  try {
    applyOperation(draft, change)
  } catch (error) {
    if (!isLimbeckError(error)) throw error
  }
}

/** Mostly one round. A column that takes the name of one renamed in the same breath needs the rename done before. */
function rebuildRounds(
  definition: TableDefinition,
  triggers: readonly string[],
  changes: readonly TableChange[],
  columnOrder: readonly string[] = [],
): readonly Statement[] {
  const draft = new TableDraft(definition, triggers)
  // The options decide how types are written.
  const ordered = [...changes].sort((a, b) => optionsFirst(a) - optionsFirst(b))
  for (const [place, change] of ordered.entries()) {
    if (draft.needsRoundBefore(change)) {
      return [
        ...rebuildStatements(draft),
        ...rebuildRounds(behind(definition, draft, ordered.slice(0, place)), [], ordered.slice(place), columnOrder),
      ]
    }
    draft.apply(change)
  }
  if (columnOrder.length > 0) draft.reorder(columnOrder)
  return rebuildStatements(draft)
}

function optionsFirst({ kind }: TableChange): number {
  return kind === 'setTableOptions' ? 0 : 1
}

function behind(definition: TableDefinition, draft: TableDraft, done: readonly TableChange[]): TableDefinition {
  const { name } = definition.table
  if (draft.triggers.length > 0) {
    throw new LimbeckError(
      'LB6160',
      `The changes of table "${name}" give a new column the name of a renamed one, and the table has triggers.`,
      {
        hints: ['Rename in one `op.alterTable` and make the other changes in a second one.'],
        details: { table: name },
      },
    )
  }
  const catalog = editCatalog(catalogOfTable(definition))
  for (const change of done) applyOperation(catalog, change)
  const next = catalog.definitionOf(definition.table) ?? definition
  const text = draft.renames.reduce((sql, { from, to }) => renameInSql(sql, from, to), draft.parsed.text)
  return { ...next, table: { ...next.table, definition: text } }
}

function noSuchTable(ref: TableRef): LimbeckError {
  return new LimbeckError('LB6156', `There is no table "${displayTable(ref)}" to change.`, {
    hints: ['Check the name, and that the revision which makes the table comes before this one.'],
    details: { table: displayTable(ref) },
  })
}

function ruledOut(ref: TableRef, change: string): LimbeckError {
  return new LimbeckError(
    'LB6167',
    `SQLite cannot make the change "${change}" of table "${displayTable(ref)}" with ALTER TABLE.`,
    {
      hints: ["Leave out `rebuild: 'never'`, and limbeck rebuilds the table safely."],
      details: { table: displayTable(ref), change },
    },
  )
}
