/**
 * Keeps something in force while any work is under way: it begins with the first one and ends with the last.
 *
 * @param begin returns what ends it
 */
export function whileAny(begin: () => () => void): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  let end: () => void = () => {}
  return async (work) => {
    if (running === 0) end = begin()
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      if (running === 0) end()
    }
  }
}
