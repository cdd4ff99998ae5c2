import { AsyncLocalStorage } from 'node:async_hooks'
import { LimbeckError } from '../../errors/index.ts'

/**
 * Runs work strictly in the order in which it was handed in, one piece at a time, whether the caller waits or not. What
 * fails stops the queue: everything behind it is refused with the same error.
 */
export class OperationQueue {
  #tail: Promise<void> = Promise.resolve()
  #failure: { readonly error: unknown } | null = null
  #ended = false
  /** The queues of parts that run outside of the transaction, found by whoever is called from within them. */
  readonly #inner: AsyncLocalStorage<OperationQueue>

  constructor(inner = new AsyncLocalStorage<OperationQueue>()) {
    this.#inner = inner
  }

  /** Hands in work; the promise of its result may be left alone. `call` names it in the error for a late call. */
  add<Result>(call: string, work: () => Promise<Result>): Promise<Result> {
    const queue = this.#inner.getStore() ?? this
    const result = queue.#ended ? Promise.reject(tooLate(call)) : queue.#tail.then(() => queue.#run(work))
    if (!queue.#ended) queue.#tail = result.then(noop, noop)
    // A caller that does not wait must not bring the process down: settle() tells what went wrong.
    result.catch(noop)
    return result
  }

  async #run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#failure !== null) throw this.#failure.error
    try {
      return await work()
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }

  /** Runs work whose own calls get a queue within this place of the queue; waits until all of them have run. */
  async nested(work: () => Promise<void>): Promise<void> {
    const inner = new OperationQueue(this.#inner)
    let outcome: { readonly error: unknown } | null = null
    try {
      await this.#inner.run(inner, work)
    } catch (error) {
      outcome = { error }
    }
    await inner.settle()
    if (outcome !== null) throw outcome.error
  }

  /** Waits until all that was handed in has run, what that work hands in meanwhile included; then nothing more is taken. */
  async settle(): Promise<void> {
    let seen: Promise<void> | null = null
    while (seen !== this.#tail) {
      seen = this.#tail
      await seen
      // Whoever waited for the last piece may go on only now, and hand in more.
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.#ended = true
    if (this.#failure !== null) throw this.#failure.error
  }
}

function noop(): void {}

function tooLate(call: string): LimbeckError {
  return new LimbeckError('LB5005', `${call} was called after its revision had ended: a promise was not awaited.`, {
    hints: ['Put `await` before every call of `op`, and before every function of yours that calls `op`.'],
    details: { call },
  })
}
