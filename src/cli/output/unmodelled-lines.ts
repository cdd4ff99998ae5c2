/** What a sentence about an object that is not modelled begins with: its kind, in words. */
const leftAsItIs = /^(.+?) '.*' is not compared: limbeck leaves it as it is\.$/su

/** The kinds whose plural is their singular with an s; the others are shown as they are. */
const regular = /(?:view|function|trigger|procedure|sequence|domain|type|table|rule|publication|aggregate|extension)$/u

/**
 * What is not compared, for people: one line with the number of each kind instead of a line for each object. Sentences
 * that say what to do stay as they are, and so does a single one. `verbose` shows all.
 */
export function unmodelledLines(sentences: readonly string[], verbose: boolean): readonly string[] {
  const numbers = new Map<string, number>()
  const others: string[] = []
  for (const sentence of sentences) {
    const kind = leftAsItIs.exec(sentence)?.[1]?.toLowerCase()
    if (kind === undefined) others.push(sentence)
    else numbers.set(kind, (numbers.get(kind) ?? 0) + 1)
  }
  if (verbose || sentences.length - others.length <= 1) return sentences
  const counted = [...numbers].map(([kind, number]) => `${number} ${number === 1 ? kind : pluralOf(kind)}`)
  return [`Not compared: ${counted.join(', ')}; --verbose lists them.`, ...others]
}

function pluralOf(kind: string): string {
  if (kind.endsWith('policy')) return kind.replace(/y$/u, 'ies')
  return regular.test(kind) ? `${kind}s` : kind
}
