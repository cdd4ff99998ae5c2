import type { Dialect } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import type { StateTables } from './migration-context.ts'
import { stampStepOf, tellVersionApplied } from './hook-calls.ts'
import { type RunSettings, defaultRunSettings } from './run-settings.ts'
import { scriptConnection } from './script-connection.ts'
import { ScriptWriter } from './script-writer.ts'
import { writeScriptGuard } from './script-guard.ts'
import { writeJournalRow } from './script-journal.ts'
import { writeHeadChanges, writeStateTables } from './write-script.ts'

export interface StampScript {
  readonly dialect: Dialect
  readonly stateTables: StateTables
  readonly limbeckVersion: string
  readonly write: (text: string) => void
  /** What the project says about its runs; left out: {@link defaultRunSettings}. */
  readonly settings?: RunSettings
  /** What `onVersionApply` reads as `tag`. */
  readonly tag?: string | null
  /** Null: the script only creates the version table and the journal. */
  readonly stamp: {
    readonly headsBefore: readonly RevisionId[]
    readonly headsAfter: readonly RevisionId[]
    /** Rows of the version table that may be there besides. */
    readonly otherRows: readonly RevisionId[]
  } | null
}

/** Writes the SQL of a stamp: rows of the version table and of the journal, and what `onVersionApply` writes. */
export async function writeStampScript(script: StampScript): Promise<void> {
  const { dialect, stateTables, stamp, settings = defaultRunSettings, tag = null } = script
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
  const place = { dialect, settings, tag, connection: scriptConnection(writer) }
  await tellVersionApplied(place, stampStepOf(stamp.headsBefore, stamp.headsAfter), true)
  writer.commit()
}
