import { type ErrorCode, type JsonObject, LimbeckError } from '../errors/index.ts'

/** An error of a model: its message names the file where that is known. */
export function modelError(
  code: Extract<ErrorCode, `LB3${string}`>,
  message: string,
  file: string | null | undefined,
  options: { readonly hints?: readonly string[]; readonly details?: JsonObject; readonly cause?: unknown } = {},
): LimbeckError {
  const known = file === null || file === undefined
  return new LimbeckError(code, known ? message : `${message} It is defined in ${file}.`, {
    ...options,
    details: known ? { ...options.details } : { ...options.details, file },
  })
}

/** "Did you mean …?" as hints; none when nothing is near. */
export function didYouMean(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`Did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`]
}
