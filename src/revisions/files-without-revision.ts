import { readFileSync } from 'node:fs'
import { findRevisionFiles } from './find-revision-files.ts'

/** How names of revisions begin, here and in other tools: with digits, `V1__`, or the digits of an id. */
const usualStart = /^(?:\d|[vV]\d+(?:[._]\d+)*__|[0-9a-f]{8,}_)/

/**
 * Files among revisions that have the name of one, and nothing in them that makes them one: no header, no marks.
 *
 * @param folders absolute
 * @returns absolute paths
 * @throws LimbeckError LB2003 when a file has a header that cannot be read
 */
export function filesWithoutRevision(
  folders: readonly string[],
  options: { readonly recursive?: boolean } = {},
): readonly string[] {
  return findRevisionFiles(folders, options)
    .filter(({ name }) => usualStart.test(name))
    .filter(({ kind, path }) => kind.readHeader(readFileSync(path, 'utf8'), path) === null)
    .map(({ path }) => path)
}
