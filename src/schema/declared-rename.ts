/**
 * A rename declared by `.renamedFrom()` or given by `--rename old=new`; applies where the old name exists and the new does
 * not. Renames that swap names apply where both do, and where what is under them tells that they have not been made yet.
 */
export interface DeclaredRename {
  readonly kind: 'namespace' | 'table' | 'column' | 'enumType' | 'enumValue' | 'index' | 'constraint' | 'object'
  /** Of `object`: what it is, in the database's words: `view`, `function`. */
  readonly objectType?: string
  readonly namespace: string | null
  /**
   * The table (columns, indexes, constraints), enum type (values), or the table or view that an object belongs to; null for
   * what stands alone.
   */
  readonly owner: string | null
  readonly from: string
  readonly to: string
  /** Said for this one comparison and not in the models, where it stays after it has been done. */
  readonly told?: true
}
