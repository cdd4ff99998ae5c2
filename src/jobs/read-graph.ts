import type { ResolvedConfig } from '../config/index.ts'
import { type RevisionGraph, buildRevisionGraph, readScriptDirectory } from '../revisions/index.ts'

/** Reads the headers of all revision files and makes their graph. Runs none of them. */
export function readGraph(config: ResolvedConfig): RevisionGraph {
  return buildRevisionGraph(readScriptDirectory(config.migrations))
}
