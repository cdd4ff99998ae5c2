import { createHash } from 'node:crypto'
import type { ConstraintKind } from './objects.ts'

/**
 * Templates for the names of unnamed constraints and indexes, in SQLAlchemy's tokens: `%(table_name)s`,
 * `%(column_0_name)s`, `%(column_0_N_name)s` (all columns joined by `_`), `%(column_0N_name)s` (joined by nothing),
 * `%(column_0_label)s` (table and column), `%(referred_table_name)s`, `%(referred_column_0_name)s`, `%(constraint_name)s`.
 */
export interface NamingConvention {
  readonly ix: string
  readonly uq: string
  readonly ck: string
  readonly fk: string
  readonly pk: string
}

export const defaultNamingConvention: NamingConvention = {
  ix: 'ix_%(table_name)s_%(column_0_N_name)s',
  uq: 'uq_%(table_name)s_%(column_0_N_name)s',
  ck: 'ck_%(table_name)s_%(constraint_name)s',
  fk: 'fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s',
  pk: 'pk_%(table_name)s',
}

/** PostgreSQL's limit, in bytes; the narrowest of the databases, so that names are the same on all of them. */
const maxIdentifierBytes = 63

const templateOf: { readonly [Kind in ConstraintKind | 'index']: keyof NamingConvention } = {
  index: 'ix',
  unique: 'uq',
  check: 'ck',
  foreignKey: 'fk',
  primaryKey: 'pk',
}

/**
 * The conventional name of an unnamed constraint or index, cut to 63 bytes with a hash of the whole name at its end.
 * A check without a name of its own is told apart by a hash of its expression.
 */
export function applyNamingConvention(
  convention: NamingConvention,
  object: {
    readonly kind: ConstraintKind | 'index'
    readonly table: string
    readonly columns: readonly string[]
    readonly referredTable?: string
    readonly referredColumns?: readonly string[]
    /** For checks: the expression, hashed into `%(constraint_name)s`. */
    readonly expression?: string
  },
): string {
  const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 6)
  const name = convention[templateOf[object.kind]].replace(/%\((\w+)\)s/g, (whole, token: string) => {
    if (token === 'table_name') return object.table
    if (token === 'column_0_N_name') return object.columns.join('_')
    if (token === 'column_0N_name') return object.columns.join('')
    if (token === 'referred_table_name') return object.referredTable ?? ''
    if (token === 'referred_column_0_name') return object.referredColumns?.[0] ?? ''
    if (token === 'constraint_name') return shortHash(object.expression ?? object.columns.join(','))
    const numbered = /^column_(\d+)_(name|label)$/.exec(token)
    if (numbered === null) return whole
    const column = object.columns[Number(numbered[1])] ?? ''
    return numbered[2] === 'label' ? `${object.table}_${column}` : column
  })
  return cutIdentifier(name, maxIdentifierBytes)
}

/** A name no longer than `maxBytes` in UTF-8; a cut name ends in a hash of the whole, so two long names stay two. */
function cutIdentifier(name: string, maxBytes: number): string {
  if (Buffer.byteLength(name) <= maxBytes) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  let kept = name
  while (Buffer.byteLength(kept) > maxBytes - 9) kept = kept.slice(0, -1)
  return `${kept}_${hash}`
}
