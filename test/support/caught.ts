import type { LimbeckError } from '../../src/errors/index.ts'

/** The error of a job that must fail. */
export async function caught(work: Promise<unknown>): Promise<LimbeckError> {
  try {
    await work
  } catch (error) {
    // Jobs throw nothing else on purpose; anything else fails the assertions on its code.
    return error as LimbeckError
  }
  throw new Error('expected an error')
}
