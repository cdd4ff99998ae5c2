import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getuid, pid } from 'node:process'

/** A file that one process leaves for the next. Losing it costs time and nothing else. */
export interface CacheFile {
  /** What an earlier process wrote; null: nothing, or nothing that can be trusted. */
  readonly text: string | null
  /** What stands in its way (a read-only disk) is no error. */
  write(text: string): void
}

/**
 * A file about the revisions in folders. It stands in `node_modules/.cache/limbeck` of the package around the project, else in a
 * folder of the user's own among the temporary files.
 *
 * @param project a folder of the project
 * @param about what is inside, in a word
 * @param folders absolute, those of the revisions
 */
export function openCacheFile(project: string, about: string, folders: readonly string[]): CacheFile {
  const name = `${about}-${shortHash(folders.join('\0'))}.json`
  const places = [modulesFolder(project), userFolder()].filter((place) => place !== null)
  return { text: readFirst(places, name), write: (text) => writeFirst(places, name, text) }
}

interface Place {
  readonly folder: string
  /** Others may write above it, so it must be the user's own. */
  readonly isShared: boolean
}

function modulesFolder(project: string): Place | null {
  for (let folder = project; ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules')
    if (existsSync(modules)) return { folder: path.join(modules, '.cache', 'limbeck'), isShared: false }
    if (folder === path.dirname(folder)) return null
  }
}

function userFolder(): Place {
  return { folder: path.join(tmpdir(), `limbeck-${getuid?.() ?? 'user'}`), isShared: true }
}

function readFirst(places: readonly Place[], name: string): string | null {
  for (const { folder, isShared } of places) {
    try {
      const text = readFileSync(path.join(folder, name), 'utf8')
      if (!isShared || isOwn(folder)) return text
    } catch {
      continue
    }
  }
  return null
}

function writeFirst(places: readonly Place[], name: string, text: string): void {
  for (const { folder, isShared } of places) {
    const file = path.join(folder, name)
    // Another process may read it at this moment, or write it as well.
    const fresh = `${file}.${pid}`
    try {
      mkdirSync(folder, { recursive: true, ...(isShared ? { mode: 0o700 } : {}) })
      if (isShared && !isOwn(folder)) continue
      writeFileSync(fresh, text, { flag: 'wx' })
      renameSync(fresh, file)
      return
    } catch {
      discard(fresh)
    }
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    return
  }
}

/** Whether nobody else can write there. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder)
  return found.isDirectory() && (getuid === undefined || (found.uid === getuid() && (found.mode & 0o022) === 0))
}

/** FNV-1a, twice over: a name for a file, not a secret. What is inside says whose it is. */
function shortHash(text: string): string {
  let one = 0x811c9dc5
  let other = 0x01000193
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193)
    other = Math.imul(other ^ text.charCodeAt(text.length - 1 - at), 0x01000193)
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
