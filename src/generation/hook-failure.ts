import { LimbeckError, isLimbeckError } from '../errors/index.ts'

/**
 * Runs a function of the configuration; what it throws says which function it was.
 *
 * @throws LimbeckError LB5013, or the function's own LimbeckError
 */
export async function runHook<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw hookFailure(name, cause)
  }
}

/** {@link runHook} for a function that answers at once. */
export function guardHook<Arguments extends readonly unknown[], Answer>(
  name: string,
  hook: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  return (...given) => {
    try {
      return hook(...given)
    } catch (cause) {
      throw hookFailure(name, cause)
    }
  }
}

export function hookFailure(name: string, cause: unknown): LimbeckError {
  if (isLimbeckError(cause)) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  return new LimbeckError('LB5013', `${name} of the configuration failed: ${message}`, {
    hints: ['`--trace` shows where. No file was written.'],
    details: { hook: name },
    cause,
  })
}

export function wrongAnswer(name: string, answer: unknown, allowed: string): LimbeckError {
  return new LimbeckError('LB5013', `${name} answered ${inWords(answer)}; it may answer ${allowed}.`, {
    details: { hook: name },
  })
}

function inWords(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list with something else in it'
  if (typeof value === 'object') return 'an object that is no such thing'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
