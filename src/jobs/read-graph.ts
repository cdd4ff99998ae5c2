import type { ResolvedConfig } from '../config/index.ts'
import {
  type Revision,
  type RevisionGraph,
  type SeenFile,
  buildRevisionGraph,
  openKnownFiles,
  readRevisionFiles,
  readScriptDirectory,
  seeRevisionFiles,
} from '../revisions/index.ts'
import { type EventListener, limbeckVersion } from '../runtime/index.ts'

/** A graph, and what its files were like when it was read. */
export interface GraphAndDigests {
  readonly graph: RevisionGraph
  /** SHA-256 of the file in hexadecimal digits; null where it is not known. */
  readonly digestOf: (revision: Revision) => string | null
}

/** The revision files of a project as they are, none of them opened. */
export interface SeenProject {
  readonly files: readonly SeenFile[]
  /** The time before they were looked at, in milliseconds since 1970. */
  readonly atMs: number
  /** Folders or files that were reached twice; the listener has heard of them. */
  readonly warnings: number
}

/** @param onEvent hears of folders and files that are reached twice */
export function seeProject(config: ResolvedConfig, onEvent?: EventListener): SeenProject {
  const atMs = Date.now()
  let warnings = 0
  const files = seeRevisionFiles(config.migrations, {
    recursive: config.recursiveVersionLocations,
    onWarning: (message) => {
      warnings += 1
      onEvent?.({ kind: 'warning', message, hints: [] })
    },
  })
  return { files, atMs, warnings }
}

/** Whether what earlier processes remembered counts. */
export function mayRemember(): boolean {
  return process.env['LIMBECK_CACHE'] !== 'off'
}

/** Reads the headers of all revision files, but for those that are as they were, and makes their graph. Runs none of them. */
export function readGraph(config: ResolvedConfig, onEvent?: EventListener): RevisionGraph {
  return read(config, seeProject(config, onEvent), false).graph
}

/** As {@link readGraph}, for jobs that compare applied files with the journal. */
export function readGraphAndDigests(config: ResolvedConfig, seen: SeenProject): GraphAndDigests {
  return read(config, seen, true)
}

/** As {@link readGraph}, but reads every file. */
export function readGraphAfresh(config: ResolvedConfig): RevisionGraph {
  return buildRevisionGraph(readScriptDirectory(config.migrations, { recursive: config.recursiveVersionLocations }))
}

function read(config: ResolvedConfig, { files, atMs }: SeenProject, digests: boolean): GraphAndDigests {
  const store = mayRemember() ? openKnownFiles(config.folder, config.migrations, limbeckVersion, atMs) : null
  const revisions = readRevisionFiles(files, store === null ? {} : { known: store.known, digests })
  store?.save()
  return { graph: buildRevisionGraph(revisions), digestOf: ({ file }) => store?.known.digestOf(file) ?? null }
}
