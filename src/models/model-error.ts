import { type ErrorCode, type JsonObject, LimbeckError } from '../errors/index.ts'

/** An error of a model: its message starts with the file where that is known. */
export function modelError(
  code: Extract<ErrorCode, `LB3${string}`>,
  message: string,
  file: string | null | undefined,
  options: { readonly hints?: readonly string[]; readonly details?: JsonObject; readonly cause?: unknown } = {},
): LimbeckError {
  const unknown = file === null || file === undefined
  return new LimbeckError(code, unknown ? message : `${file}: ${message}`, {
    ...options,
    details: unknown ? { ...options.details } : { ...options.details, file },
  })
}

/** "Did you mean …?" as hints; none when nothing is near. */
export function didYouMean(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`Did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`]
}
