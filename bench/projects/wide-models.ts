/** Models of many tables, with 10 columns, 2 indexes and 1 foreign key each. */
export function wideModels(tables: number): string {
  return modelsOf(tables, () => 'as it was')
}

/**
 * The same with that many changes, on tables spread over all: a quarter each of new columns, columns that are gone, columns that may
 * be null, and new indexes.
 */
export function changedModels(tables: number, changes: number): string {
  const kinds = ['column added', 'column gone', 'column may be null', 'index added'] as const
  const step = Math.floor(tables / changes)
  return modelsOf(tables, (number) =>
    number % step === 0 && number / step < changes
      ? (kinds[(number / step) % kinds.length] ?? 'as it was')
      : 'as it was',
  )
}

type Change = 'as it was' | 'column added' | 'column gone' | 'column may be null' | 'index added'

function modelsOf(tables: number, changeOf: (table: number) => Change): string {
  const head =
    "import { boolean, decimal, index, integer, string, table, text, timestamp, uuid } from 'limbeck/model'\n"
  return head + Array.from({ length: tables }, (_, number) => tableModel(number, changeOf(number))).join('')
}

export function wideTableName(number: number): string {
  return `table_${String(number).padStart(5, '0')}`
}

function tableModel(number: number, change: Change): string {
  const name = wideTableName(number)
  const parent = wideTableName(Math.floor(number / 2))
  return `
export const ${name} = table('${name}', {
  id: uuid().primaryKey(),
  parent_id: uuid().references('${parent}.id', { onDelete: 'cascade' }),
  name: string(255).notNull(),
  title: string(100).notNull().default('untitled'),
${change === 'column gone' ? '' : '  body: text(),\n'}  amount: decimal(12, 2).notNull().default(0),
  position: integer()${change === 'column may be null' ? '' : '.notNull()'}.default(0),
  is_active: boolean().notNull().default(true),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  updated_at: timestamp({ withTimezone: true }),
${change === 'column added' ? '  remark: string(40),\n' : ''}}, (t) => [
  index('ix_${name}_parent_id').on(t.parent_id),
  index('ix_${name}_name').on(t.name, t.position),
${change === 'index added' ? `  index('ix_${name}_title').on(t.title),\n` : ''}])
`
}
