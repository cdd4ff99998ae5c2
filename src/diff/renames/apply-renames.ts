import { LimbeckError } from '../../errors/index.ts'
import { type Operation, applyOperation } from '../../operations/index.ts'
import { type Catalog, type CatalogDraft, editCatalog, keyOf, withoutArguments } from '../../schema/index.ts'
import { similarNames } from '../../text/index.ts'
import type { Decisions, DeclaredRename, Question } from '../question.ts'
import { columnSituations } from './column-situations.ts'
import { type DecidedRename, decidedRenames } from './decided-renames.ts'
import { RenamedOwners, declaredRename } from './declared-rename.ts'
import { enumSituations, enumValueSituations } from './enum-situations.ts'
import { namespaceSituations } from './namespace-situations.ts'
import { objectSituations } from './object-situations.ts'
import { targetOf } from './rename-target.ts'
import type { RenameContext, Situation } from './situation.ts'
import { swappedNames } from './swapped-names.ts'
import { tableSituations } from './table-situations.ts'

export interface RenamedCatalog {
  /** What was found, under the names that the models use; the same catalog when nothing was renamed. */
  readonly catalog: Catalog
  readonly operations: readonly Operation[]
  readonly questions: readonly Question[]
  /** The declared renames that applied. */
  readonly applied: readonly DeclaredRename[]
}

interface Step {
  readonly declares: (declared: Pick<DeclaredRename, 'kind' | 'owner'>) => boolean
  readonly situations: (found: Catalog, context: RenameContext) => readonly Situation[]
}

const ofKind =
  (...kinds: readonly DeclaredRename['kind'][]): Step['declares'] =>
  ({ kind }) =>
    kinds.includes(kind)

/**
 * Owners come before what they own, so that the later steps see the new names: schemas, then types and whatever columns
 * may stand on, then tables and what stands on them.
 */
const steps: readonly Step[] = [
  { declares: ofKind('namespace'), situations: namespaceSituations },
  { declares: ofKind('enumType'), situations: enumSituations },
  { declares: ofKind('enumValue'), situations: enumValueSituations },
  { declares: ({ kind, owner }) => kind === 'object' && owner === null, situations: objectSituations(true) },
  { declares: ofKind('table'), situations: tableSituations },
  { declares: ofKind('column'), situations: columnSituations },
  { declares: ofKind('index', 'constraint'), situations: () => [] },
  { declares: ofKind('object'), situations: objectSituations(false) },
]

/**
 * Renames what is declared and decided, and asks about the rest.
 *
 * @throws LimbeckError LB5011 when a decision names something that did not go away, that another one took, or that the
 * models do not have.
 */
export function applyRenames(
  found: Catalog,
  declared: readonly DeclaredRename[],
  decisions: Decisions,
  context: RenameContext,
): RenamedCatalog {
  const run = new RenameRun(found, decisions, context)
  for (const step of steps) run.take(step, declared)
  run.refuseLeftDecisions()
  return run.result()
}

class RenameRun {
  readonly #found: Catalog
  readonly #decisions: Decisions
  readonly #context: RenameContext
  readonly #decided: ReadonlyMap<string, DecidedRename>
  readonly #owners: RenamedOwners
  readonly #operations: Operation[] = []
  readonly #questions = new Map<string, Question>()
  readonly #applied: DeclaredRename[] = []
  /** Decisions that were followed, and what they took. */
  readonly #followed = new Set<string>()
  readonly #taken = new Set<string>()
  #draft: CatalogDraft | null = null

  constructor(found: Catalog, decisions: Decisions, context: RenameContext) {
    this.#found = found
    this.#decisions = decisions
    this.#context = context
    this.#owners = new RenamedOwners(context.wanted)
    this.#decided = decidedRenames(decisions, context.wanted)
  }

