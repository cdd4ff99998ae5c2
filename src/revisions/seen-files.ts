import { statSync } from 'node:fs'
import { type FindOptions, type FoundFile, findRevisionFiles } from './find-revision-files.ts'
import { type FileMark, isSettled } from './file-mark.ts'
import { unreadableFile } from './unreadable-file.ts'

/** A revision file, and what tells that it is still the same one. */
export interface SeenFile extends FoundFile {
  readonly mark: FileMark
}

/** The revision files of folders as {@link findRevisionFiles} finds them; none of them is opened. */
export function seeRevisionFiles(folders: readonly string[], options: FindOptions): readonly SeenFile[] {
  return findRevisionFiles(folders, options).map((file) => ({ ...file, mark: markOf(file.path) }))
}

/**
 * One text for all files as they are. Two that are equal say that no file was added, removed or written to. Null: one of them
 * was written to a moment ago, and a second change may leave no trace.
 *
 * @param nowMs the time before the first look at a file, in milliseconds since 1970
 */
export function listingOf(files: readonly SeenFile[], nowMs: number): string | null {
  let listing = ''
  for (const { path, mark } of files) {
    if (!isSettled(mark, nowMs)) return null
    listing += `${path}\t${mark.size}\t${mark.mtimeMs}\t${mark.ctimeMs}\t${mark.ino}\n`
  }
  return listing
}

function markOf(file: string): FileMark {
  try {
    return statSync(file)
  } catch (error) {
    throw unreadableFile(file, error)
  }
}
