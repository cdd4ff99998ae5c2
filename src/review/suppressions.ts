/** A comment in a revision file that takes a rule's findings back: `// limbeck-allow data-loss: the table was never used`. */
export interface Suppression {
  readonly rule: string
  /** Why; an empty string when the author gave no reason. */
  readonly reason: string
  /** From 1. */
  readonly line: number
}

/** The suppressions of a revision file. They hold for the whole file. */
export function readSuppressions(text: string): readonly Suppression[] {
  return text.split('\n').flatMap((lineText, index) => {
    const found = /(?:\/\/|\/?\*+|--)\s*limbeck-allow\s+([a-z0-9-]+)\s*(?::\s*(.*?))?\s*(?:\*\/)?\s*$/.exec(lineText)
    return found === null ? [] : [{ rule: found[1] ?? '', reason: found[2] ?? '', line: index + 1 }]
  })
}
