import type { Dialect } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import type { StateTables } from './migration-context.ts'
import type { ScriptWriter } from './script-writer.ts'

/**
 * Writes the statements that stop a script on a database which is not where it starts.
 *
 * @param heads the rows that must be there
 * @param otherRows rows that may stand beside them, of lines that the script has nothing to do with; every other row stops it
 */
export function writeScriptGuard(
  heads: readonly RevisionId[],
  otherRows: readonly RevisionId[],
  { dialect, stateTables }: { readonly dialect: Dialect; readonly stateTables: StateTables },
  writer: ScriptWriter,
): void {
  const { grammar, script } = dialect
  const rows = `FROM ${grammar.qualified(stateTables.version.namespace, stateTables.version.name)}`
  const list = (ids: readonly RevisionId[]) => ids.map((id) => grammar.literal(id)).join(', ')
  const allowed = [...heads, ...otherRows]
  const strangers = allowed.length === 0 ? rows : `${rows} WHERE version_num NOT IN (${list(allowed)})`
  const conditions = [`NOT EXISTS (SELECT 1 ${strangers})`]
  if (heads.length > 0) {
    conditions.unshift(`(SELECT count(*) ${rows} WHERE version_num IN (${list(heads)})) = ${heads.length}`)
  }
  const place = heads.length === 0 ? 'base' : heads.join(', ')
  const message = `Target database is not at ${place}, where this part of the script starts`
  writer.comment(`Stops unless the database is at ${place}`)
  for (const sql of script.stopUnless(conditions.join(' AND '), message)) writer.sql(sql)
}
