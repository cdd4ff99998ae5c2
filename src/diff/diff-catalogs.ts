import type { Dialect } from '../dialects/index.ts'
import type { Operation } from '../operations/index.ts'
import { type Catalog, type ObjectKey, idOf, keyOf } from '../schema/index.ts'
import { type Delta, compareCatalogs } from './compare-catalogs.ts'
import { Comparer, type Overrule } from './comparer.ts'
import { dependentsInTheWay } from './dependents-in-the-way.ts'
import { dependentsOfRenames } from './renames/dependents-of-renames.ts'
import { droppableNamespaces } from './droppable-namespaces.ts'
import { keepUnsaid } from './keep-unsaid.ts'
import { foreignKeysInTheWay } from './keys-in-the-way.ts'
import type { Decisions, DeclaredRename, Question } from './question.ts'
import { applyRenames } from './renames/apply-renames.ts'
import { caseRenames } from './renames/case-renames.ts'
import { withoutFollowedRemarks } from './renames/followed-remarks.ts'
import { renewUsedEnumTypes } from './renew-enum-types.ts'
import type { RightsSettings } from './rights-settings.ts'
import type { DifferenceNotes, RuleContext } from './rules/difference-rule.ts'
import { operationsOf } from './rules/registry.ts'
import { type Scope, scopeOf } from './scope.ts'
import { sequencesInTurn } from './sequences-in-turn.ts'
import { unmodelledObjects } from './unmodelled.ts'

export interface DifferenceRequest {
  /** What the database has. */
  readonly found: Catalog
  /** What the models say, expressions brought to the database's spelling where they differ. */
  readonly wanted: Catalog
  readonly dialect: Pick<
    Dialect,
    | 'comparable'
    | 'altersObject'
    | 'renamesObject'
    | 'altersTable'
    | 'altersMember'
    | 'caselessNames'
    | 'dependentsStay'
  > & {
    readonly types: Pick<Dialect['types'], 'castSafety' | 'print'>
  }
  readonly declaredRenames?: readonly DeclaredRename[]
  readonly decisions?: Decisions
  /** Namespaces to compare besides the default one and those that the models use. */
  readonly namespaces?: readonly string[]
  /** Tables to leave alone: exact names or globs with `*`. */
  readonly exclude?: readonly string[]
  /**
   * The types of defined objects that `wanted` speaks for; the rest is left alone. Left out: those that it has.
   */
  readonly objectTypes?: 'all' | readonly string[]
  /** Which owners and privileges count. Left out: none. */
  readonly rights?: RightsSettings
  /** What a project says about differences of single objects. */
  readonly overrule?: Overrule | null
}

export interface Difference {
  /** Renames and what steps aside for them, in the order in which they must run; everything else comes behind them and uses the new names. */
  readonly renames: readonly Operation[]
  /** What was found, after the renames. */
  readonly renamed: Catalog
  /** What was found with every rename made, and nothing out of the way yet: what each thing goes on from that is made anew. */
  readonly followed: Catalog
  /** What is wanted, with what nobody spoke about as it was found. */
  readonly wanted: Catalog
  /** The differences that are left then, object by object. */
  readonly deltas: readonly Delta[]
  /** Atomic operations in no particular order, but for those that change the same enum type. */
  readonly operations: readonly Operation[]
  /** Where not empty, `operations` takes everything that was asked for new. */
  readonly questions: readonly Question[]
  readonly appliedRenames: readonly DeclaredRename[]
  readonly unmodelled: readonly string[]
  readonly notes: DifferenceNotes
  readonly comparer: Comparer
  readonly scope: Scope
}

/**
 * Works out what has to be done so that the database becomes what the models say. Two catalogs that differ in nothing
 * that this database knows give no operations.
 *
 * @throws LimbeckError LB5001 when a difference cannot be expressed, LB5010 when values cannot be converted, LB5011
 * when a decision makes no sense.
 */
