import { inspect } from 'node:util'
import type { Column, ColumnDefault, Constraint, Index } from '../schema/index.ts'
import { columnBrand } from './brands.ts'
import { buildCheck, buildForeignKey, expressionOf, nameOf } from './build-constraint.ts'
import { checkColumnState } from './check-column-state.ts'
import type { AnyColumn, ColumnState } from './column-state.ts'
import { fitLiteral, isJson } from './default-literal.ts'
import { describeType } from './describe-type.ts'
import { modelError } from './model-error.ts'
import { type ColumnPlace, detailsOf, displayOf } from './place.ts'
import { resolveReference } from './resolve-reference.ts'

/** A column with the constraints and indexes that its builder asked for, as objects of a catalog. */
export interface BuiltColumn {
  readonly column: Column
  /** Primary key, uniques, checks, foreign key, in this order. */
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly Index[]
}

/**
 * Turns a column builder into objects of a catalog. Functions in `.references()` are called; whether the table they
 * name exists is not asked.
 *
 * @throws LimbeckError LB3002 when a reference names no column, LB3010 when a default cannot be written down, LB3015 for
 * an expression that is not written with `` sql`…` ``. Strict places also: LB3006 for an enum type without values or with
 * one twice, LB3009 when settings contradict each other, LB3010 when a default does not fit the type, LB3011 for a bad
 * name, LB3012 for bad settings of a type.
 */
export function buildColumn(builder: AnyColumn, place: ColumnPlace): BuiltColumn {
  const state = builder[columnBrand]
  if (place.strict === true) checkColumnState(state, place)
  const { namespace, table, name } = place
  const column: Column = {
    kind: 'column',
    namespace,
    table,
    name,
    type: state.type,
    nullable: state.nullable ?? (state.primaryKey === null && state.identity === null),
    default: defaultOf(state, place),
    identity: state.identity,
    generated:
      state.generated === null
        ? null
        : { expression: expressionOf(state.generated.expression, place), stored: state.generated.stored },
    collation: state.collation,
    comment: state.comment,
    ...(state.attributes === undefined ? {} : { attributes: state.attributes }),
  }
  return { column, constraints: constraintsOf(state, place), indexes: indexesOf(state, place) }
}

function defaultOf(state: ColumnState, place: ColumnPlace): ColumnDefault | null {
  if (state.default?.kind !== 'literal') return state.default
  const value = fitLiteral(state.default.value, state.type)
  if (value !== undefined) return { kind: 'literal', value }
  if (place.strict !== true && isJson(state.default.value)) return { kind: 'literal', value: state.default.value }
  const hint =
    state.type.kind === 'enum'
      ? `Its values are ${state.type.values.map((one) => `'${one}'`).join(', ')}.`
      : 'Give a literal that fits, or an expression: .default(sql`…`).'
  const message = `The default ${inspect(state.default.value, { breakLength: Infinity })} of ${displayOf(place)} does not fit its type ${describeType(state.type)}.`
  throw modelError('LB3010', message, place.file, { hints: [hint], details: detailsOf(place) })
}

function constraintsOf(state: ColumnState, place: ColumnPlace): readonly Constraint[] {
  const { namespace, table, name } = place
  const columns = [name]
  const constraints: Constraint[] = []
  if (state.primaryKey !== null) {
    const { name: keyName, nameSource } = nameOf(state.primaryKey.name, { kind: 'primaryKey', columns }, place)
    constraints.push({ kind: 'primaryKey', namespace, table, name: keyName, nameSource, columns })
  }
  for (const unique of state.uniques) {
    const named = nameOf(unique.name, { kind: 'unique', columns }, place)
    const plain = { deferrable: 'no', nullsNotDistinct: false, include: [] } as const
    constraints.push({ kind: 'unique', namespace, table, ...named, columns, ...plain })
  }
  for (const check of state.checks) constraints.push(buildCheck(check, place))
  if (state.references !== null) {
    const reference = resolveReference(state.references.target, place)
    constraints.push(buildForeignKey(columns, reference, state.references.options, place))
  }
  return constraints
}

function indexesOf(state: ColumnState, place: ColumnPlace): readonly Index[] {
  const plain = { order: 'asc', nulls: null, operatorClass: null, collation: null, expression: null } as const
  return state.indexes.map((index) => ({
    kind: 'index',
    namespace: place.namespace,
    table: place.table,
    ...nameOf(index.name, { kind: 'index', columns: [place.name] }, place),
    unique: false,
    parts: [{ column: place.name, ...plain }],
    where: null,
    method: null,
    include: [],
    nullsNotDistinct: false,
  }))
}
