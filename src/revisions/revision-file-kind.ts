import { readRevisionHeader, readRevisionHeaderStart } from './read-revision-header.ts'
import { isSqlRevision, readSqlHeader, readSqlHeaderStart } from './read-sql-header.ts'
import type { Revision } from './revision.ts'

/** One kind of revision file: how its header is read without running it. */
export interface RevisionFileKind {
  /**
   * With the dot, the preferred first: of files in one folder whose names differ in the extension only, the one whose
   * extension comes first is the revision, and the others were made of it.
   */
  readonly extensions: readonly string[]
  /**
   * Null: the file is something else, which may lie beside revisions.
   *
   * @throws LimbeckError LB2003 when the text has no header that can be read
   */
  readonly readHeader: (text: string, file: string) => Revision | null
  /** The same for the beginning of a text; null when only the rest can tell. Never throws an LB2003. */
  readonly readHeaderStart: (start: string, file: string) => Revision | null
}

/** TypeScript and JavaScript: constants that the file exports. */
const code: RevisionFileKind = {
  extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'],
  readHeader: readRevisionHeader,
  readHeaderStart: readRevisionHeaderStart,
}

/** Plain SQL: a comment at the top. */
const sql: RevisionFileKind = {
  extensions: ['.sql'],
  readHeader: (text, file) => (isSqlRevision(text) ? readSqlHeader(text, file) : null),
  readHeaderStart: readSqlHeaderStart,
}

const kinds: readonly RevisionFileKind[] = [code, sql]

const kindOfExtension: ReadonlyMap<string, RevisionFileKind> = new Map(
  kinds.flatMap((kind) => kind.extensions.map((extension) => [extension, kind] as const)),
)

/** What is no revision among files of those kinds: declarations, tests, templates, `index`, hidden and private ones, editors' copies. */
const noRevision = /^(?:[.#~]|__|index\.[cm]?[jt]s$)|\.d\.[cm]?ts$|[._](?:test|spec|template)\.[^.]+$/

/** The kind of a file by its name; null when it holds no revision. */
export function revisionFileKind(name: string): RevisionFileKind | null {
  const kind = kindOfExtension.get(name.slice(name.lastIndexOf('.')))
  return kind === undefined || noRevision.test(name) ? null : kind
}

/** Whether a recursive search looks into a folder of this name: not hidden, not private, no installed packages. */
export function isRevisionFolder(name: string): boolean {
  return name !== '' && !/^(?:\.|__|node_modules$)/.test(name)
}

/** Every extension of a revision file, the preferred first. */
export const revisionExtensions: readonly string[] = kinds.flatMap((kind) => kind.extensions)
