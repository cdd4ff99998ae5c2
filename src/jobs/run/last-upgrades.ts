import type { ResolvedConfig } from '../../config/index.ts'
import { type DatabaseState, IdleUpgrades, listingOf, openCacheFile } from '../../revisions/index.ts'
import { type JournalPlace, limbeckVersion, readState } from '../../runtime/index.ts'
import { type SeenProject, mayRemember } from '../read-graph.ts'

/** What earlier processes found nothing to do for. */
export interface LastUpgrades {
  /** Whether any database was found to have nothing to do for this target. */
  knows(target: string): boolean
  /** Null: the database cannot tell it. */
  stateOf(database: JournalPlace): Promise<DatabaseState | null>
  wasIdle(target: string, state: DatabaseState): boolean
  /** That there was nothing to do. What stands in its way is no error. */
  remember(target: string, before: DatabaseState, database: JournalPlace): Promise<void>
}

/**
 * Opens what is remembered of upgrades with the revision files as they are. Null: nothing may be, because a file was changed a moment
 * ago, or there is something to warn of each time.
 */
export function openLastUpgrades(config: ResolvedConfig, seen: SeenProject): LastUpgrades | null {
  if (!mayRemember() || seen.warnings > 0) return null
  const listing = listingOf(seen.files, seen.atMs)
  if (listing === null) return null
  const file = openCacheFile(config.folder, 'upgrades', config.migrations)
  const idle = new IdleUpgrades(limbeckVersion, listing, file.text)
  return {
    knows: (target) => idle.knows(target),
    stateOf: readState,
    wasIdle: (target, state) => idle.has(target, state),
    async remember(target, before, database) {
      // Another process may have changed it while this one looked: then nobody knows which of the two had nothing to do.
      const after = await readState(database)
      if (after === null || after.runs !== before.runs || after.heads.join() !== before.heads.join()) return
      idle.add(target, after)
      file.write(idle.encode())
    },
  }
}
