/** How alike two names are: 0 nothing in common, 1 the same but for case. Counts pairs of neighbouring characters. */
export function nameSimilarity(a: string, b: string): number {
  const first = a.toLowerCase()
  const second = b.toLowerCase()
  if (first === second) return 1
  const pairs = pairsOf(first)
  let shared = 0
  for (const pair of pairsOf(second)) {
    const at = pairs.indexOf(pair)
    if (at < 0) continue
    pairs.splice(at, 1)
    shared += 1
  }
  // A pair less than characters each: short names would otherwise never be alike.
  return (2 * shared) / Math.max(1, first.length + second.length - 2)
}

/** From here on two names are taken for variants of each other (`name` and `full_name`). */
export const similarEnough = 0.5

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}
