import { LimbeckError } from '../../errors/index.ts'
import { type Catalog, displayName } from '../../schema/index.ts'
import { similarNames } from '../../text/index.ts'
import type { Decisions, DeclaredRename } from '../question.ts'
import { questionId } from './question-id.ts'

/** What a decision is about: a rename without its old name. */
export type DecidedRename = Omit<DeclaredRename, 'from'>

/**
 * The decisions that rename, by their questions, each with what it is about.
 *
 * @throws LimbeckError LB5011 for a decision about something that is not in the models
 */
export function decidedRenames(decisions: Decisions, wanted: Catalog): ReadonlyMap<string, DecidedRename> {
  // What is new and not wanted either is nothing to be asked about.
  const ids = Object.keys(decisions).filter((id) => typeof decisions[id] === 'string')
  const decided = new Map<string, DecidedRename>()
  if (ids.length === 0) return decided
  const known = questionIds(wanted)
  for (const id of ids) {
    const about = known.get(id)
    if (about === undefined) throw unknownDecision(id, known)
    decided.set(id, about)
  }
  return decided
}

function questionIds(wanted: Catalog): ReadonlyMap<string, DecidedRename> {
  const known = new Map<string, DecidedRename>()
  for (const object of wanted.objects()) {
    const id = questionId(object)
    if (object.kind === 'namespace')
      known.set(id ?? '', { kind: 'namespace', namespace: null, owner: null, to: object.name })
    if (id === null || object.kind === 'namespace') continue
    const { namespace, name: to } = object
    if (object.kind === 'table' || object.kind === 'enumType')
      known.set(id, { kind: object.kind, namespace, owner: null, to })
    if (object.kind === 'column') known.set(id, { kind: 'column', namespace, owner: object.table, to })
    if (object.kind === 'defined')
      known.set(id, { kind: 'object', objectType: object.objectType, namespace, owner: object.on, to })
    if (object.kind !== 'enumType') continue
    for (const value of object.values) {
      const place = { kind: 'enumValue', namespace, owner: to, to: value } as const
      known.set(`rename-enum-value:${displayName(object)}.${value}`, place)
    }
  }
  return known
}

function unknownDecision(id: string, known: ReadonlyMap<string, DecidedRename>): LimbeckError {
  // Ids are alike by their first words already: only the nearest says anything.
  const [near] = similarNames(id, [...known.keys()])
  return new LimbeckError('LB5011', `Decision '${id}' is about nothing that the models have.`, {
    hints: [
      near !== undefined
        ? `Did you mean '${near}'?`
        : 'Decisions are named after what is new: `rename-table:NEW`, `rename-column:TABLE.NEW`, `rename-view:NEW`.',
    ],
    details: { question: id },
  })
}
