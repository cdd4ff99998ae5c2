import type { ParsedPart } from './parsed.ts'

/** Reads a text that is spelled as limbeck spells it: single blanks, words in capitals, names in double quotes. */
export class PlainText {
  readonly text: string
  /** Offset of the character ahead. */
  at: number

  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  /** Takes this very stretch if it stands ahead. */
  takes(stretch: string): boolean {
    if (!this.text.startsWith(stretch, this.at)) return false
    this.at += stretch.length
    return true
  }

  /** The name ahead; null where there is none in quotes, or one with quotes in it. */
  name(): string | null {
    const { text, at } = this
    if (text[at] !== '"') return null
    const close = text.indexOf('"', at + 1)
    if (close < 0 || text[close + 1] === '"') return null
    this.at = close + 1
    return text.slice(at + 1, close)
  }

  /** `("a", "b" DESC)`; null for anything else. */
  parts(): readonly ParsedPart[] | null {
    if (!this.takes('(')) return null
    const parts: ParsedPart[] = []
    do {
      const start = this.at
      const column = this.name()
      if (column === null) return null
      const expression = { start, end: this.at }
      parts.push({ column, expression, collation: null, order: this.takes(' DESC') ? 'desc' : 'asc' })
    } while (this.takes(', '))
    return this.takes(')') ? parts : null
  }
}
