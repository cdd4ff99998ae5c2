import { type Dirent, readFileSync, readdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { readRevisionHeader } from './read-revision-header.ts'
import { duplicateId } from './revision-graph.ts'
import type { Revision } from './revision.ts'

export interface ReadDirectoryOptions {
  /** Hears of a file that was reached twice and is read once. */
  readonly onWarning?: (message: string) => void
  /** Looks into folders inside the folders. */
  readonly recursive?: boolean
}

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
  const files = new Map<string, FoundFile>()
  for (const folder of folders) {
    for (const file of revisionFilesIn(path.resolve(folder), options.recursive === true)) {
      if (files.has(file.realPath)) {
        options.onWarning?.(
          `File ${file.path} loaded twice! ignoring. Please ensure the folders of \`migrations\` are unique.`,
        )
      } else files.set(file.realPath, file)
    }
  }
  const byId = new Map<string, Revision>()
  for (const { path: file } of [...files.values()].sort((a, b) => compare(a.name, b.name) || compare(a.path, b.path))) {
    const revision = readRevisionHeader(textOf(file), file)
    const other = byId.get(revision.id)
    if (other !== undefined) throw duplicateId(revision, other)
    byId.set(revision.id, revision)
  }
  return [...byId.values()]
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Whether a file of this name holds a revision: TypeScript or JavaScript, and no declarations, no test, nothing hidden,
 * private (`__…`) or left behind by an editor.
 */
function isRevisionFileName(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name) && !/^(?:[.#~]|__)|\.d\.[cm]?ts$|[._](?:test|spec)\.[cm]?[jt]s$/.test(name)
}

interface FoundFile {
  readonly name: string
  readonly path: string
  readonly realPath: string
}

function* revisionFilesIn(folder: string, recursive: boolean): Generator<FoundFile, void, void> {
  const entries = entriesOf(folder)
  if (entries.length === 0) return
  const realFolder = realpathSync(folder)
  for (const entry of entries) {
    const file = `${folder}${path.sep}${entry.name}`
    if (entry.isDirectory()) {
      if (recursive && !/^(?:\.|__|node_modules$)/.test(entry.name)) yield* revisionFilesIn(file, recursive)
    } else if (isRevisionFileName(entry.name)) {
      yield {
        name: entry.name,
        path: file,
        realPath: entry.isSymbolicLink() ? realpathSync(file) : path.join(realFolder, entry.name),
      }
    }
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw unreadable(folder, error)
  }
}

/** Reading one after the other is several times faster than waiting for thousands of promises. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): LimbeckError {
  return new LimbeckError(
    'LB2003',
    `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    {
      hints: ['Look at `migrations` in the configuration and at the permissions of the file.'],
      details: { file },
      cause: error,
    },
  )
}
