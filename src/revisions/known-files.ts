import { cacheDocument } from './cache-document.ts'
import { type FileMark, isSettled } from './file-mark.ts'
import type { Revision } from './revision.ts'

/** What is known of a file without reading it. */
export interface KnownFile {
  /** Null: the file holds no revision. */
  readonly revision: Revision | null
  /** SHA-256 of its bytes in hexadecimal digits; null where nobody asked for it yet. */
  readonly digest: string | null
}

/** Changes whenever files are read in another way, or remembered in another form. */
const format = 1

interface Learned extends KnownFile {
  readonly mark: FileMark
  /** Whether it may be remembered for the next process. */
  readonly isSettled: boolean
}

/** The files of one project: what an earlier process remembered of them, and what this one reads. Reads and writes nothing. */
export class KnownFiles {
  readonly #version: string
  readonly #folders: readonly string[]
  readonly #nowMs: number
  readonly #remembered: Columns
  /** Row of {@link #remembered} by path. */
  readonly #rows = new Map<string, number>()
  /** The rows whose files are as they were. */
  readonly #present = new Set<number>()
  readonly #learned = new Map<string, Learned>()

  /**
   * @param text what {@link encode} gave to an earlier process; null: nothing. Text that is of another version of limbeck, of
   *   other folders or damaged is not taken
   * @param nowMs the time before the first look at a file, in milliseconds since 1970
   */
  constructor(version: string, folders: readonly string[], nowMs: number, text: string | null) {
    this.#version = version
    this.#folders = folders
    this.#nowMs = nowMs
    this.#remembered = (text === null ? null : decode(text, version, folders)) ?? emptyColumns()
    this.#remembered.files.forEach((file, row) => this.#rows.set(file, row))
  }

  /** How many files there are. */
  get size(): number {
    return this.#present.size + this.#learned.size
  }

