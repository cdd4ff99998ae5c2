import { isLimbeckError } from '../errors/index.ts'
import type { RevisionInfo } from '../jobs/index.ts'
import type { Catalog, Table } from '../schema/index.ts'
import { fillEmptyTables, insertGiven } from './fill-tables.ts'
import { failure } from './failure.ts'
import type { HistoryTestOptions } from './history-test-options.ts'
import { ScratchHistory } from './scratch-history.ts'
import { tracesBetween } from './traces.ts'

/**
 * Takes every revision up, down and up again, from the base to the heads, with rows in the tables. Behind the way down
 * the schema must be what it was, and so must the number of rows in each table. A revision without a downgrade is taken
 * up only.
 */
export async function upDownUp(options: HistoryTestOptions): Promise<void> {
  await ScratchHistory.with(options, async (history) => {
    const { revisions } = await history.project.history({ reverse: true })
    refuseUnknown(options, revisions)
    for (const revision of revisions) await tryRevision(history, revision, options)
  })
}

async function tryRevision(
  history: ScratchHistory,
  revision: RevisionInfo,
  options: HistoryTestOptions,
): Promise<void> {
  const { project } = history
  const before = await history.schema()
  await during(revision, 'the rows before it', () => insertGiven(history, options.rowsBefore?.[revision.id] ?? {}))
  if (options.generateRows !== false) await fillEmptyTables(history, before)
  const counts = await countRows(history, before)
  await during(revision, 'its upgrade', () => project.upgrade(revision.id))
  if (!(await goDown(history, revision))) return
  const traces = tracesBetween(before, await history.schema(), history)
  if (traces.length > 0) {
    throw failure(
      `Revision ${nameOf(revision)}: its downgrade does not undo its upgrade. What is left to do:`,
      traces,
      revision,
    )
  }
  if (options.mayLoseRows?.includes(revision.id) !== true) await checkRows(history, revision, counts)
  await during(revision, 'its second upgrade, behind a downgrade,', () => project.upgrade(revision.id))
}

/** @returns false where the revision has no way back */
async function goDown({ project }: ScratchHistory, revision: RevisionInfo): Promise<boolean> {
  // The left side says which branch is meant, where several revisions follow the same one.
  const target = `${revision.id}@${revision.downRevisions[0] ?? 'base'}`
  try {
    await project.downgrade(target)
    return true
  } catch (error) {
    if (isLimbeckError(error) && error.code === 'LB2017') return false
    throw explained(error, revision, 'its downgrade')
  }
}

async function checkRows(
  history: ScratchHistory,
  revision: RevisionInfo,
  counts: ReadonlyMap<Table, number>,
): Promise<void> {
  const lost: string[] = []
  for (const [table, wanted] of counts) {
    const found = await history.count(table)
    if (found !== wanted) lost.push(`${table.name} had ${wanted}, and has ${found}`)
  }
  if (lost.length === 0) return
  throw failure(`Revision ${nameOf(revision)}: the way up and down changes the number of rows:`, lost, revision, [
    `If that is meant, name it in \`mayLoseRows: ['${revision.id}']\`.`,
  ])
}

async function countRows(history: ScratchHistory, schema: Catalog): Promise<ReadonlyMap<Table, number>> {
  const counts = new Map<Table, number>()
  for (const table of schema.tables()) counts.set(table, await history.count(table))
  return counts
}

async function during(revision: RevisionInfo, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw explained(error, revision, what)
  }
}

function explained(error: unknown, revision: RevisionInfo, what: string): Error {
  const message = error instanceof Error ? error.message : String(error)
  const hints = isLimbeckError(error) ? error.hints : []
  return failure(`Revision ${nameOf(revision)}: ${what} failed.`, [message], revision, hints, error)
}

function refuseUnknown(options: HistoryTestOptions, revisions: readonly RevisionInfo[]): void {
  const known = new Set(revisions.map(({ id }) => id))
  const named = [...Object.keys(options.rowsBefore ?? {}), ...(options.mayLoseRows ?? [])]
  const unknown = named.filter((id) => !known.has(id))
  if (unknown.length === 0) return
  throw failure('The options name revisions that the history does not have; whole ids are needed:', unknown, null)
}

function nameOf({ id, message }: RevisionInfo): string {
  return `${id} (${message.split('\n')[0] ?? ''})`
}
