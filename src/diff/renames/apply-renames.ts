import { LimbeckError } from '../../errors/index.ts'
import { type Operation, applyOperation } from '../../operations/index.ts'
import { type Catalog, type CatalogDraft, editCatalog } from '../../schema/index.ts'
import { similarNames } from '../../text/index.ts'
import type { Decisions, DeclaredRename, Question } from '../question.ts'
import { columnSituations } from './column-situations.ts'
import { declaredRename } from './declared-rename.ts'
import { enumSituations, enumValueSituations } from './enum-situations.ts'
import type { RenameContext, Situation } from './situation.ts'
import { tableSituations } from './table-situations.ts'

export interface RenamedCatalog {
  /** What was found, under the names that the models use; the same catalog when nothing was renamed. */
  readonly catalog: Catalog
  readonly operations: readonly Operation[]
  readonly questions: readonly Question[]
  /** The declared renames that applied. */
  readonly applied: readonly DeclaredRename[]
}

/** Owners come before what they own, so that the later steps see the new names. */
const steps: readonly {
  readonly declared: readonly DeclaredRename['kind'][]
  readonly situations: (found: Catalog, context: RenameContext) => readonly Situation[]
}[] = [
  { declared: ['enumType'], situations: enumSituations },
  { declared: ['enumValue'], situations: enumValueSituations },
  { declared: ['table'], situations: tableSituations },
  { declared: ['column'], situations: columnSituations },
  { declared: ['index', 'constraint'], situations: () => [] },
]

/**
 * Renames what is declared and decided, and asks about the rest.
 *
 * @throws LimbeckError LB5011 when a decision names something that did not go away, or that another one took.
 */
export function applyRenames(
  found: Catalog,
  declared: readonly DeclaredRename[],
  decisions: Decisions,
  context: RenameContext,
): RenamedCatalog {
  const renamed: { draft: CatalogDraft | null } = { draft: null }
  const operations: Operation[] = []
  const questions: Question[] = []
  const applied: DeclaredRename[] = []
  const owners = new Map<string, string>()
  const rename = (operation: Operation) => {
    renamed.draft ??= editCatalog(found)
    applyOperation(renamed.draft, operation)
    operations.push(operation)
    const { kind } = operation
    if (kind === 'renameTable') owners.set(`${operation.namespace ?? ''}.${operation.table}`, operation.to)
    if (kind === 'renameEnum') owners.set(`${operation.namespace ?? ''}.${operation.name}`, operation.to)
  }
  for (const step of steps) {
    const waiting = new Set(declared.filter((one) => step.declared.includes(one.kind)))
    for (let again = waiting.size > 0; again;) {
      // One rename may free the name that another one takes (a to b, b to c).
      again = false
      for (const one of waiting) {
        const operation = declaredRename(one, renamed.draft ?? found, context, owners)
        if (operation === null) continue
        rename(operation)
        applied.push(one)
        waiting.delete(one)
        again = true
      }
    }
    const situations = step.situations(renamed.draft ?? found, context)
    const taken = new Set<string>()
    for (const situation of situations) {
      const old = decisions[situation.id]
      if (old === undefined || old === null) continue
      if (!situation.gone.includes(old) || taken.has(`${situation.place} ${old}`)) throw wrongDecision(situation, old)
      taken.add(`${situation.place} ${old}`)
      rename(situation.rename(old))
    }
    for (const situation of situations) {
      if (decisions[situation.id] !== undefined) continue
      const candidates = situation.candidates.filter((name) => !taken.has(`${situation.place} ${name}`))
      if (candidates.length > 0) questions.push(questionOf(situation, candidates))
    }
  }
  // A fork: what the comparer remembers of the draft was asked before the last rename.
  return { catalog: renamed.draft === null ? found : editCatalog(renamed.draft), operations, questions, applied }
}

function questionOf(situation: Situation, candidates: readonly string[]): Question {
  const { id, kind, table, name } = situation
  return { id, kind, table, name, candidates, text: situation.ask(candidates) }
}

function wrongDecision(situation: Situation, old: string): LimbeckError {
  const known = situation.gone.includes(old)
  const near = similarNames(old, situation.gone)
  return new LimbeckError(
    'LB5011',
    known
      ? `Two decisions rename '${old}'; '${situation.id}' is the second.`
      : `Decision '${situation.id}' names '${old}', which did not go away.`,
    {
      hints: [
        near.length > 0 && !known
          ? `Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?`
          : `Give one of ${situation.gone.map((name) => `'${name}'`).join(', ')}, or null for "it is new".`,
      ],
      details: { question: situation.id, answer: old, gone: [...situation.gone] },
    },
  )
}
