import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import { downgradeSteps } from './downgrade-steps.ts'
import { ancestorsOf, inOrder, lineageOf } from './lineage.ts'
import { findBranch, resolveSymbol, startOfWalk } from './resolve-spec.ts'
import { notUnderstood, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { type RevisionSpec, isRange, parseRange, parseSpec } from './revision-spec.ts'
import type { RevisionStep } from './revision.ts'
import { stepsUpTo, upgradeTargets } from './upgrade-steps.ts'
import { walkSteps } from './walk-steps.ts'

/**
 * The steps of an upgrade without a database (`--sql`): `to`, from base, or `from:to`. With `label@base:to` only targets
 * of that branch count.
 *
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011
 */
export function offlineUpgradeSteps(graph: RevisionGraph, argument: string): readonly RevisionStep[] {
  const { from, to } = isRange(argument) ? parseRange(argument) : { from: null, to: argument }
  if (to === null) throw notUnderstood(argument, 'upgrade with --sql requires <fromrev>:<torev> or <torev>')
  const spec = from === null ? null : parseSpec(graph, from)
  const start = spec === null ? [] : startOf(graph, spec, 'upgrade')
  const targets = inScript('upgrade', from, () => upgradeTargets(graph, start, [to]))
  if (spec === null || spec.branch === null) return stepsUpTo(start, targets)
  const line = lineageOf([findBranch(graph, spec.branch, spec.text)], 'descent')
  return stepsUpTo(
    start,
    [...targets].filter((target) => line.has(target)),
  )
}

/**
 * The steps of a downgrade without a database (`--sql`). The argument must be a range `from:to`, since nobody can be
 * asked where the database is.
 *
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011, LB2012
 */
export function offlineDowngradeSteps(graph: RevisionGraph, argument: string): readonly RevisionStep[] {
  const { from, to } = isRange(argument) ? parseRange(argument) : { from: null, to: null }
  if (from === null || to === null) {
    throw notUnderstood(argument, 'downgrade with --sql requires <fromrev>:<torev>', [
      `For example \`limbeck downgrade head:${isRange(argument) ? 'base' : argument} --sql\`.`,
    ])
  }
  const start = startOf(graph, parseSpec(graph, from), 'downgrade')
  const rows = start.map((node) => node.id)
  return inScript('downgrade', from, () => downgradeSteps(graph, rows, to))
}

/** The commands that an error offers, as commands that write a script: pasted, they must not touch a database. */
function inScript<Result>(command: 'upgrade' | 'downgrade', from: string | null, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!isLimbeckError(error)) throw error
    const range = from === null ? '$1' : `${from}:$1`
    throw new LimbeckError(error.code, error.message, {
      hints: error.hints.map((hint) =>
        hint.replaceAll(new RegExp(`\`limbeck ${command} ([^\`\\s]+)\``, 'g'), `\`limbeck ${command} ${range} --sql\``),
      ),
      details: error.details,
      cause: error.cause,
    })
  }
}

/** Where a script starts, as rows: of several revisions those that no other includes. */
function startOf(graph: RevisionGraph, spec: RevisionSpec, purpose: 'upgrade' | 'downgrade'): readonly RevisionNode[] {
  const context = { graph, purpose, current: null }
  if (spec.offset === null) {
    const nodes = resolveSymbol(context, spec)
    if (nodes.length < 2) return nodes
    const included = ancestorsOf(
      nodes.flatMap((node) => node.parents),
      'needs',
    )
    return inOrder(nodes.filter((node) => !included.has(node)))
  }
  const walked = { ...spec, offset: spec.offset }
  const end = walkSteps(graph, startOfWalk(context, walked), walked, purpose)
  if (!end.complete)
    throw tooFar('Walked too far', spec.text, 'There are fewer revisions that way; look at `limbeck history`.')
  return end.node === null ? [] : [end.node]
}
