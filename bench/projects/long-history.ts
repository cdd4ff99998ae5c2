import { type RevisionFile, revisionFile, revisionId } from './revision-file.ts'

/**
 * A long history of revisions that do nothing, about 1 KB of text each: a main line, a branch of ten revisions every
 * fifty, which is merged again (but perhaps for the last).
 */
export function longHistory(revisions: number): readonly (readonly [path: string, text: string])[] {
  let main: string | null = null
  let side: string | null = null
  return Array.from({ length: revisions }, (_, number) => {
    const place = number % 50
    const onSide = place >= 20 && place < 40 && place % 2 === 1
    const downRevisions = place === 40 && side !== null ? [main, side] : [onSide ? (side ?? main) : main]
    if (onSide) side = revisionId(number)
    else main = revisionId(number)
    if (place === 40) side = null
    return revisionFile(
      idleRevision(
        number,
        downRevisions.filter((parent) => parent !== null),
      ),
    )
  })
}

function idleRevision(number: number, downRevisions: readonly string[]): RevisionFile {
  const table = `audit_${number}`
  return {
    number,
    message: `Change number ${number} of the accounts and their orders`,
    downRevisions,
    imports: ['integer', 'string', 'timestamp'],
    preamble: '\nconst skipped: boolean = true\n',
    upgrade: [
      'if (skipped) return',
      `await op.createTable('${table}', (t) => {`,
      "  t.column('id', integer().primaryKey())",
      "  t.column('account', string(255).notNull())",
      "  t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())",
      '})',
      `await op.createIndex('ix_${table}_account', '${table}', ['account'])`,
    ],
    downgrade: [
      'if (skipped) return',
      `await op.dropIndex('ix_${table}_account', '${table}')`,
      `await op.dropTable('${table}')`,
    ],
  }
}
