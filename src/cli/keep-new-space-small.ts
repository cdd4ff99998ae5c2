/**
 * Keeps the space of V8 for new objects at its first size. Where thousands of models and tables are read and all of them stay, it
 * grows to a hundred megabytes and more, which spares no time.
 *
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export async function keepNewSpaceSmall(): Promise<void> {
  // Few commands need it, and loading it takes time.
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--semi-space-growth-factor=1')
}