export function diffCatalogs(request: DifferenceRequest): Difference {
  const { found, dialect } = request
  const scope = scopeOf({
    // A member is where its table is.
    wanted: [...request.wanted.looseObjects(), ...request.wanted.tables()],
    namespaces: request.namespaces ?? [],
    exclude: request.exclude ?? [],
    objectTypes: request.objectTypes ?? null,
  })
  const comparer = new Comparer((object, catalog) => dialect.comparable(object, catalog), request.overrule)
  const { questions, applied, ...renames } = applyRenames(
    found,
    [...(request.declaredRenames ?? []), ...(dialect.caselessNames === true ? caseRenames(found, request.wanted) : [])],
    request.decisions ?? {},
    {
      wanted: request.wanted,
      comparer,
      scope,
      types: dialect.types,
      renames: (objectType) => dialect.renamesObject?.(objectType) ?? 'in place',
    },
  )
  const alters: RuleContext['alters'] = (one, other) => dialect.altersObject?.(one, other) ?? false
  const afterRenames = dependentsOfRenames(found, renames, {
    wanted: request.wanted,
    comparer,
    scope,
    alters,
  })
  const saysAll = request.objectTypes === 'all'
  const { wanted, kept } = keepUnsaid(afterRenames.catalog, request.wanted, scope, saysAll)
  const turns = sequencesInTurn(afterRenames.catalog, wanted, scope)
  const { catalog } = turns
  const deltas = withoutFollowedRemarks(
    compareCatalogs(catalog, wanted, {
      comparer,
      scope,
      dropsNamespace: droppableNamespaces(catalog, scope, request),
    }),
  )
  const notes: DifferenceNotes = { warnings: [], losses: [], irreversible: [] }
  const context: RuleContext = {
    found: catalog,
    wanted,
    types: dialect.types,
    notes,
    alters,
    altersTable: (attribute, one, other) => dialect.altersTable?.(attribute, one, other) ?? false,
    altersMember: (one, attributes) => dialect.altersMember?.(one, attributes) ?? false,
    dependentsStay: dialect.dependentsStay ?? false,
  }
  return {
    renames: [...afterRenames.operations, ...turns.operations],
    renamed: catalog,
    followed: renames.catalog,
    deltas,
    operations: operationsBehind(deltas, context, typesToRenew(deltas, context)),
    questions,
    appliedRenames: applied,
    wanted,
    unmodelled: [...unmodelledObjects(found, scope), ...kept],
    notes,
    comparer,
    scope,
  }
}

/** What makes the differences, with whatever stands on them out of the way. */
function operationsBehind(
  deltas: readonly Delta[],
  context: RuleContext,
  renewedTypes: ReadonlySet<ObjectKey>,
): readonly Operation[] {
  const dependents = dependentsInTheWay(deltas, context, renewedTypes)
  const rest = deltas.filter((delta) => delta.kind !== 'changed' || !dependents.renewed.has(keyOf(idOf(delta.found))))
  return renewUsedEnumTypes(
    [
      ...rest.flatMap((delta) => operationsOf(delta, context)),
      ...foreignKeysInTheWay(deltas, context),
      ...dependents.operations,
    ],
    context.found,
  )
}

/** The enum types that are made anew because something else uses a value that they get: only the operations tell. */
function typesToRenew(deltas: readonly Delta[], context: RuleContext): ReadonlySet<ObjectKey> {
  const growing = deltas.some((delta) => delta.kind === 'changed' && delta.found.kind === 'enumType')
  if (!growing || context.dependentsStay) return new Set()
  const notes: DifferenceNotes = { warnings: [], losses: [], irreversible: [] }
  const operations = operationsBehind(deltas, { ...context, notes }, new Set())
  return new Set(
    operations.flatMap((one) =>
      one.kind === 'reorderEnumValues' ? [keyOf({ kind: 'enumType', namespace: one.namespace, name: one.name })] : [],
    ),
  )
}
