/** How often its first size the space becomes, which is 1 MiB. */
const growth = 8
/** Objects of 8 KiB that are made at most for that. */
const most = 1024

/**
 * Gives V8's space for new objects one size for good. Where thousands of models and tables are read and all of them stay,
 * it would grow to a hundred megabytes and more, which spares no time; at its first size of 1 MiB, V8 would look through
 * it and copy what stays a hundred times.
 *
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export async function keepNewSpaceSmall(): Promise<void> {
  // Few commands need it, and loading it takes time.
  const { getHeapSpaceStatistics, setFlagsFromString } = await import('node:v8')
  const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0
  setFlagsFromString(`--semi-space-growth-factor=${growth}`)
  // It grows as soon as it has been full of objects that stay.
  const one = Array.from({ length: 1024 })
  const staying: unknown[] = []
  while (size() < growth * 2 ** 20 && staying.length < most)
    for (let count = 0; count < 16; count += 1) staying.push([...one])
  setFlagsFromString('--semi-space-growth-factor=1')
}
