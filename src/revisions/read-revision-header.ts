import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { readHeaderComment } from './header-comment.ts'
import { type HeaderConstants, type HeaderValue, readHeaderConstants } from './header-constants.ts'
import type { Revision } from './revision.ts'

/**
 * Reads a revision from the text of its file, without running it: the constants `revision`, `downRevision`,
 * `branchLabels` and `dependsOn`, and the comment at the top.
 *
 * @throws LimbeckError LB2003 when the file has no header or one that cannot be read without running it
 */
export function readRevisionHeader(text: string, file: string): Revision {
  return revisionOf(readHeaderConstants(text, file), file)
}

/** The same for the beginning of a file; null when only the rest of the text can tell. */
export function readRevisionHeaderStart(start: string, file: string): Revision | null {
  // A token that is cut in two may read as another one; tokens that matter here end with their line or run on to the end.
  const lines = start.slice(0, start.lastIndexOf('\n') + 1)
  try {
    const constants = readHeaderConstants(lines, file)
    return constants.isSettled ? revisionOf(constants, file) : null
  } catch (error) {
    if (error instanceof LimbeckError) return null
    throw error
  }
}

function revisionOf({ values, comments }: HeaderConstants, file: string): Revision {
  const id = values.revision
  if (typeof id !== 'string')
    throw incomplete(`Could not determine revision id from filename ${path.basename(file)}`, file)
  if (values.downRevision === undefined)
    throw incomplete(`${path.basename(file)} does not say which revision it follows`, file)
  const { message, createdAt } = readHeaderComment(comments.map(detached))
  const revision = {
    id: detached(id),
    downRevisions: listOf(values.downRevision),
    dependsOn: listOf(values.dependsOn),
    branchLabels: listOf(values.branchLabels),
    message,
    createdAt,
    file,
  }
  return values.replaces === undefined ? revision : { ...revision, replaces: listOf(values.replaces) }
}

const none: readonly string[] = Object.freeze([])

function listOf(value: HeaderValue | undefined): readonly string[] {
  if (value === undefined || value === null) return none
  if (typeof value === 'string') return [detached(value)]
  return value.length === 0 ? none : value.map(detached)
}

/** A copy that does not keep the text of the whole file in memory, as a slice of it would; a short slice is a copy. */
function detached(slice: string): string {
  return slice.length < 13 ? slice : Buffer.from(slice).toString()
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
