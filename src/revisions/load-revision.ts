import { readFileSync } from 'node:fs'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { loadModule } from '../loading/index.ts'
import { loadSqlRevision } from './load-sql-revision.ts'
import type { Revision, RevisionModule } from './revision.ts'
import { type Timeouts, timeoutProblem } from './timeouts.ts'

/**
 * Loads the file of a revision for running it. What it exports must be what its header said.
 *
 * @param options.fresh reads the file again although this process has loaded it before
 * @param options.dialect the name of the database: a `.sql` file may have sections for several. Left out where none is at hand.
 * @throws LimbeckError LB2015 when it cannot be loaded, LB2016 without an `upgrade`, LB2018 when it exports another id,
 *   parents, dependencies or labels than its header says, or something that is no function; LB2022 and LB2023 for a `.sql` file
 */
export async function loadRevision(
  revision: Revision,
  options: { readonly fresh?: boolean; readonly dialect?: string | null } = {},
): Promise<RevisionModule> {
  if (revision.file.endsWith('.sql')) {
    return loadSqlRevision(revision, readFileSync(revision.file, 'utf8'), options.dialect ?? null)
  }
  const exported = await loadModule(revision.file, {
    code: 'LB2015',
    what: 'Revision file',
    fresh: options.fresh === true,
  })
  const { upgrade, downgrade, irreversible, transaction, timeouts } = exported
  if (upgrade === undefined) {
    throw new LimbeckError('LB2016', `Revision ${revision.id} has no upgrade`, {
      hints: [`Write \`export async function upgrade(op: Operations) { … }\` in ${revision.file}.`],
      details: { revision: revision.id, file: revision.file },
    })
  }
  if (!isFunction(upgrade)) throw differs(revision, '`upgrade` is no function')
  if (downgrade !== undefined && !isFunction(downgrade)) throw differs(revision, '`downgrade` is no function')
  if (irreversible !== undefined && (typeof irreversible !== 'string' || irreversible.trim() === '')) {
    throw differs(revision, '`irreversible` must be the reason, as text')
  }
  if (transaction !== undefined && transaction !== 'none') throw differs(revision, "`transaction` can only be 'none'")
  const problem = timeouts === undefined ? null : timeoutProblem(timeouts)
  if (problem !== null) {
    throw differs(revision, `\`timeouts${problem.key === '' ? '' : `.${problem.key}`}\` must be ${problem.expected}`)
  }
  checkHeader(revision, exported)
  return {
    upgrade,
    ...(downgrade === undefined ? {} : { downgrade }),
    ...(irreversible === undefined ? {} : { irreversible }),
    ...(transaction === undefined ? {} : { transaction }),
    // No problem found means that they have the shape.
    ...(timeouts === undefined ? {} : { timeouts: timeouts as Timeouts }),
  }
}

/**
 * The way back of a loaded revision.
 *
 * @throws LimbeckError LB2017 when the file has none, or says that there is none
 */
export function downgradeOf(revision: Revision, module: RevisionModule): NonNullable<RevisionModule['downgrade']> {
  if (module.irreversible !== undefined) {
    throw new LimbeckError('LB2017', `Revision ${revision.id} cannot be downgraded: ${module.irreversible}`, {
      hints: [
        `Its file says so (\`irreversible\` in ${revision.file}). Nothing was run.`,
        'Restore a backup from before it, or go forward with a new revision: `limbeck revision -m "…"`.',
      ],
      details: { revision: revision.id, file: revision.file, reason: module.irreversible },
    })
  }
  if (module.downgrade !== undefined) return module.downgrade
  throw new LimbeckError('LB2017', `Revision ${revision.id} has no downgrade`, {
    hints: [
      `Its author says that there is no way back, or has not written it yet: look at ${revision.file}.`,
      revision.file.endsWith('.sql')
        ? 'Restore a backup from before it, or write `-- limbeck: downgrade` and the statements behind it.'
        : 'Restore a backup from before it, or write `export async function downgrade(op: Operations) { … }`.',
    ],
    details: { revision: revision.id, file: revision.file },
  })
}

function isFunction(value: unknown): value is RevisionModule['upgrade'] {
  return typeof value === 'function'
}

/** The header was read as text; code that computes its constants would run another revision than the one planned. */
function checkHeader(revision: Revision, exported: Readonly<Record<string, unknown>>): void {
  if (exported['revision'] !== revision.id) {
    throw differs(revision, `it exports revision ${spelled(exported['revision'])}, its header says '${revision.id}'`)
  }
  for (const [name, expected] of [
    ['downRevision', revision.downRevisions],
    ['dependsOn', revision.dependsOn],
    ['branchLabels', revision.branchLabels],
  ] as const) {
    const found = exported[name] ?? []
    const list: readonly unknown[] = Array.isArray(found) ? found : [found]
    if (list.length === expected.length && list.every((item, index) => item === expected[index])) continue
    throw differs(revision, `it exports ${name} ${spelled(exported[name])}, its header says ${spelled(expected)}`)
  }
}

function differs(revision: Revision, problem: string): LimbeckError {
  return new LimbeckError('LB2018', `${path.basename(revision.file)}: ${problem}`, {
    hints: [
      'The header is read without running the file, so its constants must stand there as plain, exported values.',
    ],
    details: { revision: revision.id, file: revision.file },
  })
}

function spelled(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
