import { pathToFileURL } from 'node:url'
import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import type { RevisionStep } from '../revisions/index.ts'
import { locateFailure } from './failure.ts'

/** Gives an error of a revision file's own code its place: revision, file and line. */
export function locateCodeFailure(error: unknown, { revision, direction }: RevisionStep): LimbeckError {
  const failure = isLimbeckError(error) ? error : codeFailure(error, revision.file)
  return locateFailure(failure, { direction, revision, operation: null, statement: null })
}

function codeFailure(error: unknown, file: string): LimbeckError {
  if (!(error instanceof Error)) return new LimbeckError('LB6011', String(error), { cause: error })
  const stack = error.stack ?? ''
  const place = placeIn(stack, file)
  return new LimbeckError('LB6011', `${error.name}: ${error.message}`, {
    hints: place === null ? [] : [`It was thrown at ${file}:${place.line}:${place.column}.`],
    details: { stack, ...place },
    cause: error,
  })
}

/** The innermost line of the file in a stack, as a path or as a URL with or without a query. */
export function placeIn(stack: string, file: string): { readonly line: number; readonly column: number } | null {
  for (const name of [pathToFileURL(file).href, file]) {
    const at = stack.indexOf(name)
    const found = at < 0 ? null : /^(?:\?[^:\s]*)?:(\d+):(\d+)/.exec(stack.slice(at + name.length))
    if (found !== null) return { line: Number(found[1]), column: Number(found[2]) }
  }
  return null
}
