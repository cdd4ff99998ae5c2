import type { ErrorCode } from './codes.ts'

/** A value that survives `JSON.stringify` and `JSON.parse` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

const brand = Symbol.for('limbeck.error')

/**
 * The only error that limbeck throws on purpose.
 *
 * Recognise it with {@link isLimbeckError}: two copies of the package may live in one process, so `instanceof` can lie.
 */
export class LimbeckError extends Error {
  readonly [brand] = true
  /** A key of the table of codes, such as `LB2003`; every code has a page in `docs/errors/`. */
  readonly code: ErrorCode
  /** What to do next, imperative, commands in backticks. */
  readonly hints: readonly string[]
  /** Ids, names, paths and statements for machines. Never a password. */
  readonly details: JsonObject

  constructor(
    code: ErrorCode,
    message: string,
    options: { hints?: readonly string[]; details?: JsonObject; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'LimbeckError'
    this.code = code
    this.hints = options.hints ?? []
    this.details = options.details ?? {}
  }
}

/** Whether a thrown value is a {@link LimbeckError}, of this copy of the package or another. */
export function isLimbeckError(value: unknown): value is LimbeckError {
  return typeof value === 'object' && value !== null && brand in value
}
