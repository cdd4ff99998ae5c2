import { failure } from './failure.ts'
import type { HistoryTest, HistoryTestOptions } from './history-test-options.ts'
import { ScratchHistory, openHistory } from './scratch-history.ts'
import { upDownUp } from './up-down-up.ts'

/**
 * The tests that every history should pass, for a test runner or a script of yours. Each makes what it needs and cleans up
 * behind itself, so they may run in any order and at the same time.
 *
 * @example
 * for (const { name, run } of historyTests()) test(name, run)
 */
export function historyTests(options: HistoryTestOptions = {}): readonly HistoryTest[] {
  return [
    { name: 'every revision file loads', run: () => everyFileLoads(options) },
    ...(options.severalHeads === true ? [] : [{ name: 'the history has one head', run: () => oneHead(options) }]),
    ...(options.severalBases === true ? [] : [{ name: 'the history has one base', run: () => oneBase(options) }]),
    { name: 'an empty database can be upgraded from base to the newest revision', run: () => upgradeFromBase(options) },
    { name: 'the models say what the revisions build', run: () => modelsMatch(options) },
    { name: 'every revision goes up, down and up again', run: () => upDownUp(options) },
  ]
}

async function everyFileLoads(options: HistoryTestOptions): Promise<void> {
  const project = await openHistory(options)
  // A review runs every file without a database; what it finds is for `limbeck review` to say.
  await project.review()
}

async function oneHead(options: HistoryTestOptions): Promise<void> {
  const { revisions } = await (await openHistory(options)).heads({ resolveDependencies: true })
  if (revisions.length <= 1) return
  throw failure(
    `The history has ${revisions.length} heads:`,
    revisions.map(({ id, message }) => `${id}, ${message}`),
    null,
    ['Join them: `limbeck merge heads -m "Merge branches"`.', 'If that is meant, say `severalHeads: true`.'],
  )
}

async function oneBase(options: HistoryTestOptions): Promise<void> {
  const { revisions } = await (await openHistory(options)).history()
  const bases = revisions.filter((revision) => revision.isBase)
  if (bases.length <= 1) return
  throw failure(
    `The history has ${bases.length} bases:`,
    bases.map(({ id, message }) => `${id}, ${message}`),
    null,
    [
      'A revision that follows none begins a second history: see its `downRevision`.',
      'If that is meant, say `severalBases: true`.',
    ],
  )
}

async function upgradeFromBase(options: HistoryTestOptions): Promise<void> {
  await ScratchHistory.with(options, async ({ project }) => {
    await project.upgrade('heads')
    const { atHeads, pending } = await project.current()
    if (atHeads) return
    throw failure(
      'Behind `upgrade heads` some revisions are still pending:',
      pending.map(({ id, message }) => `${id}, ${message}`),
      null,
    )
  })
}

async function modelsMatch(options: HistoryTestOptions): Promise<void> {
  await ScratchHistory.with(options, async ({ project }) => {
    await project.upgrade('heads')
    const { operations } = await project.check()
    if (operations.length === 0) return
    throw failure(
      'New upgrade operations detected: the models ask for what no revision does.',
      operations.map((operation) => operation.describe),
      null,
      ['Run `limbeck revision --autogenerate -m "…"` to write it into a revision.'],
    )
  })
}
