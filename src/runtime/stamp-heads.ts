import type { RevisionId } from '../revisions/index.ts'
import { callVersionApplied, stampStepOf } from './hook-calls.ts'
import { inTransaction } from './in-transaction.ts'
import { JournalWriter } from './journal-writer.ts'
import type { MigrationContext } from './migration-context.ts'
import type { RunResult } from './run-options.ts'
import { underLock } from './under-lock.ts'
import { checkVersionColumnWidth } from './version-column-width.ts'
import { readHeads } from './read-heads.ts'
import { moveHeads } from './version-table.ts'

export interface StampOptions {
  /** The heads behind the stamp, from the heads in front of it. */
  readonly headsAfter: (heads: readonly RevisionId[]) => readonly RevisionId[]
}

/** Sets the heads of a database without running anything, under the migration lock and with a row in the journal. */
export async function stampHeads(context: MigrationContext, options: StampOptions): Promise<RunResult> {
  const { dialect, connection, stateTables } = context
  return await underLock(context, async () => {
    const headsBefore = await readHeads(stateTables.version, dialect, connection)
    const headsAfter = options.headsAfter(headsBefore)
    await checkVersionColumnWidth(context, headsAfter)
    const journal = await JournalWriter.open(context)
    await inTransaction(context, async () => {
      await moveHeads(headsBefore, headsAfter, stateTables.version, dialect, connection)
      for (const revision of headsAfter.filter((id) => !headsBefore.includes(id))) {
        await journal.add({ revision, direction: 'stamp', status: 'done', checksum: '' })
      }
      await callVersionApplied(context, stampStepOf(headsBefore, headsAfter))
    })
    return { steps: [], headsBefore, headsAfter }
  })
}
