import type { RevisionStep } from '../revisions/index.ts'
import { interruptedError } from './interruption.ts'
import type { MigrationContext } from './migration-context.ts'
import { reportProgress } from './report-progress.ts'
import type { PreparedStep } from './run-step.ts'

/** So many files are loaded before the first statement runs; of a longer run the others while the database works. */
const loadedFirst = 100

/** The steps of a run in order, each with its file loaded. */
export interface StepLoader {
  /** Those that are loaded before anything runs. */
  readonly first: readonly PreparedStep[]
  /** @throws whatever loading its file throws */
  readonly at: (index: number) => Promise<PreparedStep>
}

/**
 * Loads the files of a run: all of them before anything runs where `whole` says so, else as many as nearly every run has, so that
 * one that does not even load stops nothing half-way. The others are loaded one after the other, never far ahead.
 *
 * @throws LimbeckError LB6004 when the run is interrupted meanwhile; whatever loading throws
 */
export async function openStepLoader(
  steps: readonly RevisionStep[],
  { onEvent, signal }: Pick<MigrationContext, 'onEvent' | 'signal'>,
  options: { readonly load: (step: RevisionStep) => Promise<PreparedStep>; readonly whole: boolean },
): Promise<StepLoader> {
  const { load, whole } = options
  const first: PreparedStep[] = []
  const total = whole ? steps.length : Math.min(steps.length, loadedFirst)
  const report = reportProgress(onEvent, { activity: 'Loading revision files', unit: 'files', total })
  for (const step of steps.slice(0, total)) {
    if (signal?.aborted === true) throw interruptedError(null)
    first.push(await load(step))
    report(first.length)
  }
  const ahead: Promise<PreparedStep>[] = first.map((prepared) => Promise.resolve(prepared))
  const loadNext = () => {
    const step = steps[ahead.length]
    if (step === undefined) return
    const next = (ahead.at(-1) ?? Promise.resolve()).then(nextTurn).then(() => load(step))
    // Whoever comes to this step hears of it.
    next.catch(() => undefined)
    ahead.push(next)
  }
  return {
    first,
    at: async (index) => {
      while (ahead.length <= index) loadNext()
      loadNext()
      // In range: the line above went on until it was.
      return await (ahead[index] as Promise<PreparedStep>)
    },
  }
}

/** By then the statement that comes next is under way, and the database has something to do. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
