/**
 * Calls `before` ahead of every text that goes to a standard stream by way of `process` or `console`, as hooks and revision
 * files write theirs. The streams themselves are still made when they are first used, which takes some milliseconds.
 */
export function beforeOtherWrites(before: () => void): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const own = Object.getOwnPropertyDescriptor(process, name)
    if (own?.get === undefined) continue
    const { get } = own
    let stream: typeof process.stdout | null = null
    const made = () => {
      // The getter of `process.stdout` and `process.stderr` gives that stream.
      const each = Reflect.apply(get, process, []) as typeof process.stdout
      const { write } = each
      each.write = (...texts: unknown[]): boolean => {
        before()
        return Reflect.apply(write, each, texts)
      }
      return each
    }
    Object.defineProperty(process, name, { ...own, get: () => (stream ??= made()) })
  }
}
