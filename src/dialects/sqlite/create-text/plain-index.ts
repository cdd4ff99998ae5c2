import type { ParsedIndex } from './parsed.ts'
import { PlainText } from './plain-text.ts'

/** An index of columns as limbeck writes it, without the work of tokens. Null for all others. */
export function plainIndex(text: string): ParsedIndex | null {
  const plain = new PlainText(text, 0)
  if (!plain.takes('CREATE ')) return null
  const unique = plain.takes('UNIQUE ')
  if (!plain.takes('INDEX ')) return null
  const start = plain.at
  const name = plain.name()
  const nameSpan = { start, end: plain.at }
  const table = name !== null && plain.takes(' ON ') ? plain.name() : null
  const parts = table !== null && plain.takes(' ') ? plain.parts() : null
  if (name === null || table === null || parts === null || plain.at < text.length) return null
  return { text, name, nameSpan, table, unique, parts, where: null }
}
