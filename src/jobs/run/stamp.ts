import { requireUrl } from '../../config/index.ts'
import { dialectFor } from '../../dialects/by-url.ts'
import { LimbeckError } from '../../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionId,
  findRevisions,
  isRange,
  parseRange,
  stampSteps,
} from '../../revisions/index.ts'
import { limbeckVersion, stampHeads, writeStampScript } from '../../runtime/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { MigrationResult } from '../results.ts'
import { rowsBeside } from '../write/rows-beside.ts'
import { runSettingsOf, stateTablesOf, withDatabase } from '../with-database.ts'

/**
 * Sets where the database is without running anything. `purge` forgets all rows first, unknown ones included.
 *
 * @throws LimbeckError LB6017 for `purge` in a script; LB2xxx for targets that cannot be meant
 */
export async function stamp(
  project: ProjectContext,
  targets: readonly string[],
  options: { readonly onSql?: (text: string) => void; readonly tag?: string; readonly purge?: boolean } = {},
): Promise<MigrationResult> {
  const graph = readGraph(project.config, project.onEvent)
  if (options.onSql !== undefined)
    return await stampOffline(project, graph, targets, { ...options, onSql: options.onSql })
  const purge = options.purge === true
  const { headsBefore, headsAfter } = await withDatabase(project, { create: true }, (context) =>
    stampHeads(
      { ...context, tag: options.tag ?? null },
      { headsAfter: (heads) => headsBehind(graph, purge ? [] : heads, targets) },
    ),
  )
  return { steps: [], headsBefore, headsAfter }
}

function headsBehind(
  graph: RevisionGraph,
  heads: readonly RevisionId[],
  targets: readonly string[],
): readonly RevisionId[] {
  return stampSteps(graph, heads, targets).at(-1)?.headsAfter ?? heads
}

async function stampOffline(
  project: ProjectContext,
  graph: RevisionGraph,
  targets: readonly string[],
  options: { readonly onSql: (text: string) => void; readonly tag?: string; readonly purge?: boolean },
): Promise<MigrationResult> {
  if (options.purge === true) {
    throw new LimbeckError('LB6017', "Can't use --purge with --sql mode", {
      hints: [
        'Run `limbeck stamp --purge` on the database, or write a script from known rows: `limbeck stamp FROM:TO --sql`.',
      ],
    })
  }
  const headsBefore = startOf(graph, targets)
  const headsAfter = headsBehind(
    graph,
    headsBefore,
    targets.map((target) => (isRange(target) ? (parseRange(target).to ?? 'base') : target)),
  )
  const dialect = await dialectFor(requireUrl(project.config))
  const stateTables = stateTablesOf(project.config)
  const otherRows = rowsBeside(graph, [...headsBefore, ...headsAfter])
  await writeStampScript({
    dialect,
    stateTables,
    limbeckVersion,
    write: options.onSql,
    settings: runSettingsOf(project.config),
    tag: options.tag ?? null,
    stamp: { headsBefore, headsAfter, otherRows },
  })
  return { steps: [], headsBefore, headsAfter }
}

/** Where a script starts: what its ranges begin with, all of them the same. */
function startOf(graph: RevisionGraph, targets: readonly string[]): readonly RevisionId[] {
  const starts = new Set(targets.filter(isRange).map((target) => parseRange(target).from ?? 'base'))
  if (starts.size > 1) {
    throw new LimbeckError('LB6017', 'Stamp operation with --sql only supports a single starting revision at a time', {
      hints: ['Write one script for each starting revision.'],
      details: { targets, starts: [...starts] },
    })
  }
  return [...starts].flatMap((start) => findRevisions(graph, start, null, 'stamp').map((node) => node.id))
}
