import { openCacheFile } from './cache-file.ts'
import { KnownFiles } from './known-files.ts'

/** A project of fewer files is read as fast, unless they are long. */
const fewestFiles = 8
/** A first revision with the tables of years takes longer than a hundred small ones. */
const fewestBytes = 65_536

/** Where what is known of a project's revision files outlives the process. */
export interface KnownFilesStore {
  readonly known: KnownFiles
  /** Writes what was learned. */
  save(): void
}

/**
 * What earlier processes remembered of the files in folders.
 *
 * @param project a folder of the project
 * @param folders absolute, those of the revisions
 * @param version of limbeck
 * @param nowMs the time before the first look at a file, in milliseconds since 1970
 */
export function openKnownFiles(
  project: string,
  folders: readonly string[],
  version: string,
  nowMs: number = Date.now(),
): KnownFilesStore {
  const file = openCacheFile(project, 'revisions', folders)
  const known = new KnownFiles(version, folders, nowMs, file.text)
  return {
    known,
    save: () => {
      if (!known.hasNews || (known.size < fewestFiles && known.bytes < fewestBytes)) return
      file.write(known.encode())
    },
  }
}
