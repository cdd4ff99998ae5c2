import type { IndexPart } from '../schema/index.ts'
import { hasBrand, indexPartBrand, tableColumnBrand } from './brands.ts'

/** One column or expression of an index, with its order. Immutable: every method returns a new part. */
export interface IndexPartBuilder {
  readonly [indexPartBrand]: IndexPartState
  /** Ascending order, which is the default. */
  asc(): IndexPartBuilder
  /** Descending order. */
  desc(): IndexPartBuilder
  /** NULL in front of all values. */
  nullsFirst(): IndexPartBuilder
  /** NULL behind all values. */
  nullsLast(): IndexPartBuilder
  /** PostgreSQL's operator class, such as `gin_trgm_ops`. */
  operatorClass(name: string): IndexPartBuilder
  /** The collation of this part. */
  collate(name: string): IndexPartBuilder
}

export interface IndexPartState extends IndexPart {
  /** The table of the column, where the part was made from a table's column. */
  readonly of: { readonly namespace: string | null; readonly name: string } | null
}

/** What an index part is made from: a table's column, or SQL. */
export type IndexPartSource =
  | {
      readonly [tableColumnBrand]: {
        readonly table: { readonly namespace: string | null; readonly name: string }
        readonly name: string
      }
    }
  | { readonly sql: string }

/** A part of an index without an order yet. */
export function indexPartOf(source: IndexPartSource): IndexPartBuilder {
  const plain = { order: 'asc', nulls: null, operatorClass: null, collation: null } as const
  if (tableColumnBrand in source) {
    const { table, name } = source[tableColumnBrand]
    return withState({ ...plain, of: table, column: name, expression: null })
  }
  return withState({ ...plain, of: null, column: null, expression: { sql: source.sql.trim(), canonical: null } })
}

/** What a column and an SQL expression say in an index: each makes a part of itself first. The prototype of both. */
export const indexPartMethods = {
  asc(this: IndexPartSource) {
    return indexPartOf(this).asc()
  },
  desc(this: IndexPartSource) {
    return indexPartOf(this).desc()
  },
  nullsFirst(this: IndexPartSource) {
    return indexPartOf(this).nullsFirst()
  },
  nullsLast(this: IndexPartSource) {
    return indexPartOf(this).nullsLast()
  },
  operatorClass(this: IndexPartSource, name: string) {
    return indexPartOf(this).operatorClass(name)
  },
  collate(this: IndexPartSource, name: string) {
    return indexPartOf(this).collate(name)
  },
}

export function isIndexPart(value: unknown): value is IndexPartBuilder {
  return hasBrand(value, indexPartBrand)
}

function withState(state: IndexPartState): IndexPartBuilder {
  return {
    [indexPartBrand]: state,
    asc: () => withState({ ...state, order: 'asc' }),
    desc: () => withState({ ...state, order: 'desc' }),
    nullsFirst: () => withState({ ...state, nulls: 'first' }),
    nullsLast: () => withState({ ...state, nulls: 'last' }),
    operatorClass: (name) => withState({ ...state, operatorClass: name }),
    collate: (name) => withState({ ...state, collation: name }),
  }
}
