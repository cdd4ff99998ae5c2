import {
  type Check,
  type Expression,
  type ForeignKey,
  type ForeignKeyAction,
  type NameSource,
  applyNamingConvention,
} from '../schema/index.ts'
import { similarNames } from '../text/index.ts'
import { checkName } from './check-name.ts'
import type { ForeignKeyOptions } from './column-state.ts'
import { didYouMean, modelError } from './model-error.ts'
import { type TablePlace, detailsOf, displayOf } from './place.ts'
import type { ResolvedReference } from './resolve-reference.ts'
import { isSqlExpression, toExpression } from './sql-expression.ts'

/** What the naming convention asks about a constraint or index, besides its table. */
type Nameable = Omit<Parameters<typeof applyNamingConvention>[1], 'table'>

/** Gives a constraint or index its name: the given one, or by convention. */
export function nameOf(
  given: string | null,
  object: Nameable,
  place: TablePlace,
): { readonly name: string; readonly nameSource: NameSource } {
  if (given === null) {
    const name = applyNamingConvention(place.namingConvention, { ...object, table: place.table })
    return { name, nameSource: 'convention' }
  }
  if (place.strict === true) checkName(given, () => `${wordOf[object.kind]} of ${displayOf(place)}`, place.file)
  return { name: given, nameSource: 'given' }
}

const wordOf: { readonly [Kind in Nameable['kind']]: string } = {
  index: 'an index',
  unique: 'a unique constraint',
  check: 'a check',
  foreignKey: 'a foreign key',
  primaryKey: 'the primary key',
}

/**
 * The expression behind a value that must be `` sql`…` ``.
 *
 * @throws LimbeckError LB3015 when it is not, or is empty.
 */
export function expressionOf(value: unknown, place: TablePlace): Expression {
  if (isSqlExpression(value)) {
    const expression = toExpression(value)
    if (expression.sql !== '') return expression
  }
  throw modelError('LB3015', `An expression of ${displayOf(place)} is not written with sql\`…\`.`, place.file, {
    hints: ['Write expressions with the tag: sql`length(name) > 0`'],
    details: detailsOf(place),
  })
}

/**
 * A foreign key with its defaults filled in.
 *
 * @throws LimbeckError LB3013 for an option that is none: models run without a type check.
 */
export function buildForeignKey(
  columns: readonly string[],
  reference: ResolvedReference,
  options: ForeignKeyOptions,
  place: TablePlace,
): ForeignKey {
  oneOf(options.onDelete, actions, 'onDelete', place)
  oneOf(options.onUpdate, actions, 'onUpdate', place)
  oneOf(options.deferrable, deferrables, 'deferrable', place)
  oneOf(options.match, ['simple', 'full'], 'match', place)
  const { name, nameSource } = nameOf(
    options.name ?? null,
    { kind: 'foreignKey', columns, referredTable: reference.table.name, referredColumns: reference.columns },
    place,
  )
  return {
    kind: 'foreignKey',
    namespace: place.namespace,
    table: place.table,
    name,
    nameSource,
    columns,
    references: { namespace: reference.table.namespace, table: reference.table.name, columns: reference.columns },
    onDelete: options.onDelete ?? 'no action',
    onUpdate: options.onUpdate ?? 'no action',
    deferrable: options.deferrable ?? 'no',
    match: options.match ?? 'simple',
  }
}

const actions: readonly ForeignKeyAction[] = ['no action', 'restrict', 'cascade', 'set null', 'set default']
const deferrables = ['immediate', 'deferred'] as const

function oneOf(given: string | undefined, known: readonly string[], option: string, place: TablePlace): void {
  if (given === undefined || known.includes(given)) return
  const message = `The option ${option}: '${given}' of a foreign key of ${displayOf(place)} does not exist.`
  throw modelError('LB3013', message, place.file, {
    hints: [...didYouMean(similarNames(given, known)), `It is one of ${known.map((one) => `'${one}'`).join(', ')}.`],
    details: detailsOf(place),
  })
}

/** A check; its conventional name is told apart by its expression. */
export function buildCheck(
  check: { readonly name: string | null; readonly expression: unknown },
  place: TablePlace,
): Check {
  const expression = expressionOf(check.expression, place)
  const columns = place.name === undefined ? [] : [place.name]
  const named = nameOf(check.name, { kind: 'check', columns, expression: expression.sql }, place)
  return { kind: 'check', namespace: place.namespace, table: place.table, ...named, expression }
}
