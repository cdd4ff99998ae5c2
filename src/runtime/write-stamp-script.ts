import type { Dialect } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import type { StateTables } from './migration-context.ts'
import { ScriptWriter } from './script-writer.ts'
import { writeScriptGuard } from './script-guard.ts'
import { writeJournalRow } from './script-journal.ts'
import { writeHeadChanges, writeStateTables } from './write-script.ts'

export interface StampScript {
  readonly dialect: Dialect
  readonly stateTables: StateTables
  readonly limbeckVersion: string
  readonly write: (text: string) => void
  /** Null: the script only creates the version table and the journal. */
  readonly stamp: {
    readonly headsBefore: readonly RevisionId[]
    readonly headsAfter: readonly RevisionId[]
    /** Rows of the version table that may be there besides. */
    readonly otherRows: readonly RevisionId[]
  } | null
}

/** Writes the SQL of a stamp: rows of the version table and of the journal, nothing else. */
export function writeStampScript(script: StampScript): void {
  const { dialect, stateTables, stamp } = script
  const writer = new ScriptWriter(dialect, script.write)
  if (stamp === null || stamp.headsBefore.length === 0) writeStateTables(writer, stateTables, dialect)
  if (stamp === null) return
  writer.begin()
  writer.comment(`Running stamp ${stamp.headsBefore.join(', ')} -> ${stamp.headsAfter.join(', ')}`)
  writeScriptGuard(stamp.headsBefore, stamp.otherRows, script, writer)
  writeHeadChanges(stamp.headsBefore, stamp.headsAfter, script, writer)
  for (const revision of stamp.headsAfter.filter((id) => !stamp.headsBefore.includes(id))) {
    writeJournalRow({ revision, direction: 'stamp', checksum: '', status: 'done' }, script, writer)
  }
  writer.commit()
}
