import path from 'node:path'
import { LimbeckError } from '../../errors/index.ts'
import type { SquashResult } from '../../jobs/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import type { Terminal } from '../output/terminal.ts'

export const squash = defineCommand({
  name: 'squash',
  group: 'write',
  summary: 'Put one revision in the place of several old ones',
  description: [
    'The new revision has the id of the last old one, so that databases there or beyond need nothing. Databases in the middle must go up with the old files first.',
    'Old and new run on two scratch databases, which must be the same in the end: SQLite in a temporary file, PostgreSQL in a database beside the project’s.',
    'A range that begins at the base becomes what creates its result; a range in the middle keeps all its operations in their order. The old files move to `__squashed` beside them.',
  ],
  arguments: {
    range: { optional: true, summary: 'FROM:TO, both included, or TO for all up to it; default: up to the head' },
  },
  options: {
    message: { short: 'm', value: 'MESSAGE', summary: 'The file’s first line, and a part of its name' },
    keepSql: { summary: 'Copy hand-written SQL and rows behind the structure' },
    dropSql: { summary: 'Leave hand-written SQL, rows and code out: a new database does not need them' },
    scratchUrl: { value: 'URL', summary: 'A server where scratch databases can be made; default: the project’s' },
    delete: { summary: 'Delete the old files instead of moving them to __squashed' },
    dryRun: { summary: 'Work it out, prove it and print it; write nothing' },
  },
  examples: [
    ['limbeck squash --dry-run', 'What it would write for everything up to the head'],
    ['limbeck squash 1975ea --drop-sql', 'From the base to this one, without old data migrations'],
    ['limbeck squash 27c6a3:1975ea -m "Billing"', 'A range in the middle'],
  ],
  run: async ({ cwd, openProject }, values) => {
    const { options } = values
    if (options.keepSql && options.dropSql) {
      throw new LimbeckError('LB6017', '--keep-sql and --drop-sql exclude each other.', {
        hints: ['`limbeck help LB2025` says what each is for.'],
      })
    }
    const handWritten = options.keepSql ? 'keep' : options.dropSql ? 'drop' : undefined
    const project = await openProject()
    const result = await project.squash({
      deleteFiles: options.delete,
      dryRun: options.dryRun,
      ...defined({
        range: values.arguments.range,
        message: options.message,
        handWritten,
        scratchUrl: options.scratchUrl,
      } as const),
    })
    return { result, print: (terminal) => printSquash(result, terminal, cwd, options.dryRun) }
  },
})

function printSquash(result: SquashResult, terminal: Terminal, cwd: string, dryRun: boolean): void {
  const { replaced, proof, handWritten } = result
  for (const part of handWritten) {
    terminal.notice(`${part.kept ? 'Kept' : 'Left out'}: ${part.describe} (${part.revision})`)
  }
  for (const reason of result.irreversible) terminal.warn(`It has no way back: ${reason}`)
  if (proof.server === null) {
    terminal.warn(
      `Not proven by a server: ${proof.reason ?? ''} Only the operations were compared; \`--scratch-url\` names a server to try on.`,
    )
  } else terminal.notice(`Proven on ${proof.server}: old and new files make the same database.`)
  if (dryRun) {
    terminal.out(result.text.trimEnd())
    return
  }
  const archives = [
    ...new Set(replaced.flatMap(({ archivedTo }) => (archivedTo === null ? [] : [path.dirname(archivedTo)]))),
  ]
  const where =
    archives.length === 0 ? 'deleted' : `moved to ${archives.map((one) => path.relative(cwd, one)).join(', ')}`
  terminal.notice(`${replaced.length} files ${where}.`)
  terminal.out(`Generated ${path.relative(cwd, result.file)}`)
}
