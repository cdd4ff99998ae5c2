import type { TableDefinition } from '../../schema/index.ts'
import type { RowKeyPart } from '../index.ts'
import { postgresGrammar } from './grammar.ts'

/** The primary key, else a unique constraint whose columns refuse NULL. Values travel as text, which loses nothing. */
export function rowKey(table: TableDefinition): readonly RowKeyPart[] | null {
  const column = (name: string) => table.columns.find((one) => one.name === name)
  const unique = table.uniques.find(({ columns }) => columns.every((name) => column(name)?.nullable === false))
  const names = table.primaryKey?.columns ?? unique?.columns
  return (
    names?.map((name) => {
      const quoted = postgresGrammar.quote(name)
      const type = column(name)?.type
      const spelled = (value: unknown) => postgresGrammar.literal(String(value))
      return {
        column: quoted,
        read: `CAST(${quoted} AS text)`,
        literal: (value) =>
          type === undefined ? spelled(value) : `CAST(${spelled(value)} AS ${postgresGrammar.typeName(type)})`,
      }
    }) ?? null
  )
}
