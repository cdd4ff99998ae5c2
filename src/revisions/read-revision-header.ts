import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { readHeaderComment } from './header-comment.ts'
import { type HeaderName, type HeaderValue, readHeaderConstants } from './header-constants.ts'
import type { Revision } from './revision.ts'

/**
 * Reads a revision from the text of its file, without running it: the constants `revision`, `downRevision`,
 * `branchLabels` and `dependsOn`, and the comment at the top.
 *
 * @throws LimbeckError LB2003 when the file has no header or one that cannot be read without running it
 */
export function readRevisionHeader(text: string, file: string): Revision {
  const { values, comments } = readHeaderConstants(text, file)
  const id = values.get('revision')
  if (typeof id !== 'string')
    throw incomplete(`Could not determine revision id from filename ${path.basename(file)}`, file)
  if (!values.has('downRevision'))
    throw incomplete(`${path.basename(file)} does not say which revision it follows`, file)
  const { message, createdAt } = readHeaderComment(comments)
  return {
    id: detached(id),
    downRevisions: listOf(values, 'downRevision'),
    dependsOn: listOf(values, 'dependsOn'),
    branchLabels: listOf(values, 'branchLabels'),
    message: detached(message),
    createdAt,
    file,
  }
}

function listOf(values: ReadonlyMap<HeaderName, HeaderValue>, name: HeaderName): readonly string[] {
  const value = values.get(name) ?? []
  return (typeof value === 'string' ? [value] : value).map(detached)
}

/** A copy that does not keep the text of the whole file in memory, as a slice of it would. */
function detached(slice: string): string {
  return Buffer.from(slice).toString()
}

function incomplete(message: string, file: string): LimbeckError {
  return new LimbeckError('LB2003', message, {
    hints: [
      "A revision file declares `export const revision = '…'` and `export const downRevision = '…'` (`null` for the first one).",
      `If ${file} is no revision, move it elsewhere or begin its name with \`__\`.`,
    ],
    details: { file },
  })
}