  /** How long they are together, in bytes. */
  get bytes(): number {
    let bytes = 0
    for (const row of this.#present) bytes += this.#remembered.sizes[row] ?? 0
    for (const { mark } of this.#learned.values()) bytes += mark.size
    return bytes
  }

  /** Whether the next process would know more than this one did. */
  get hasNews(): boolean {
    for (const { isSettled } of this.#learned.values()) if (isSettled) return true
    return false
  }

  /** What is known of a file that is marked so now; null when it must be read. */
  find(file: string, mark: FileMark, withDigest: boolean): KnownFile | null {
    const row = this.#rows.get(file)
    if (row === undefined) return null
    const { ctimes, mtimes, sizes, inodes, digests } = this.#remembered
    if (ctimes[row] !== mark.ctimeMs || mtimes[row] !== mark.mtimeMs) return null
    if (sizes[row] !== mark.size || inodes[row] !== mark.ino) return null
    const digest = digests[row] ?? null
    if (digest === null && withDigest) return null
    const revision = revisionIn(this.#remembered, row, file)
    if (revision === undefined) return null
    this.#present.add(row)
    return { revision, digest }
  }

  /** @param mark of the file before it was read */
  learn(file: string, mark: FileMark, known: KnownFile): void {
    this.#learned.set(file, { ...known, mark, isSettled: isSettled(mark, this.#nowMs) })
  }

  /** The digest of a file that was found or learned; null when it is not known. */
  digestOf(file: string): string | null {
    const learned = this.#learned.get(file)
    if (learned !== undefined) return learned.digest
    const row = this.#rows.get(file)
    return row !== undefined && this.#present.has(row) ? (this.#remembered.digests[row] ?? null) : null
  }

  /** What the next process can use: the files that are there, but for those that were changed a moment ago. */
  encode(): string {
    const all = emptyColumns()
    const { files, sizes, mtimes, ctimes, inodes, digests } = this.#remembered
    for (const row of this.#present) {
      const file = files[row] ?? ''
      const mark = {
        size: sizes[row] ?? 0,
        mtimeMs: mtimes[row] ?? 0,
        ctimeMs: ctimes[row] ?? 0,
        ino: inodes[row] ?? 0,
      }
      const revision = revisionIn(this.#remembered, row, file) ?? null
      append(all, file, mark, { revision, digest: digests[row] ?? null })
    }
    for (const [file, known] of this.#learned) if (known.isSettled) append(all, file, known.mark, known)
    return JSON.stringify({ format, version: this.#version, folders: this.#folders, ...all })
  }
}

/** One entry a file in each list: thousands of rows are taken apart several times faster so than as objects. */
interface Columns {
  readonly files: readonly string[]
  readonly sizes: readonly number[]
  readonly mtimes: readonly number[]
  readonly ctimes: readonly number[]
  readonly inodes: readonly number[]
  readonly digests: readonly (string | null)[]
  /** Null: no revision. */
  readonly ids: readonly (string | null)[]
  /** Most files follow one revision. */
  readonly downs: readonly (string | readonly string[])[]
  readonly messages: readonly string[]
  readonly created: readonly (string | null)[]
  /** What few files have, by row. */
  readonly more: { readonly [row: string]: More }
}

type More = Partial<Pick<Revision, 'dependsOn' | 'branchLabels' | 'replaces'>>

type WritableColumns = { -readonly [Name in Exclude<keyof Columns, 'more'>]: Columns[Name][number][] } & {
  readonly more: Record<string, More>
}

function emptyColumns(): WritableColumns {
  return {
    files: [],
    sizes: [],
    mtimes: [],
    ctimes: [],
    inodes: [],
    digests: [],
    ids: [],
    downs: [],
    messages: [],
    created: [],
    more: {},
  }
}

function append(all: WritableColumns, file: string, mark: FileMark, { revision, digest }: KnownFile): void {
  const row = all.files.push(file) - 1
  all.sizes.push(mark.size)
  all.mtimes.push(mark.mtimeMs)
  all.ctimes.push(mark.ctimeMs)
  all.inodes.push(mark.ino)
  all.digests.push(digest)
  all.ids.push(revision?.id ?? null)
  const [down, ...others] = revision?.downRevisions ?? []
  all.downs.push(down === undefined ? [] : others.length === 0 ? down : [down, ...others])
  all.messages.push(revision?.message ?? '')
  all.created.push(revision?.createdAt ?? null)
  if (revision === null) return
  const { dependsOn, branchLabels, replaces } = revision
  const more: More = {
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    ...(branchLabels.length === 0 ? {} : { branchLabels }),
    ...(replaces === undefined ? {} : { replaces }),
  }
  if (Object.keys(more).length > 0) all.more[String(row)] = more
}

/** Null for a text that is not the one that was written for these folders. */
function decode(text: string, version: string, folders: readonly string[]): Columns | null {
  const document = cacheDocument(text, { format, version })
  if (document === null) return null
  if (JSON.stringify(document['folders']) !== JSON.stringify(folders)) return null
  const { files, more } = document
  if (!Array.isArray(files) || !files.every(isText) || typeof more !== 'object' || more === null) return null
  const isColumn = (name: string, isValue: (value: unknown) => boolean) => {
    const column = document[name]
    return Array.isArray(column) && column.length === files.length && column.every(isValue)
  }
  const isWhole =
    ['sizes', 'mtimes', 'ctimes', 'inodes'].every((name) => isColumn(name, isNumber)) &&
    ['digests', 'ids', 'created'].every((name) => isColumn(name, isTextOrNull)) &&
    isColumn('messages', isText) &&
    isColumn('downs', (down) => typeof down === 'string' || isList(down)) &&
    Object.values(more).every(isMore)
  // Every column was looked at.
  return isWhole ? (document as unknown as Columns) : null
}

const none: readonly string[] = Object.freeze([])

/** Undefined: there is no such row. */
function revisionIn(columns: Columns, row: number, file: string): Revision | null | undefined {
  const id = columns.ids[row]
  if (id === null || id === undefined) return id
  const down = columns.downs[row] ?? none
  const { dependsOn, branchLabels, replaces } = columns.more[row] ?? nothingMore
  const revision = {
    id,
    downRevisions: typeof down === 'string' ? [down] : down,
    dependsOn: dependsOn ?? none,
    branchLabels: branchLabels ?? none,
    message: columns.messages[row] ?? '',
    createdAt: columns.created[row] ?? null,
    file,
  }
  return replaces === undefined ? revision : { ...revision, replaces }
}

const nothingMore: More = {}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText)
}

function isMore(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isList)
}
