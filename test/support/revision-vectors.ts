import { describe, expect, test } from 'vitest'
import { isLimbeckError } from '../../src/errors/index.ts'
import {
  type RevisionGraph,
  type RevisionStep,
  downgradeSteps,
  findRevisions,
  offlineDowngradeSteps,
  offlineUpgradeSteps,
  revisionsInRange,
  stampSteps,
  upgradeSteps,
} from '../../src/revisions/index.ts'
import { graphOf } from './revision-graphs.ts'

/**
 * One case: a command line, the rows of the version table in front of it, and what comes of it.
 *
 * - `upgrade`, `downgrade`, also with `--sql`: `steps in their order => rows behind them`
 * - `stamp`: `=> rows`
 * - `history`, `show`: the revisions in their order
 * - refused: the code of the error and the beginning of its message
 */
export type RevisionVector = readonly [command: string, rows: string, outcome: string]

/** Declares a test for each case on one graph, in the notation of `revisionsOf`. */
export function revisionVectors(name: string, notation: string, vectors: readonly RevisionVector[]): void {
  describe(name, () => {
    const graph = graphOf(notation)
    test.each(vectors)('%s, at %j', (command, rows, outcome) => {
      const found = outcomeOf(graph, command, rows === '' ? [] : rows.split(' '))
      if (/^LB\d+/.test(outcome)) expect(found.slice(0, outcome.length)).toBe(outcome)
      else expect(found).toBe(outcome)
    })
  })
}

function outcomeOf(graph: RevisionGraph, command: string, rows: readonly string[]): string {
  const [verb, ...words] = command.split(' ')
  const isScript = words.at(-1) === '--sql'
  const targets = isScript ? words.slice(0, -1) : words
  const [target = ''] = targets
  try {
    switch (verb) {
      case 'upgrade':
        return moved(rows, isScript ? offlineUpgradeSteps(graph, target) : upgradeSteps(graph, rows, targets))
      case 'downgrade':
        return moved(rows, isScript ? offlineDowngradeSteps(graph, target) : downgradeSteps(graph, rows, target))
      case 'stamp':
        return `=> ${sorted(stampSteps(graph, rows, targets).at(-1)?.headsAfter ?? rows)}`.trim()
      case 'history':
        return listed(revisionsInRange(graph, target === '' ? null : target, rows))
      case 'show':
        return listed(findRevisions(graph, target, rows))
      default:
        throw new Error(`no such command: ${command}`)
    }
  } catch (error) {
    if (isLimbeckError(error)) return `${error.code} ${error.message}`
    throw error
  }
}

function moved(rows: readonly string[], steps: readonly RevisionStep[]): string {
  const after = sorted(steps.at(-1)?.headsAfter ?? rows)
  return `${steps.map((step) => step.revision.id).join(' ')} => ${after}`.trim()
}

/** Rows have no order. */
function sorted(rows: readonly string[]): string {
  return rows.toSorted().join(' ')
}

function listed(nodes: readonly { readonly id: string }[]): string {
  return nodes.map((node) => node.id).join(' ')
}
