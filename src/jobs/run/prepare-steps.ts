import type { RevisionStep } from '../../revisions/index.ts'
import { type PreparedStep, revisionChecksum } from '../../runtime/index.ts'
import { textOfFile } from './applied-edits.ts'
import { checkSteps } from './check-steps.ts'
import { loadPresentRevision } from './load-present-revision.ts'

/** Loads the files of the steps. @throws LimbeckError LB2017 when one of a downgrade has no way back */
export async function prepareSteps(steps: readonly RevisionStep[], dialect: string): Promise<readonly PreparedStep[]> {
  const prepared: PreparedStep[] = []
  for (const step of steps) {
    const module = await loadPresentRevision(step.revision, dialect)
    const checksum = revisionChecksum(textOfFile(step.revision), step.revision.file)
    prepared.push({ step, module, checksum })
  }
  checkSteps(prepared)
  return prepared
}
