import type { ConstraintKind, NameSource, NamingConvention } from '../../schema/index.ts'
import { applyNamingConvention } from '../../schema/index.ts'

/** The table of a call, and what the call is called in messages. */
export interface CallPlace {
  /** `op.addColumn('users', 'email')`, for messages. */
  readonly call: string
  readonly namespace: string | null
  readonly table: string
  readonly namingConvention: NamingConvention
}

/** The given name, or the one by the naming convention. */
export function nameAt(
  place: CallPlace,
  given: string | null,
  object: Omit<Parameters<typeof applyNamingConvention>[1], 'table'> & { readonly kind: ConstraintKind | 'index' },
): { readonly name: string; readonly nameSource: NameSource } {
  if (given !== null) return { name: given, nameSource: 'given' }
  const name = applyNamingConvention(place.namingConvention, { ...object, table: place.table })
  return { name, nameSource: 'convention' }
}
