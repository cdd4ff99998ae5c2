import path from 'node:path'
import { LimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { readRenameAnswers, renameOptions } from '../rename-options.ts'
import { keepNewSpaceSmall } from '../keep-new-space-small.ts'
import { countFindings, findingLines, operationLines } from '../output/operation-lines.ts'
import { unmodelledLines } from '../output/unmodelled-lines.ts'

export const revision = defineCommand({
  name: 'revision',
  group: 'write',
  asks: true,
  summary: 'Write a new revision file',
  description: [
    'With `--autogenerate` the file holds the difference between the models and the database, in both directions; the database must be at the newest revision. With `--from revisions` the revision files are replayed in memory instead, and no database is asked. Where nothing differs no file is written. Without it the file is empty: for data migrations and everything written by hand.',
    'A table or column that went away while another appeared may have been renamed. limbeck asks on a terminal; elsewhere answer with `--rename` or `--decisions`, or declare it in the models with `.renamedFrom()`.',
  ],
  arguments: {},
  options: {
    message: { short: 'm', value: 'MESSAGE', summary: 'What it does: the file’s first line, and a part of its name' },
    autogenerate: { summary: 'Write the difference between the models and the database' },
    from: {
      value: 'database|revisions',
      summary: 'What to compare the models with; `revisions` needs no database. Default: database',
    },
    format: { value: 'ts|sql', summary: 'TypeScript, or plain SQL with sections; default: `revisionFormat`' },
    sql: { hidden: true, summary: 'Refused, as in Alembic' },
    head: { value: 'REVISION', summary: 'What it follows; default: the only head' },
    splice: { summary: 'Allow a parent that is no head: start a branch there' },
    branchLabel: { value: 'LABEL', summary: 'Give the branch that starts here a name' },
    versionPath: { value: 'FOLDER', summary: 'Which of the configured folders to write into' },
    revId: { value: 'ID', summary: 'Use this id instead of a random one' },
    dependsOn: { value: 'REVISION', repeatable: true, summary: 'Another branch’s revision that must run before' },
    ...renameOptions,
  },
  examples: [
    ['limbeck revision --autogenerate -m "Add user preferences table"', 'From the changed models'],
    ['limbeck revision -m "Split names"', 'An empty file for a data migration'],
    [
      'limbeck revision --autogenerate -m "Rename full_name" --rename users.full_name=users.name',
      'With a rename that nobody needs to be asked about',
    ],
  ],
  run: async ({ cwd, globals, terminal, openProject }, { options }) => {
    if (options.sql) throw sqlRefused(options.autogenerate)
    if (options.autogenerate) await keepNewSpaceSmall()
    const answers = await readRenameAnswers(cwd, options)
    const project = await openProject()
    const result = await project.revision({
      message: options.message ?? 'empty message',
      autogenerate: options.autogenerate,
      splice: options.splice,
      dependsOn: options.dependsOn,
      ...answers,
      ...defined({
        head: options.head,
        branchLabel: options.branchLabel,
        versionPath: options.versionPath === undefined ? undefined : path.resolve(cwd, options.versionPath),
        revisionId: options.revId,
        format: formatFrom(options.format),
        from: sourceFrom(options.from, options.autogenerate),
      }),
    })
    return {
      result,
      print: () => {
        for (const line of unmodelledLines(result.unmodelled, globals.verbose)) terminal.warn(line)
        if (result.revision === null) {
          terminal.notice(
            options.autogenerate && result.operations.length === 0
              ? `No changes detected: the models and the ${options.from === 'revisions' ? 'revisions' : 'database'} agree. No file was written.`
              : 'No file was written: `processRevision` of the configuration wanted none.',
          )
          return
        }
        if (result.operations.length > 0) terminal.notice('Detected:')
        for (const line of operationLines(result.operations)) terminal.notice(line)
        if (result.findings.length > 0) terminal.error(`Review: ${countFindings(result.findings)}`)
        for (const finding of result.findings) {
          for (const line of findingLines(finding, terminal.errStyle)) terminal.error(line)
        }
        for (const { file } of [result.revision, ...(result.further ?? [])]) {
          terminal.out(`Generated ${path.relative(cwd, file)}`)
        }
      },
    }
  },
})

function formatFrom(text: string | undefined): 'ts' | 'sql' | undefined {
  if (text === undefined || text === 'ts' || text === 'sql') return text
  throw new LimbeckError('LB1001', `--format must be ts or sql, not '${text}'`, {
    hints: ['`ts` writes a TypeScript file with operations, `sql` a file of statements in sections.'],
  })
}

function sourceFrom(text: string | undefined, autogenerate: boolean): 'database' | 'revisions' | undefined {
  if (text === undefined) return text
  if (!autogenerate)
    throw new LimbeckError('LB1001', '--from says what --autogenerate compares the models with, and there is none', {
      hints: ['Add `--autogenerate`, or leave out `--from`.'],
    })
  if (text === 'database' || text === 'revisions') return text
  throw new LimbeckError('LB1001', `--from must be database or revisions, not '${text}'`, {
    hints: ['`revisions` replays the revision files in memory; no database is asked.'],
  })
}

function sqlRefused(autogenerate: boolean): LimbeckError {
  return new LimbeckError(
    'LB1001',
    autogenerate
      ? 'Using --sql with --autogenerate does not make any sense'
      : 'Using --sql with the revision command does not make any sense',
    {
      hints: [
        'Write the revision first; `limbeck upgrade head --sql` then prints its SQL.',
        'A revision file in plain SQL: `limbeck revision --format sql`.',
      ],
      details: { command: 'revision' },
    },
  )
}
