import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { type RevisionFileKind, isRevisionFolder, revisionExtensions, revisionFileKind } from './revision-file-kind.ts'
import { unreadableFile } from './unreadable-file.ts'

/** A file whose name says that it holds a revision. */
export interface FoundFile {
  readonly name: string
  /** Absolute, by the way it was reached. */
  readonly path: string
  readonly kind: RevisionFileKind
}

export interface FindOptions {
  /** Looks into folders inside the folders. */
  readonly recursive?: boolean
  /** Hears of what was reached twice and is read once. */
  readonly onWarning?: (message: string) => void
}

/**
 * Finds the revision files of folders: each once, however often and by whatever links it is reached, and one for a file
 * and what was compiled from it.
 *
 * @param folders absolute; one that does not exist is empty
 * @returns by name, then by path
 */
export function findRevisionFiles(folders: readonly string[], options: FindOptions): readonly FoundFile[] {
  const search = new Search(options.recursive === true, options.onWarning ?? (() => undefined))
  for (const folder of folders) search.lookInto(path.resolve(folder))
  return search.files().sort((a, b) => compare(a.name, b.name) || compare(a.path, b.path))
}

class Search {
  readonly #recursive: boolean
  readonly #warn: (message: string) => void
  readonly #seenFolders = new Set<string>()
  readonly #plain: FoundFile[] = []
  /** Files reached by a link, by the real path. They come last, so that a file that is in a folder itself wins. */
  readonly #linked = new Map<string, FoundFile>()

  constructor(recursive: boolean, warn: (message: string) => void) {
    this.#recursive = recursive
    this.#warn = warn
  }

  files(): FoundFile[] {
    for (const [realPath, file] of this.#linked) {
      // A folder that was looked into has given its files already.
      if (this.#seenFolders.has(path.dirname(realPath)) && revisionFileKind(path.basename(realPath)) !== null) {
        this.#warnTwice('File', file.path)
      } else this.#plain.push(file)
    }
    this.#linked.clear()
    return this.#plain
  }

  lookInto(folder: string): void {
    const entries = entriesOf(folder)
    if (entries === null) return
    const realFolder = realPathOf(folder)
    if (this.#seenFolders.has(realFolder)) {
      this.#warnTwice('Folder', folder)
      return
    }
    this.#seenFolders.add(realFolder)
    const here: FoundFile[] = []
    for (const entry of entries) {
      const kind = revisionFileKind(entry.name)
      const file = { name: entry.name, path: `${folder}${path.sep}${entry.name}`, kind }
      if (entry.isSymbolicLink()) this.#follow(file)
      else if (entry.isDirectory()) this.#enter(file.name, file.path)
      else if (isRevision(file)) here.push(file)
    }
    for (const file of withoutCompiled(here)) this.#plain.push(file)
  }

  #enter(name: string, folder: string): void {
    if (this.#recursive && isRevisionFolder(name)) this.lookInto(folder)
  }

  #follow(file: Omit<FoundFile, 'kind'> & { readonly kind: RevisionFileKind | null }): void {
    if (!this.#recursive && file.kind === null) return
    const realPath = realPathOf(file.path)
    if (statSync(realPath).isDirectory()) this.#enter(file.name, file.path)
    else if (isRevision(file)) {
      if (this.#linked.has(realPath)) this.#warnTwice('File', file.path)
      else this.#linked.set(realPath, file)
    }
  }

  #warnTwice(what: 'File' | 'Folder', where: string): void {
    this.#warn(`${what} ${where} loaded twice! ignoring. Please ensure the folders of \`migrations\` are unique.`)
  }
}

function isRevision(file: Omit<FoundFile, 'kind'> & { readonly kind: RevisionFileKind | null }): file is FoundFile {
  return file.kind !== null
}

/** Leaves out `a.js` beside `a.ts`: it was compiled from it. */
function withoutCompiled(files: readonly FoundFile[]): readonly FoundFile[] {
  const extension = path.extname(files[0]?.name ?? '')
  if (files.every((file) => file.name.endsWith(extension))) return files
  const byStem = new Map<string, FoundFile>()
  for (const file of files) {
    const stem = file.name.slice(0, -path.extname(file.name).length)
    const other = byStem.get(stem)
    if (other === undefined || rankOf(file) < rankOf(other)) byStem.set(stem, file)
  }
  return [...byStem.values()]
}

function rankOf(file: FoundFile): number {
  return revisionExtensions.indexOf(path.extname(file.name))
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Null for a folder that does not exist. */
function entriesOf(folder: string): readonly Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw unreadableFile(folder, error)
  }
}

function realPathOf(file: string): string {
  try {
    return realpathSync(file)
  } catch (error) {
    throw unreadableFile(file, error)
  }
}
