import { LimbeckError } from '../errors/index.ts'
import { similarNames } from '../text/index.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import type { Revision, RevisionId } from './revision.ts'

/** What a revision argument is for: the command, in whose words an error is put. */
export type Purpose =
  | 'upgrade'
  | 'downgrade'
  | 'stamp'
  | 'history'
  | 'show'
  | 'revision'
  | 'merge'
  | 'review'
  | 'rebase'

/** `a1 (Add users)`, at most ten of them. */
export function listed(nodes: readonly RevisionNode[]): string {
  const shown = nodes
    .slice(0, 10)
    .map(({ id, revision }) => (revision.message === '' ? id : `${id} (${revision.message})`))
  const rest = nodes.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}

/** How to look for the file of a revision by hand. */
export function searchHint(id: RevisionId): string {
  return `Find its file with \`git log --all --oneline -- "*${id}*"\`: it may be on another branch, or deleted.`
}

/**
 * LB2001. `reason` is what exactly was not found, where the argument has several parts.
 *
 * @param isUnknown there is nothing of this name, so that git may be asked about it
 */
export function noSuchRevision(
  graph: RevisionGraph,
  text: string,
  wanted: string,
  reason: string | null = null,
  isUnknown = false,
): LimbeckError {
  const similar = similarNames(wanted, [
    'head',
    'heads',
    'base',
    'current',
    ...graph.byId.keys(),
    ...graph.byLabel.keys(),
  ])
  return new LimbeckError('LB2001', `Can't locate revision identified by '${text}'`, {
    hints: [
      ...(reason === null ? [] : [reason]),
      ...(similar.length === 0 ? [] : [`Did you mean ${similar.join(' or ')}?`]),
      graph.nodes.length === 0
        ? 'There are no revision files yet: `limbeck revision -m "…"` writes the first one.'
        : '`limbeck history` lists all revisions, `limbeck heads` the newest.',
    ],
    details: { revision: text, similar, ...(isUnknown ? { missing: wanted } : {}) },
  })
}

/** LB2002, in the words of the command. */
export function multipleHeads(heads: readonly RevisionNode[], argument: string, purpose: Purpose): LimbeckError {
  const ids = heads.map((head) => head.id)
  return new LimbeckError('LB2002', multipleHeadsMessage(argument, purpose), {
    hints: [
      `The heads are ${listed(heads)}; \`limbeck heads\` lists them.`,
      `Join them: \`limbeck merge -m "Merge branches" ${ids.join(' ')}\`.`,
      `Or put one behind the other: \`limbeck rebase ${ids[1] ?? ''} --onto ${ids[0] ?? ''}\` (where no database has it applied yet).`,
      ...(purpose === 'upgrade' ? [`Or run all of them: \`limbeck upgrade heads\`.`] : []),
      ...(purpose === 'stamp' ? [`Or stamp all of them: \`limbeck stamp heads\`.`] : []),
      ...(purpose === 'revision' ? [`Or build on one of them: \`limbeck revision --head ${ids[0] ?? ''} …\`.`] : []),
    ],
    details: { argument, heads: ids },
  })
}

function multipleHeadsMessage(argument: string, purpose: Purpose): string {
  switch (purpose) {
    case 'revision':
      return 'Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.'
    case 'stamp':
      return 'Multiple heads are present; please specify a single target revision'
    default:
      return `Multiple head revisions are present for given argument '${argument}'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads`
  }
}

/** LB2005: a file names a revision that there is no file of. */
export function missingRevision(
  revision: Revision,
  name: string,
  key: 'downRevision' | 'dependsOn',
  byId: ReadonlyMap<string, unknown>,
  byLabel: ReadonlyMap<string, unknown>,
): LimbeckError {
  const known = [...byId.keys(), ...(key === 'dependsOn' ? byLabel.keys() : [])].filter((id) => id !== revision.id)
  const longer = [...byId.keys()].filter((id) => name.length > 3 && id.startsWith(name))
  const similar = longer.length > 0 ? longer.slice(0, 3) : similarNames(name, known)
  return new LimbeckError('LB2005', `Revision ${name} referenced from ${revision.id} is not present`, {
    hints: [
      `\`${key}\` in ${revision.file} names it.`,
      ...(similar.length === 0 ? [] : [`Did you mean ${similar.join(' or ')}? Files hold whole ids.`]),
      searchHint(name),
      `If it is gone for good, let ${revision.id} follow what the missing revision followed: correct \`${key}\` in its file.`,
    ],
    details: { revision: revision.id, file: revision.file, missing: name, key, similar },
  })
}

/** LB2009. */
export function notUnderstood(text: string, problem: string, hints: readonly string[] = []): LimbeckError {
  return new LimbeckError('LB2009', problem, {
    hints: [
      ...hints,
      'Revisions are named by id or its beginning, `head`, `heads`, `base`, a branch label, `label@head`, `+2`, `-1` or `id+2`.',
    ],
    details: { argument: text },
  })
}

/** LB2010: more than one way to go on. `choices` are whole commands, `effect` is what any of them does. */
export function ambiguous(
  message: string,
  among: readonly RevisionNode[],
  choices: readonly string[],
  effect: string | null = null,
): LimbeckError {
  return new LimbeckError('LB2010', message, {
    hints: [
      `It could be ${listed(among)}.`,
      ...(choices.length === 0
        ? []
        : [
            `Say which: ${choices
              .slice(0, 10)
              .map((choice) => `\`${choice}\``)
              .join(' or ')}.`,
          ]),
      ...(effect === null ? [] : [effect]),
    ],
    details: { revisions: among.map((node) => node.id) },
  })
}

/** LB2011. */
export function tooFar(message: string, argument: string, hint: string): LimbeckError {
  return new LimbeckError('LB2011', message, { hints: [hint], details: { argument } })
}

/** LB2013. */
export function overlapping(
  node: RevisionNode,
  others: readonly RevisionNode[],
  hints: readonly string[],
): LimbeckError {
  const ids = others.map((other) => other.id)
  return new LimbeckError(
    'LB2013',
    `Requested revision ${node.id} overlaps with other requested revisions ${ids.join(', ')}`,
    { hints, details: { revision: node.id, others: ids } },
  )
}
