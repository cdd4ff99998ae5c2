import path from 'node:path'
import { type ErrorCode, LimbeckError, isLimbeckError } from '../errors/index.ts'
import { type ErrorPlace, findErrorPlace } from './error-place.ts'

/** An error of a user's file as limbeck reports it: what the file is, what the error says, and where in the user's code. */
export async function explainLoadError(
  error: unknown,
  file: string,
  options: { readonly code?: ErrorCode; readonly what?: string },
): Promise<LimbeckError> {
  const place = await findErrorPlace(error)
  const details = { file: place?.file ?? file, ...(typeof place?.line === 'number' ? { line: place.line } : {}) }
  if (isLimbeckError(error)) {
    return new LimbeckError(error.code, error.message, {
      hints: [...error.hints, ...(place === null ? [] : [`It comes from ${spelled(place)}.`])],
      details: { ...details, ...error.details },
      cause: error,
    })
  }
  return new LimbeckError(
    options.code ?? 'LB1004',
    `${options.what ?? 'File'} ${path.basename(file)} could not be loaded: ${reasonOf(error)}${behind(place, file)}`,
    { hints: [...hintsFor(error), `Look at ${spelled(place ?? { file, line: null })}.`], details, cause: error },
  )
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Only the first line: what follows are paths that the hint repeats in a form that terminals make clickable.
  const [first = ''] = error.message.split('\n')
  const message = first
    .replace(/ imported from .+$/, '')
    .replace(/^ParseError: /, '')
    .trim()
  return error.name === 'Error' || error.name === 'SyntaxError' ? message : `${error.name}: ${message}`
}

function behind(place: ErrorPlace | null, file: string): string {
  if (place === null || place.line === null) return ''
  return place.file === file ? ` (line ${place.line})` : ` (${path.basename(place.file)}, line ${place.line})`
}

function spelled(place: ErrorPlace): string {
  return place.line === null ? place.file : `${place.file}:${place.line}`
}

function hintsFor(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return []
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1]
  if (missing === undefined || /^[./]|^[A-Za-z]:\\/.test(missing)) return []
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(missing)?.[0] ?? missing
  if (name === 'limbeck') return ['Install it in the project: `npm install --save-dev limbeck`.']
  return [`Install the package: \`npm install ${name}\`; for a path alias, look at \`paths\` in tsconfig.json.`]
}
