import type { ResolvedConfig } from '../config/index.ts'
import {
  type Revision,
  type RevisionGraph,
  buildRevisionGraph,
  openKnownFiles,
  readScriptDirectory,
} from '../revisions/index.ts'
import { type EventListener, limbeckVersion } from '../runtime/index.ts'

interface ReadGraphOptions {
  /** Hears of folders and files that are reached twice. */
  readonly onEvent?: EventListener | undefined
  /** Every file itself, whatever an earlier process remembered of it. */
  readonly afresh?: boolean
  /** The digests of the files too. */
  readonly digests?: boolean
}

/** A graph, and what its files were like when it was read. */
export interface GraphAndDigests {
  readonly graph: RevisionGraph
  /** SHA-256 of the file in hexadecimal digits; null where it is not known. */
  readonly digestOf: (revision: Revision) => string | null
}

/** Reads the headers of all revision files, but for those that are as they were, and makes their graph. Runs none of them. */
export function readGraph(config: ResolvedConfig, onEvent?: EventListener): RevisionGraph {
  return read(config, { onEvent }).graph
}

/** As {@link readGraph}, for jobs that compare applied files with the journal. */
export function readGraphAndDigests(config: ResolvedConfig, onEvent?: EventListener): GraphAndDigests {
  return read(config, { onEvent, digests: true })
}

/** As {@link readGraph}, but reads every file. */
export function readGraphAfresh(config: ResolvedConfig): RevisionGraph {
  return read(config, { afresh: true }).graph
}

function read(config: ResolvedConfig, { onEvent, afresh, digests }: ReadGraphOptions): GraphAndDigests {
  const isOff = afresh === true || process.env['LIMBECK_CACHE'] === 'off'
  const store = isOff ? null : openKnownFiles(config.folder, config.migrations, limbeckVersion)
  const revisions = readScriptDirectory(config.migrations, {
    recursive: config.recursiveVersionLocations,
    onWarning: (message) => onEvent?.({ kind: 'warning', message, hints: [] }),
    ...(store === null ? {} : { known: store.known, digests: digests === true }),
  })
  store?.save()
  return { graph: buildRevisionGraph(revisions), digestOf: ({ file }) => store?.known.digestOf(file) ?? null }
}
