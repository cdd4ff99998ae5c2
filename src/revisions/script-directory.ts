import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { LimbeckError } from '../errors/index.ts'
import { type FoundFile, findRevisionFiles } from './find-revision-files.ts'
import { duplicateId } from './revision-graph.ts'
import type { Revision } from './revision.ts'
import { unreadableFile } from './unreadable-file.ts'

export interface ReadDirectoryOptions {
  /** Hears of what was reached twice and is read once. */
  readonly onWarning?: (message: string) => void
  /** Looks into folders inside the folders. */
  readonly recursive?: boolean
}

/** As much of a file as is read at first: more than the header of a revision, and one page of most file systems. */
const startBytes = 4096

/**
 * Reads the headers of all revision files, without running one.
 *
 * @param folders absolute; one that does not exist is empty
 * @returns the revisions by file name, then by path
 * @throws LimbeckError LB2003 when a file has no readable header, LB2004 when two files have the same id
 */
export function readScriptDirectory(
  folders: readonly string[],
  options: ReadDirectoryOptions = {},
): readonly Revision[] {
  const buffer = Buffer.allocUnsafe(startBytes)
  const byId = new Map<string, Revision>()
  for (const file of findRevisionFiles(folders, options)) {
    const revision = readHeader(file, buffer)
    if (revision === null) continue
    const other = byId.get(revision.id)
    if (other !== undefined) throw duplicateId(revision, other)
    byId.set(revision.id, revision)
  }
  return [...byId.values()]
}

/** One file after the other into the same memory: several times faster than waiting for thousands of promises. */
function readHeader(file: FoundFile, buffer: Buffer): Revision | null {
  try {
    return headerAtStart(file, buffer) ?? file.kind.readHeader(readFileSync(file.path, 'utf8'), file.path)
  } catch (error) {
    throw error instanceof LimbeckError ? error : unreadableFile(file.path, error)
  }
}

/** The header, when the start of the file holds all of it or is the whole file; else null. */
function headerAtStart({ path: file, kind }: FoundFile, buffer: Buffer): Revision | null {
  const descriptor = openSync(file, 'r')
  try {
    const length = readSync(descriptor, buffer, 0, startBytes, null)
    const start = buffer.toString('utf8', 0, length)
    const revision = kind.readHeaderStart(start, file)
    if (revision !== null || length === startBytes) return revision
    return readSync(descriptor, buffer, 0, 1, null) === 0 ? kind.readHeader(start, file) : null
  } finally {
    closeSync(descriptor)
  }
}
