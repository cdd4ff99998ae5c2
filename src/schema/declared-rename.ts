/** A rename declared by `.renamedFrom()` or given by `--rename old=new`; applies where the old name exists and the new does not. */
export interface DeclaredRename {
  readonly kind: 'table' | 'column' | 'enumType' | 'enumValue' | 'index' | 'constraint'
  readonly namespace: string | null
  /** The table (columns, indexes, constraints) or enum type (values); null for tables and enum types themselves. */
  readonly owner: string | null
  readonly from: string
  readonly to: string
}
