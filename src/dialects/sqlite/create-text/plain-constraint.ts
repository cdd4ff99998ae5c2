import type { ForeignKeyAction } from '../../../schema/index.ts'
import type { ParsedReference, ParsedTableConstraint, Span } from './parsed.ts'
import { PlainText } from './plain-text.ts'

/** A key as limbeck writes it, without the work of tokens: most tables have no other constraints. Null for all others. */
export function plainConstraint(text: string, span: Span): ParsedTableConstraint | null {
  const plain = new PlainText(text, span.start)
  if (!plain.takes('CONSTRAINT ')) return null
  const name = plain.name()
  if (name === null) return null
  const constraint = plain.takes(' FOREIGN KEY ') ? plainForeignKey(plain, name, span) : plainKey(plain, name, span)
  return plain.at === span.end ? constraint : null
}

function plainKey(plain: PlainText, name: string, span: Span): ParsedTableConstraint | null {
  const kind = plain.takes(' PRIMARY KEY ') ? 'primaryKey' : plain.takes(' UNIQUE ') ? 'unique' : null
  const parts = kind === null ? null : plain.parts()
  return kind === null || parts === null ? null : { kind, parts, autoincrement: false, onConflict: null, name, span }
}

function plainForeignKey(plain: PlainText, name: string, span: Span): ParsedTableConstraint | null {
  const columns = namesIn(plain)
  if (columns === null || !plain.takes(' REFERENCES ')) return null
  const start = plain.at
  const table = plain.name()
  if (table === null || !plain.takes(' ')) return null
  const tableSpan = { start, end: plain.at - 1 }
  const referenced = namesIn(plain)
  if (referenced === null) return null
  const onDelete = plain.takes(' ON DELETE ') ? action(plain) : 'no action'
  const onUpdate = plain.takes(' ON UPDATE ') ? action(plain) : 'no action'
  if (onDelete === null || onUpdate === null) return null
  const rest = { onDelete, onUpdate, deferrable: 'no', match: null } as const
  const reference: ParsedReference = { table, tableSpan, columns: referenced, ...rest }
  return { kind: 'foreignKey', columns, reference, name, span }
}

function namesIn(plain: PlainText): readonly string[] | null {
  return plain.parts()?.map(({ column }) => column ?? '') ?? null
}

const actions = [
  ['CASCADE', 'cascade'],
  ['SET NULL', 'set null'],
  ['RESTRICT', 'restrict'],
  ['SET DEFAULT', 'set default'],
  ['NO ACTION', 'no action'],
] as const

function action(plain: PlainText): ForeignKeyAction | null {
  return actions.find(([words]) => plain.takes(words))?.[1] ?? null
}
