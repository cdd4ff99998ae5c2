/**
 * The type of a column, neutral to databases. `raw` holds a type that only one database knows, in its own words.
 * Lengths are characters (bytes for `binary`); `precision` of times is the number of fractional digits of a second.
 */
export type ColumnType = NeutralType & {
  /** As a database that keeps it declares the type, where limbeck would use other words for it (SQLite: `DATETIME`). */
  readonly declared?: string
}

type NeutralType =
  | { readonly kind: 'integer' | 'bigInteger' | 'smallInteger' | 'text' | 'boolean' | 'float' | 'double' }
  | { readonly kind: 'date' | 'json' | 'jsonb' | 'uuid' }
  | { readonly kind: 'string' | 'char' | 'binary'; readonly length: number | null }
  | { readonly kind: 'decimal'; readonly precision: number | null; readonly scale: number | null }
  | { readonly kind: 'time' | 'timestamp'; readonly precision: number | null; readonly withTimezone: boolean }
  | { readonly kind: 'interval'; readonly precision: number | null }
  | {
      readonly kind: 'enum'
      readonly namespace: string | null
      readonly name: string
      /** The values as known where the type was written; an empty array when only the name is known. */
      readonly values: readonly string[]
    }
  | { readonly kind: 'array'; readonly of: ColumnType }
  | { readonly kind: 'raw'; readonly sql: string }

export type ColumnTypeKind = ColumnType['kind']
