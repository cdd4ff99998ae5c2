/** Work whose result, or error, is kept for whoever asks for it; it is done once, when it is first asked for or told to. */
export interface KeptResult<Result> {
  /** Does it, where that has not been done. Throws nothing. */
  readonly work: () => void
  /** @throws whatever the work threw */
  readonly result: () => Result
}

export function keptResult<Result>(work: () => Result): KeptResult<Result> {
  let kept: (() => Result) | null = null
  const done = (): (() => Result) => {
    try {
      const result = work()
      return () => result
    } catch (error) {
      return () => {
        throw error
      }
    }
  }
  return {
    work: () => void (kept ??= done()),
    result: () => (kept ??= done())(),
  }
}
