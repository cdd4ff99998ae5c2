/** What expressions may do with a column. */
export type Shape = 'number' | 'text' | 'time' | 'boolean' | 'other'

export interface RelationColumn {
  readonly name: string
  readonly shape: Shape
  /** It is computed: nothing can be written into it, and other generated columns may not use it. */
  readonly generated?: boolean
}

/** Anything with columns: what views read, and triggers and policies stand on. */
export interface Relation {
  readonly kind: 'table' | 'view' | 'materialized view' | 'partitioned table' | 'virtual table'
  readonly namespace: string | null
  readonly name: string
  readonly columns: readonly RelationColumn[]
  /** A foreign key may point at this column. */
  readonly key?: string | null
  readonly unlogged?: boolean
  readonly inherited?: boolean
}

/**
 * A piece of a schema besides plain tables: a view, a policy, a column of a domain type. Plain data: what it stands on, and
 * dice which its type reads as its options. Names are unique within a schema, so a name is enough to point at a thing.
 */
export interface Part {
  readonly type: string
  readonly namespace: string | null
  readonly name: string
  /** The relation that it stands on. */
  readonly on: string | null
  /** Columns of that relation. */
  readonly columns: readonly string[]
  /** Another part that it needs. */
  readonly need: string | null
  readonly dice: readonly number[]
  readonly comment: string | null
}

/** A part with everything that its SQL is made of, names quoted. */
export interface SpelledPart {
  /** With its namespace. */
  readonly name: string
  /** The name alone. */
  readonly bare: string
  /** The name alone with more behind it. */
  readonly named: (suffix: string, qualified?: boolean) => string
  readonly namespace: string
  /** An extension that nobody else in the database takes. */
  readonly extension: string
  readonly on: string
  readonly onKind: Relation['kind'] | null
  readonly onKey: string | null
  readonly columns: readonly string[]
  readonly shapes: readonly Shape[]
  readonly need: SpelledPart | null
  /** One of the options, as the die at this place fell. */
  pick<Option>(place: number, options: readonly Option[]): Option
}

/** One kind of parts: what it may stand on and how it is written. */
export interface PartType {
  readonly type: string
  /** How often it is made, beside 1 for the others. */
  readonly weight?: number
  readonly dice: number
  /** How many of the first dice never change: what they say cannot be altered. */
  readonly fixed?: number
  readonly on?: (relation: Relation) => boolean
  readonly columns?: {
    readonly fits: (column: RelationColumn) => boolean
    readonly least: number
    readonly most: number
  }
  /** Types of parts one of which it needs; `maybe` when it can do without. */
  readonly need?: { readonly types: readonly string[]; readonly maybe?: true }
  /** The major version of the server that has it. */
  readonly since?: number
  /** Rows may be in its way, so it is not added where rows are to be kept. */
  readonly constrains?: true
  readonly sql: (part: SpelledPart) => readonly string[]
  /** What COMMENT ON takes. */
  readonly remark?: (part: SpelledPart) => string
  /** What it is as a relation. */
  readonly relation?: (part: Pick<SpelledPart, 'pick'> & { readonly columns: readonly RelationColumn[] }) => {
    readonly kind: Relation['kind']
    readonly columns: readonly RelationColumn[]
    readonly key?: string | null
    readonly unlogged?: boolean
    readonly inherited?: boolean
  }
  /** The column that it adds to what it stands on. */
  readonly column?: (part: Pick<SpelledPart, 'pick'>) => Omit<RelationColumn, 'name'>
}
