import type { Connection } from '../dialects/index.ts'

/**
 * A connection that outlives the job: an in-memory database would be gone with it. Jobs take turns on it.
 */
export class KeptConnection {
  #connection: Connection | null = null
  #turn: Promise<unknown> = Promise.resolve()

  async use<Result>(
    open: () => Promise<Connection>,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const result = this.#turn.then(async () => await work((this.#connection ??= await open())))
    this.#turn = result.catch(() => undefined)
    return await result
  }

  /** Runs work when those before it have ended: a client that the caller gave is one line for all jobs. */
  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return await result
  }

  async close(): Promise<void> {
    await this.#turn
    await this.#connection?.close()
    this.#connection = null
  }
}
