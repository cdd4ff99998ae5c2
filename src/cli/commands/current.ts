import type { RevisionInfo } from '../../jobs/index.ts'
import { defineCommand } from '../command.ts'
import { printRevisions } from '../output/print-revisions.ts'
import type { Terminal } from '../output/terminal.ts'

export const current = defineCommand({
  name: 'current',
  group: 'look',
  summary: 'Show which revisions the database is at',
  description: [
    'Reads the version table and changes nothing; a database without one is at base. What is not applied yet is counted on standard error; `--verbose` lists it, `--json` has it under `pending`.',
    '`--check-heads` knows dependencies: a head that another revision depends on needs no row of its own.',
  ],
  arguments: {},
  options: {
    checkHeads: { summary: 'Exit with 1 when the database is not at all heads' },
  },
  examples: [
    ['limbeck current', 'For example: 1975ea83b712 (head)'],
    ['limbeck current --check-heads', 'For a deployment: is everything applied?'],
  ],
  run: async ({ globals, openProject }, { options }) => {
    const project = await openProject()
    const result = await project.current()
    const behind = options.checkHeads && !result.atHeads
    return {
      result,
      status: behind ? 1 : 0,
      print: (terminal) => {
        if (globals.verbose) terminal.out(`Current revision(s) for ${result.databaseUrl}:`)
        if (result.revisions.length === 0) terminal.notice('No revision is applied: the database is at base.')
        // Every line is a current one, so the mark would say nothing.
        const unmarked = result.revisions.map((revision) => ({ ...revision, isCurrent: false }))
        printRevisions(unmarked, terminal, { verbose: globals.verbose })
        if (result.pending.length > 0) printPending(result.pending, terminal, globals.verbose)
        if (result.editedAfterApplied.length > 0) {
          terminal.warn(`Edited after they were applied: ${result.editedAfterApplied.join(', ')}.`, [
            'Run `limbeck doctor` to see the files.',
          ])
        }
        if (behind) {
          terminal.warn('Database is not on all head revisions.', [
            'Run `limbeck upgrade heads` to apply what is missing.',
          ])
        }
      },
    }
  },
})

/** Beside the result, so that scripts that read the current revision are not surprised. */
function printPending(pending: readonly RevisionInfo[], terminal: Terminal, verbose: boolean): void {
  const heads = pending.filter((revision) => revision.isHead && !revision.isEffectiveHead)
  const upgrade = `\`limbeck upgrade ${heads.length > 1 ? 'heads' : 'head'}\``
  const count = pending.length === 1 ? '1 revision is pending' : `${pending.length} revisions are pending`
  terminal.notice(`${count}: ${upgrade} ${pending.length === 1 ? 'applies it' : 'applies them'}.`)
  if (verbose) for (const { id, message } of pending) terminal.notice(`  ${id}, ${message.split('\n')[0] ?? ''}`)
}
