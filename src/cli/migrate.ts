import type { MigrateOptions, MigrationResult, Project } from '../jobs/index.ts'
import type { Direction } from '../revisions/index.ts'
import { LimbeckError } from '../errors/index.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { defined } from './defined.ts'
import { lossLines, lossSentence } from './output/loss-lines.ts'
import type { Terminal } from './output/terminal.ts'

/** Options that `upgrade` and `downgrade` share. */
export const migrateOptions = {
  sql: { summary: 'Print the SQL instead of running it' },
  tag: { value: 'TAG', summary: 'A text that revision files can read' },
  dryRun: { summary: 'Show which revisions would run from where the database is, and their SQL; touches nothing' },
  allowEdited: { summary: 'Run although an applied file was edited afterwards' },
  resume: {
    value: 'done|again',
    summary: 'After a killed run: take the open statement as done, or run it again',
  },
} as const

export interface MigrateValues {
  readonly sql: boolean
  readonly tag: string | undefined
  readonly dryRun: boolean
  readonly allowEdited: boolean
  readonly resume: string | undefined
}

/** Runs revisions in one direction and says what happened. */
export async function migrate(
  context: CommandContext,
  project: Project,
  direction: Direction,
  target: string,
  values: MigrateValues,
): Promise<CommandOutcome> {
  const [from = '', to = '', ...more] = target.split(':')
  if (more.length > 0) {
    throw new LimbeckError('LB1001', `'${target}' has more than one colon`, {
      hints: [
        `A range has a start and an end: \`limbeck ${direction} ${from}:${more.at(-1) === '' ? to : more.at(-1)} --sql\`.`,
      ],
    })
  }
  if (target.includes(':') && !values.sql) {
    throw new LimbeckError('LB1001', 'Range revision not allowed', {
      hints: [
        `A range goes with \`--sql\` only; without it the database says where to start: \`limbeck ${direction} ${target.split(':').at(-1)}\`.`,
      ],
    })
  }
  if (direction === 'downgrade' && values.sql && !target.includes(':')) {
    throw new LimbeckError('LB1001', 'downgrade with --sql requires <fromrev>:<torev>', {
      hints: [`For example \`limbeck downgrade head:${target} --sql\`: there is no database that says where to start.`],
    })
  }
  const sql = sqlCollector(context)
  const options: MigrateOptions = {
    dryRun: values.dryRun,
    allowEdited: values.allowEdited,
    ...(values.sql ? { onSql: sql.onSql } : {}),
    ...defined({ tag: values.tag, resume: resumeOf(values.resume) }),
  }
  const result = await (direction === 'upgrade' ? project.upgrade(target, options) : project.downgrade(target, options))
  return {
    result: values.sql ? { ...result, sql: sql.text() } : result,
    print: (terminal) => {
      if (values.sql) return
      if (result.steps.length === 0) {
        terminal.notice(`Nothing to do: the database is at ${headsOf(result)}.`)
        return
      }
      if (values.dryRun) printPreview(result, terminal)
      terminal.notice(`${values.dryRun ? 'Then the database would be' : 'The database is'} at ${headsOf(result)}.`)
    },
  }
}

function printPreview({ steps, losses = [] }: MigrationResult, terminal: Terminal): void {
  for (const { direction, revision, message, sql = '', incomplete = null } of steps) {
    terminal.out(`Would run ${direction} ${revision}, ${message}`)
    const lines = [...sql.trim().split('\n'), ...(incomplete === null ? [] : [`-- ${incomplete}`])]
    for (const line of lines) if (line !== '') terminal.out(`  ${line}`)
  }
  if (losses.length > 0) terminal.warn(lossSentence(losses), lossLines(losses))
}

/** Receives the SQL of `--sql`: prints it at once, or keeps it for the JSON document. */
export function sqlCollector(context: CommandContext): {
  readonly onSql: (text: string) => void
  readonly text: () => string
} {
  const parts: string[] = []
  return {
    onSql: (text) => {
      if (context.globals.json) parts.push(text.endsWith('\n') ? text : `${text}\n`)
      else context.terminal.outText(text)
    },
    text: () => parts.join(''),
  }
}

function headsOf(result: MigrationResult): string {
  return result.headsAfter.length === 0 ? 'base' : result.headsAfter.join(', ')
}

function resumeOf(text: string | undefined): 'done' | 'again' | undefined {
  if (text === undefined || text === 'done' || text === 'again') return text
  throw new LimbeckError('LB1001', `The option --resume is either done or again, not "${text}".`)
}
