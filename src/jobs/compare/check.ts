import { type ConflictReport, conflictParagraphs, unknownLines } from '../../conflicts/index.ts'
import { errorCodes, isLimbeckError } from '../../errors/index.ts'
import type { RevisionNode } from '../../revisions/index.ts'
import { compareWithModels, operationInfos, planComparison } from './compare-with-models.ts'
import { conflictsBetween } from '../write/conflicts-between.ts'
import { processSource } from '../write/process-source.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { CheckResult, DifferenceResult } from '../results.ts'
import { sourceOfDraft } from '../write/write-new-revision.ts'

/**
 * What autogenerate would write; nothing when models and database agree. Asks no questions: what may be a rename is
 * listed as dropped and added. Where there are several heads, says whether their lines conflict, which needs no database.
 *
 * @param options.conflictsSuffice where the heads conflict and nothing can be compared, returns what is known
 * @throws LimbeckError LB6014 when the database is not at the newest revision
 */
export async function check(
  project: ProjectContext,
  options: { readonly conflictsSuffice?: boolean } = {},
): Promise<CheckResult> {
  const heads = readGraph(project.config).realHeads
  const report = heads.length > 1 ? await conflictsBetween(heads, project.config) : { conflicts: [], unknowns: [] }
  if (heads.length > 1) warnOfHeads(project, heads, report)
  const found = { heads: heads.map((head) => head.id), ...report }
  if (report.conflicts.length === 0 || options.conflictsSuffice !== true)
    return { ...(await compare(project)), ...found, notCompared: null }
  try {
    return { ...(await compare(project)), ...found, notCompared: null }
  } catch (error) {
    // The conflicts are what this command has found, whether or not a database could be asked.
    if (!isLimbeckError(error) || errorCodes[error.code].exitStatus === 70) throw error
    return { operations: [], unmodelled: [], ...found, notCompared: error.message }
  }
}

async function compare(project: ProjectContext): Promise<DifferenceResult> {
  const comparison = await compareWithModels(project, { atHeads: true })
  const { plan, unmodelled } = planComparison(comparison)
  const { graph } = comparison
  const source = sourceOfDraft(project.config, { message: 'check', parents: graph.realHeads, plan })
  const sources = await processSource(project, { command: 'check', graph, source, comparison })
  return { operations: operationInfos(sources.flatMap((one) => one.upgrade ?? [])), unmodelled }
}

function warnOfHeads(project: ProjectContext, heads: readonly RevisionNode[], report: ConflictReport): void {
  const { conflicts, unknowns } = report
  const { folder } = project.config
  const count = `${conflicts.length} ${conflicts.length === 1 ? 'conflict' : 'conflicts'}`
  const judged = conflicts.length === 0 ? 'They do not conflict.' : `They have ${count}:`
  const [first, second] = heads.map((head) => head.id)
  project.onEvent({
    kind: 'warning',
    message: [
      `There are ${heads.length} heads: ${heads.map((head) => head.id).join(', ')}. ${judged}`,
      ...conflictParagraphs(conflicts, folder),
      ...unknownLines(unknowns, folder),
    ].join('\n'),
    hints: [
      '`limbeck merge heads -m "Merge branches"` joins them, for revisions that are applied somewhere.',
      `\`limbeck rebase ${second ?? ''} --onto ${first ?? ''}\` puts one behind the other, as long as it is applied nowhere.`,
    ],
  })
}
