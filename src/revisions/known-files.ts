import type { Revision } from './revision.ts'

/** What tells that a file is still the one that was read; the times in milliseconds. */
export interface FileMark {
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  readonly ino: number
}

/** What is known of a file without reading it. */
export interface KnownFile {
  /** Null: the file holds no revision. */
  readonly revision: Revision | null
  /** SHA-256 of its bytes in hexadecimal digits; null where nobody asked for it yet. */
  readonly digest: string | null
}

/** Changes whenever files are read in another way, or remembered in another form. */
const format = 1

/** Times of files stand still for so long on some file systems, so that a second edit leaves no trace. */
const settlingMs = 2000

interface Entry extends KnownFile {
  readonly mark: FileMark
  /** Whether it may be remembered for the next process. */
  readonly isSettled: boolean
}

/** The files of one project: what an earlier process remembered of them, and what this one reads. Reads and writes nothing. */
export class KnownFiles {
  readonly #version: string
  readonly #folders: readonly string[]
  readonly #nowMs: number
  readonly #remembered: ReadonlyMap<string, Entry>
  readonly #present = new Map<string, Entry>()
  #learned = 0

  /**
   * @param text what {@link encode} gave to an earlier process; null: nothing. Text that is of another version of limbeck, of
   *   other folders or damaged is not taken
   * @param nowMs the time before the first look at a file, in milliseconds since 1970
   */
  constructor(version: string, folders: readonly string[], nowMs: number, text: string | null) {
    this.#version = version
    this.#folders = folders
    this.#nowMs = nowMs
    this.#remembered = (text === null ? null : this.#decode(text)) ?? new Map()
  }

  /** How many files there are. */
  get size(): number {
    return this.#present.size
  }

  /** How many files can be remembered that were not. */
  get learned(): number {
    return this.#learned
  }

  /** What is known of a file that is marked so now; null when it must be read. */
  find(file: string, mark: FileMark): KnownFile | null {
    const entry = this.#present.get(file) ?? this.#remembered.get(file)
    if (entry === undefined || !isSame(entry.mark, mark)) return null
    this.#present.set(file, entry)
    return entry
  }

  /** @param mark of the file before it was read */
  learn(file: string, mark: FileMark, known: KnownFile): void {
    const isSettled = Math.max(mark.mtimeMs, mark.ctimeMs) + settlingMs < this.#nowMs
    this.#present.set(file, { ...known, mark, isSettled })
    if (isSettled) this.#learned += 1
  }

  /** The digest of a file that was found or learned; null when it is not known. */
  digestOf(file: string): string | null {
    return this.#present.get(file)?.digest ?? null
  }

  /** What the next process can use: the files that are there, but for those that were changed a moment ago. */
  encode(): string {
    const base = baseOf(this.#folders)
    const rows: Row[] = []
    for (const [file, { mark, revision, digest, isSettled }] of this.#present) {
      if (!isSettled) continue
      const { size, mtimeMs, ctimeMs, ino } = mark
      const name = file.startsWith(base) ? `./${file.slice(base.length)}` : file
      rows.push([name, size, mtimeMs, ctimeMs, ino, digest, revision === null ? null : fieldsOf(revision)])
    }
    return JSON.stringify({ format, version: this.#version, folders: this.#folders, rows })
  }

  #decode(text: string): ReadonlyMap<string, Entry> | null {
    let found: unknown
    try {
      found = JSON.parse(text)
    } catch {
      return null
    }
    if (typeof found !== 'object' || found === null || !('format' in found && 'version' in found && 'folders' in found))
      return null
    if (found.format !== format || found.version !== this.#version || !isList(found.folders)) return null
    if (found.folders.join('\0') !== this.#folders.join('\0') || !('rows' in found) || !Array.isArray(found.rows))
      return null
    const base = baseOf(this.#folders)
    const entries = new Map<string, Entry>()
    for (const row of found.rows as readonly unknown[]) {
      if (!isRow(row)) return null
      const [name, size, mtimeMs, ctimeMs, ino, digest, fields] = row
      const file = name.startsWith('./') ? base + name.slice(2) : name
      const revision = fields === null ? null : revisionOf(fields, file)
      entries.set(file, { mark: { size, mtimeMs, ctimeMs, ino }, revision, digest, isSettled: true })
    }
    return entries
  }
}

function isSame(one: FileMark, other: FileMark): boolean {
  return (
    one.ctimeMs === other.ctimeMs && one.mtimeMs === other.mtimeMs && one.size === other.size && one.ino === other.ino
  )
}

/** What most paths begin with. */
function baseOf([folder = '']: readonly string[]): string {
  return `${folder}/`
}

type Fields = readonly [
  id: string,
  downRevisions: readonly string[],
  dependsOn: readonly string[],
  branchLabels: readonly string[],
  message: string,
  createdAt: string | null,
  replaces: readonly string[] | null,
]

type Row = readonly [
  name: string,
  size: number,
  mtimeMs: number,
  ctimeMs: number,
  ino: number,
  digest: string | null,
  fields: Fields | null,
]

function fieldsOf(revision: Revision): Fields {
  const { id, downRevisions, dependsOn, branchLabels, message, createdAt, replaces = null } = revision
  return [id, downRevisions, dependsOn, branchLabels, message, createdAt, replaces]
}

const none: readonly string[] = Object.freeze([])

function revisionOf(fields: Fields, file: string): Revision {
  const [id, downRevisions, dependsOn, branchLabels, message, createdAt, replaces] = fields
  const revision = {
    id,
    downRevisions: shared(downRevisions),
    dependsOn: shared(dependsOn),
    branchLabels: shared(branchLabels),
    message,
    createdAt,
    file,
  }
  return replaces === null ? revision : { ...revision, replaces }
}

/** Thousands of lists are empty. */
function shared(list: readonly string[]): readonly string[] {
  return list.length === 0 ? none : list
}

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row) || row.length !== 7) return false
  const [name, size, mtimeMs, ctimeMs, ino, digest, fields] = row as readonly unknown[]
  return (
    typeof name === 'string' &&
    typeof size === 'number' &&
    typeof mtimeMs === 'number' &&
    typeof ctimeMs === 'number' &&
    typeof ino === 'number' &&
    isTextOrNull(digest) &&
    (fields === null || isFields(fields))
  )
}

function isFields(fields: unknown): fields is Fields {
  if (!Array.isArray(fields) || fields.length !== 7) return false
  const [id, downRevisions, dependsOn, branchLabels, message, createdAt, replaces] = fields as readonly unknown[]
  return (
    typeof id === 'string' &&
    isList(downRevisions) &&
    isList(dependsOn) &&
    isList(branchLabels) &&
    typeof message === 'string' &&
    isTextOrNull(createdAt) &&
    (replaces === null || isList(replaces))
  )
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
