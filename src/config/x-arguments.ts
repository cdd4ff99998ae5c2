const key = Symbol.for('limbeck.xArguments')

/** Two copies of the package may live in one process: the one that runs, and the one that a configuration imports. */
type Holder = { [key]?: { readonly [name: string]: string } }

/** Keeps the values of `-x KEY=VALUE`; a bare key stands for an empty text. */
export function setXArguments(given: readonly string[]): void {
  const pairs = given.map((text) => {
    const equals = text.indexOf('=')
    return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)]
  })
  setXValues(Object.fromEntries(pairs))
}

/** Keeps values as `-x` does. */
export function setXValues(values: { readonly [name: string]: string }): void {
  // The symbol is ours; nobody else keeps anything under it.
  const holder = globalThis as unknown as Holder
  holder[key] = values
}

/**
 * The values given with `-x KEY=VALUE` on the command line, for configurations and revision files.
 *
 * @returns an empty object when none were given
 * @example
 * const { tenant = 'main' } = xArguments()
 */
export function xArguments(): { readonly [name: string]: string } {
  // As above.
  return (globalThis as unknown as Holder)[key] ?? {}
}
