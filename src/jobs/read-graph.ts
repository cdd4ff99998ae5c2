import type { ResolvedConfig } from '../config/index.ts'
import { type RevisionGraph, buildRevisionGraph, readScriptDirectory } from '../revisions/index.ts'
import type { EventListener } from '../runtime/index.ts'

/**
 * Reads the headers of all revision files and makes their graph. Runs none of them.
 *
 * @param onEvent hears of folders and files that are reached twice
 */
export function readGraph(config: ResolvedConfig, onEvent?: EventListener): RevisionGraph {
  const revisions = readScriptDirectory(config.migrations, {
    recursive: config.recursiveVersionLocations,
    onWarning: (message) => onEvent?.({ kind: 'warning', message, hints: [] }),
  })
  return buildRevisionGraph(revisions)
}
