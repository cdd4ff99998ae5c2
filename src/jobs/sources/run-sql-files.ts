import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Dialect } from '../../dialects/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { excerptOf } from '../../runtime/index.ts'
import { type ScriptStatement, splitScript, statement } from '../../sql/index.ts'
import type { Scratch } from './with-scratch.ts'

/** A text of statements, by the name that people know it under. */
export interface Script {
  readonly name: string
  readonly text: string
}

export async function readScripts(files: readonly string[], folder: string): Promise<readonly Script[]> {
  return await Promise.all(
    files.map(async (file) => ({ name: path.relative(folder, file), text: await readFile(file, 'utf8') })),
  )
}

/**
 * Runs scripts one after the other. One that names what is not there yet waits at that statement until the others have
 * run, as long as that helps, so that files need not be in the order of their dependencies.
 *
 * @throws LimbeckError LB3016 with file, line and statement of the first one that fails
 */
export async function runScripts(scratch: Scratch, scripts: readonly Script[]): Promise<void> {
  let waiting: readonly WaitingScript[] = scripts.map((script) => ({
    script,
    statements: splitScript(withoutClientLines(script.text)),
    next: 0,
  }))
  while (waiting.length > 0) {
    const left: (WaitingScript & { readonly failure: LimbeckError })[] = []
    let ran = 0
    for (const one of waiting) {
      const { next, failure } = await runUntilMissing(scratch, one)
      ran += next - one.next
      if (failure !== null) left.push({ ...one, next, failure })
    }
    const [first] = left
    if (ran === 0 && first !== undefined) throw first.failure
    waiting = left
  }
}

interface WaitingScript {
  readonly script: Script
  readonly statements: readonly ScriptStatement[]
  /** The first statement that has not run. */
  readonly next: number
}

/** @returns the statement that names something missing, with the error; none when all have run */
async function runUntilMissing(
  scratch: Scratch,
  { script, statements, next }: WaitingScript,
): Promise<{ readonly next: number; readonly failure: LimbeckError | null }> {
  // Others have run in between: what this script had set holds again.
  if (next > 0) for (const one of statements.slice(0, next)) if (isSetting(one.text)) await attempt(scratch, one.text)
  for (let at = next; at < statements.length; at += 1) {
    const one = statements[at]
    if (one === undefined || isTransactionControl(one.text)) continue
    if (readsRows(one.text)) throw rowsOfClient(script, one)
    if (reachesBeyond(one.text)) throw beyondScratch(script, one)
    const error = await attempt(scratch, one.text)
    if (error === null) continue
    const failure = located(scratch.dialect, error, script, one)
    if (!isMissing(error)) throw failure
    return { next: at, failure }
  }
  return { next: statements.length, failure: null }
}

async function attempt({ connection, isInTransaction }: Scratch, sql: string): Promise<unknown> {
  const nested = isInTransaction && !/^(?:SAVEPOINT|RELEASE|ROLLBACK)\b/i.test(sql)
  if (nested) await connection.executeScript('SAVEPOINT limbeck_statement')
  try {
    await connection.executeScript(sql)
    if (nested) await connection.executeScript('RELEASE SAVEPOINT limbeck_statement')
    return null
  } catch (error) {
    if (nested && connection.inTransaction) await connection.executeScript('ROLLBACK TO SAVEPOINT limbeck_statement')
    return error
  }
}

/** What another file may still make. The words are PostgreSQL's and SQLite's. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    /does not exist|has no default operator class|no such (?:table|column|view|index|function|module)/i.test(
      error.message,
    )
  )
}

const isSetting = (sql: string) => /^(?:SET|SELECT\s+pg_catalog\.set_config)\b/i.test(sql)

/** Nothing here needs a transaction, and a dump that was made as one would end the one around it. */
const isTransactionControl = (sql: string) =>
  /^(?:BEGIN|START\s+TRANSACTION|COMMIT|END)(?:\s+(?:TRANSACTION|WORK|DEFERRED|IMMEDIATE|EXCLUSIVE))*$/i.test(sql)

const readsRows = (sql: string) => /^COPY\b[^']*\bFROM\s+stdin\b/i.test(sql)

/**
 * What a scratch database does not hold back: roles, databases and settings of the whole server, files.
 *
 * @see https://www.postgresql.org/docs/18/manage-ag-overview.html
 */
const reachesBeyond = (sql: string) =>
  /^(?:CREATE|ALTER|DROP)\s+(?:ROLE|GROUP|DATABASE|TABLESPACE|SYSTEM|USER(?!\s+MAPPING))\b/i.test(sql) ||
  /^(?:ATTACH|VACUUM\s+INTO)\b/i.test(sql) ||
  // A role as a member of a role; rights are granted on something.
  (/^(?:GRANT|REVOKE)\b/i.test(sql) && !/\bON\b/i.test(sql))

/** Lines for psql that a dump has and no server understands, blanked out so that places stay what they are. */
function withoutClientLines(text: string): string {
  return text.replace(/^\\(?:un)?restrict\b.*$/gmu, (line) => ' '.repeat(line.length))
}

function located(dialect: Dialect, error: unknown, script: Script, { text, start }: ScriptStatement): LimbeckError {
  const explanation = dialect.explainError(error, statement(text))
  const excerpt = excerptOf(explanation, text)
  const before = script.text.slice(0, start)
  const line = before.split('\n').length - 1 + excerpt.line
  // On the statement's first line its own place in that line comes before it.
  const indentation = excerpt.line === 1 ? start - (before.lastIndexOf('\n') + 1) : 0
  const place = `${script.name}:${line}${excerpt.column === null ? '' : `:${excerpt.column + indentation}`}`
  return new LimbeckError('LB3016', [explanation.message, `  file       ${place}`, ...excerpt.lines].join('\n'), {
    hints: explanation.hints,
    details: { ...explanation.details, code: explanation.code, file: script.name, line, statement: text },
    cause: error,
  })
}

function beyondScratch(script: Script, { text, start }: ScriptStatement): LimbeckError {
  const line = script.text.slice(0, start).split('\n').length
  const words = text.split(/\s+/).slice(0, 2).join(' ')
  return new LimbeckError(
    'LB3016',
    `\`${words}\` in ${script.name}:${line} reaches beyond the scratch database, so it is not run.`,
    {
      hints: [
        'Roles, databases and settings of the server are no part of a schema: take the statement out of the file.',
      ],
      details: { file: script.name, line, statement: text },
    },
  )
}

function rowsOfClient(script: Script, { text, start }: ScriptStatement): LimbeckError {
  const line = script.text.slice(0, start).split('\n').length
  return new LimbeckError('LB3016', `\`COPY … FROM stdin\` in ${script.name}:${line} needs psql.`, {
    hints: ['Make the file without rows: `pg_dump --schema-only`.'],
    details: { file: script.name, line, statement: text },
  })
}