  get #current(): Catalog {
    return this.#draft ?? this.#found
  }

  take(step: Step, declared: readonly DeclaredRename[]): void {
    this.#takeDeclared([...declared.filter(step.declares), ...this.#moves(step)])
    let situations = step.situations(this.#current, this.#context)
    // What is renamed may be what others stand on, which are then alike for the first time.
    while (this.#takeDecided(situations)) situations = step.situations(this.#current, this.#context)
    for (const situation of situations) {
      if (this.#decisions[situation.id] !== undefined) continue
      const candidates = situation.candidates.filter((name) => !this.#taken.has(`${situation.place} ${name}`))
      if (candidates.length > 0) this.#questions.set(situation.id, questionOf(situation, candidates))
    }
  }

  /** A fork: what the comparer remembers of the draft was asked before the last rename. */
  result(): RenamedCatalog {
    const catalog = this.#draft === null ? this.#found : editCatalog(this.#draft)
    return {
      catalog,
      operations: this.#operations,
      questions: [...this.#questions.values()],
      applied: this.#applied,
    }
  }

  /** @throws LimbeckError LB5011 for a decision that could not be followed; one that has been followed before may stay */
  refuseLeftDecisions(): void {
    // An open question may be what they wait for.
    if (this.#questions.size > 0) return
    for (const [id, about] of this.#decided) {
      const old = this.#decisions[id] ?? null
      if (old === null || this.#followed.has(id)) continue
      const target = targetOf(
        { ...about, from: old },
        this.#owners.placeOf({ ...about, from: old }),
        this.#found,
        this.#context.wanted,
      )
      if (target === null) continue
      const same = this.#applied.find((one) => sameThing(one, about))
      if (same !== undefined && withoutArguments(same.from) === withoutArguments(old)) continue
      if (same !== undefined) throw twice(same, { ...about, from: old }, about.to)
      // What is made anew needs no rename, and what has its name already may keep its decision.
      const isMadeAnew = target.old.kind === 'defined' && this.#context.renames(target.old.objectType) === 'anew'
      const isDone = !this.#found.has(target.old) && this.#found.has(target.next)
      if (!isMadeAnew && !isDone) throw wrongDecision({ id, gone: [] }, old, false)
    }
  }

  /** Decisions that no question asks for: those that give a name away which another one takes, and of schemas. */
  #moves(step: Step): readonly DeclaredRename[] {
    const moves: DeclaredRename[] = []
    for (const [id, about] of this.#decided) {
      const from = this.#decisions[id] ?? null
      if (from === null || this.#followed.has(id) || !step.declares(about)) continue
      const move: DeclaredRename = { ...about, from, told: true }
      const target = targetOf(move, this.#owners.placeOf(move), this.#current, this.#context.wanted)
      if (target === null || !this.#current.has(target.old)) continue
      // A schema that no model is in is out of sight, so it does not go away either.
      const isAsked =
        about.kind !== 'namespace' && !this.#context.wanted.has(target.old) && !this.#current.has(target.next)
      if (!isAsked) moves.push(move)
    }
    return moves
  }

  #takeDeclared(declared: readonly DeclaredRename[]): void {
    const waiting = new Set(declared)
    refuseTwice([...waiting], this.#current, this.#context, this.#owners)
    for (let again = waiting.size > 0; again;) {
      // One rename may free the name that another one takes (a to b, b to c).
      again = false
      for (const one of waiting) {
        const operation = declaredRename(one, this.#current, this.#context, this.#owners)
        if (operation === null) continue
        this.#apply(one)
        waiting.delete(one)
        if (operation === 'made anew') continue
        this.#rename(operation)
        again = true
      }
    }
    if (waiting.size < 2) return
    for (const swap of swappedNames(waiting, this.#current, this.#context, this.#owners)) {
      for (const operation of swap.operations) this.#rename(operation)
      for (const one of swap.declared) this.#apply(one)
    }
  }

  #apply(one: DeclaredRename): void {
    this.#applied.push(one)
    for (const [id, about] of this.#decided) {
      if (JSON.stringify({ ...about, from: one.from, told: true }) === JSON.stringify(one)) this.#followed.add(id)
    }
  }

  /** Whether anything was renamed. */
  #takeDecided(situations: readonly Situation[]): boolean {
    let isRenamed = false
    for (const situation of situations) {
      const old = this.#decisions[situation.id] ?? null
      if (old === null || this.#followed.has(situation.id)) continue
      const isTaken = this.#taken.has(`${situation.place} ${old}`)
      // A type under another name may be what the old name says: it is looked at anew behind that.
      if (isRenamed && !isTaken && !situation.gone.includes(old)) continue
      if (isTaken || !situation.gone.includes(old)) throw wrongDecision(situation, old, isTaken)
      this.#taken.add(`${situation.place} ${old}`)
      this.#followed.add(situation.id)
      this.#rename(situation.rename(old))
      isRenamed = true
    }
    return isRenamed
  }

  #rename(operation: Operation): void {
    this.#draft ??= editCatalog(this.#found)
    applyOperation(this.#draft, operation)
    this.#operations.push(operation)
    if (operation.kind === 'renameNamespace') this.#owners.addNamespace(operation.name, operation.to)
    if (operation.kind === 'renameTable') this.#owners.add(operation.namespace, operation.table, operation.to)
    if (operation.kind === 'renameEnum' || operation.kind === 'renameObject')
      this.#owners.add(operation.namespace, operation.name, operation.to)
  }
}

function sameThing(one: DecidedRename, other: DecidedRename): boolean {
  const names = ({ kind, objectType, namespace, owner, to }: DecidedRename) =>
    JSON.stringify([kind, objectType, namespace, owner, withoutArguments(to)])
  return names(one) === names(other)
}

/** @throws LimbeckError LB5011 where two renames take one name, or make one */
function refuseTwice(
  declared: readonly DeclaredRename[],
  found: Catalog,
  context: RenameContext,
  owners: RenamedOwners,
): void {
  const froms = new Map<string, DeclaredRename>()
  const tos = new Map<string, DeclaredRename>()
  for (const one of declared) {
    const target = targetOf(one, owners.placeOf(one), found, context.wanted)
    if (target === null || !found.has(target.old) || !context.wanted.has(target.next)) continue
    // What models say stays there when it has been done.
    if (one.told !== true && found.has(target.next)) continue
    const [from, to] = [keyOf(target.old), keyOf(target.next)]
    const [first, second] = [froms.get(from), tos.get(to)]
    if (first !== undefined && first.to !== one.to) throw twice(first, one, one.from)
    if (second !== undefined && second.from !== one.from) throw twice(second, one, one.to)
    froms.set(from, one)
    tos.set(to, one)
  }
}

function twice(first: DeclaredRename, second: DeclaredRename, name: string): LimbeckError {
  const shown = ({ owner, from, to }: DeclaredRename) => `${owner === null ? '' : `${owner}.`}${from}=${to}`
  return new LimbeckError('LB5011', `Two renames are about '${name}': ${shown(first)} and ${shown(second)}.`, {
    hints: ['Take one of them away: from `--rename`, `--decisions`, or `.renamedFrom(…)` in the models.'],
    details: { renames: [{ ...first }, { ...second }] },
  })
}

function questionOf(situation: Situation, candidates: readonly string[]): Question {
  const { id, kind, objectType, table, name } = situation
  const type = objectType === undefined ? {} : { objectType }
  return { id, kind, ...type, table, name, candidates, text: situation.ask(candidates) }
}

function wrongDecision({ id, gone }: Pick<Situation, 'id' | 'gone'>, old: string, isTaken: boolean): LimbeckError {
  const near = isTaken ? [] : similarNames(old, gone)
  return new LimbeckError(
    'LB5011',
    isTaken
      ? `Two decisions rename '${old}'; '${id}' is the second.`
      : `Decision '${id}' names '${old}', which did not go away.`,
    {
      hints: [
        near.length > 0
          ? `Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?`
          : gone.length === 0
            ? 'Nothing of its kind went away there. Take the decision out, or say null for "it is new".'
            : `Give one of ${gone.map((name) => `'${name}'`).join(', ')}, or null for "it is new".`,
      ],
      details: { question: id, answer: old, gone: [...gone] },
    },
  )
}
