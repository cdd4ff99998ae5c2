import { LimbeckError } from '../errors/index.ts'
import type { Operations } from '../operations/index.ts'
import { type ScriptStatement, splitScript } from '../sql/index.ts'
import { significantTokens, tokenizeSql } from '../text/index.ts'
import { sqlHeaderOf } from './read-sql-header.ts'
import type { Direction, Revision, RevisionModule } from './revision.ts'
import { type SqlSection, type SqlSections, placeAt, readSqlSections, sqlProblem } from './sql-sections.ts'

/** A statement and its line in the file, from 1. */
interface PlacedStatement {
  readonly sql: string
  readonly line: number
}

/**
 * Makes a `.sql` revision into what a TypeScript file exports: each statement is one `op.execute`.
 *
 * @param dialect the database's name; only its sections and those for all databases count. Null takes, where a direction
 *   has none for all, those of the first database named.
 * @throws LimbeckError LB2022 for what cannot be run, LB2016 without an upgrade, LB2023 without statements for the database
 */
export function loadSqlRevision(revision: Revision, text: string, dialect: string | null): RevisionModule {
  const { file } = revision
  const parts = readSqlSections(text, file)
  const head = splitScript(text.slice(0, parts.sections[0]?.mark ?? text.length))[0]
  if (head !== undefined && parts.sections.length > 0) {
    throw sqlProblem(file, text, head.start, 'A statement stands in front of the first mark', [
      'Write `-- limbeck: upgrade` on a line of its own in front of it.',
    ])
  }
  const upgrade = statementsOf('upgrade', revision, text, parts, dialect)
  if (upgrade === null) throw noUpgrade(revision, parts, dialect)
  const downgrade = statementsOf('downgrade', revision, text, parts, dialect)
  if (downgrade !== null && parts.irreversible !== null) {
    const at = parts.sections.find((section) => section.direction === 'downgrade')?.mark ?? 0
    throw sqlProblem(file, text, at, 'The file has a downgrade and says that it is irreversible', [
      'Take out one of the two: this section, or the mark `-- limbeck: irreversible`.',
    ])
  }
  const none = parts.withoutTransaction || sqlHeaderOf(text, file).transaction === 'none'
  return {
    upgrade: runnerOf(upgrade),
    ...(downgrade === null ? {} : { downgrade: runnerOf(downgrade) }),
    ...(parts.irreversible === null ? {} : { irreversible: parts.irreversible }),
    ...(none ? { transaction: 'none' } : {}),
    isEmpty: (direction) => isEmpty(direction, text, parts),
    lineOf: (direction, position) => (direction === 'upgrade' ? upgrade : downgrade)?.[position - 1]?.line ?? null,
  }
}

function isEmpty(direction: Direction, text: string, { sections }: SqlSections): boolean {
  return sections.every(
    (one) => one.direction !== direction || splitScript(text.slice(one.start, one.end)).length === 0,
  )
}

function runnerOf(statements: readonly PlacedStatement[]): RevisionModule['upgrade'] {
  return async (op: Operations) => {
    for (const { sql } of statements) await op.execute(sql)
  }
}

/** The statements of one direction; null when it has no section for the database. */
function statementsOf(
  direction: Direction,
  { file }: Revision,
  text: string,
  { sections }: SqlSections,
  dialect: string | null,
): readonly PlacedStatement[] | null {
  const all = sections.filter((section) => section.direction === direction)
  const first = all.some(({ dialects }) => dialects.length === 0) ? null : (all[0]?.dialects[0] ?? null)
  const counts = ({ dialects }: SqlSection) => dialects.length === 0 || dialects.includes(dialect ?? first ?? '')
  const chosen = all.filter(counts)
  // What another database runs must be sound, too: the file was written in one go.
  const placed = new Map(all.map((section) => [section, placedStatements(section, text, file)]))
  return chosen.length === 0 ? null : chosen.flatMap((section) => placed.get(section) ?? [])
}

function placedStatements({ start, end }: SqlSection, text: string, file: string): readonly PlacedStatement[] {
  const script = text.slice(start, end)
  const backslash = tokenizeSql(script).find((token) => token.text === '\\')
  return splitScript(script).map((statement) => {
    const at = start + statement.start
    if (backslash !== undefined && backslash.start < statement.start + statement.text.length) {
      const copy = copyFromStdin(statement)
      if (copy !== null) throw sqlProblem(file, text, at, copy.problem, copy.hints)
      throw sqlProblem(file, text, start + backslash.start, 'A command of psql is not SQL', [
        'limbeck sends statements to the database itself: write what the command stands for, or run psql by hand.',
      ])
    }
    const problem = copyFromStdin(statement) ?? transactionControl(statement) ?? openBody(statement)
    if (problem !== null) throw sqlProblem(file, text, at, problem.problem, problem.hints)
    return { sql: statement.text, line: placeAt(text, at).line }
  })
}

interface Problem {
  readonly problem: string
  readonly hints: readonly string[]
}

function wordsOf({ text }: ScriptStatement): readonly string[] {
  return significantTokens(tokenizeSql(text)).map((token) => token.text.toUpperCase())
}

function copyFromStdin(statement: ScriptStatement): Problem | null {
  if (!/^copy\b/i.test(statement.text)) return null
  const words = wordsOf(statement)
  if (!words.some((word, index) => word === 'FROM' && words[index + 1] === 'STDIN')) return null
  return {
    problem: 'COPY … FROM stdin cannot be run from a revision: its rows are not SQL',
    hints: [
      'Write `INSERT INTO … VALUES …`, or a TypeScript revision with `op.bulkInsert`, which uses COPY itself.',
      '`pg_dump --inserts` writes INSERT statements.',
    ],
  }
}

function transactionControl(statement: ScriptStatement): Problem | null {
  if (!/^(?:begin|start|commit|end|rollback|abort|prepare)\b/i.test(statement.text)) return null
  const [first = '', second = ''] = wordsOf(statement)
  const controls =
    ['BEGIN', 'COMMIT', 'END', 'ABORT'].includes(first) ||
    (first === 'ROLLBACK' && !wordsOf(statement).includes('TO')) ||
    ((first === 'START' || first === 'PREPARE') && second === 'TRANSACTION')
  if (!controls) return null
  return {
    problem: `${first} has no place in a revision: limbeck opens and ends the transaction`,
    hints: [
      'Leave it out. Without a transaction a file runs with `-- Transaction: none` in its header; each statement then stands by itself.',
    ],
  }
}

function openBody({ isOpen }: ScriptStatement): Problem | null {
  if (!isOpen) return null
  return { problem: 'The END of this body is missing', hints: ['Write `END;` behind its last statement.'] }
}

function noUpgrade(revision: Revision, { sections }: SqlSections, dialect: string | null): LimbeckError {
  const details = { revision: revision.id, file: revision.file }
  const named = [...new Set(sections.filter((one) => one.direction === 'upgrade').flatMap((one) => one.dialects))]
  if (named.length === 0 || dialect === null) {
    return new LimbeckError('LB2016', `Revision ${revision.id} has no upgrade`, {
      hints: [`Write \`-- limbeck: upgrade\` on a line of its own in ${revision.file}, and the statements behind it.`],
      details,
    })
  }
  return new LimbeckError('LB2023', `Revision ${revision.id} has no statements for ${dialect}`, {
    hints: [
      `${revision.file} has sections for ${named.join(' and ')}.`,
      `Add \`-- limbeck: upgrade ${dialect}\`; empty, if there is nothing to do there.`,
    ],
    details: { ...details, dialect, sections: named },
  })
}
