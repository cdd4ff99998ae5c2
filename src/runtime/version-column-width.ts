import { LimbeckError } from '../errors/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import { displayTable } from '../schema/index.ts'
import type { MigrationContext } from './migration-context.ts'
import { introspectState } from './read-before.ts'

/** What Alembic's version table has room for; limbeck's own has more than a revision id may have. */
const narrowest = 32

/**
 * Makes sure before the first statement that the version table has room for every id that the run is about to write.
 * A version table that Alembic made is narrower than limbeck's. Asks the database only about ids that are long.
 *
 * @throws LimbeckError LB6007 when the column is too narrow
 * @see https://github.com/sqlalchemy/alembic/blob/main/alembic/ddl/impl.py (`version_table_impl`)
 */
export async function checkVersionColumnWidth(context: MigrationContext, ids: Iterable<RevisionId>): Promise<void> {
  const { dialect, stateTables } = context
  const longest = [...ids].reduce((long, id) => (id.length > long.length ? id : long), '')
  if (longest.length <= narrowest) return
  const { namespace, name: table } = stateTables.version
  const found = await introspectState(context, stateTables.version)
  const type = found.get({ kind: 'column', namespace, table, name: 'version_num' })?.type
  if (type?.kind !== 'string' || type.length === null || type.length >= longest.length) return
  // Some databases store any length whatever the type says.
  if (dialect.types.castSafety({ kind: 'string', length: longest.length }, type) === 'safe') return
  const name = displayTable(stateTables.version)
  const sql = `ALTER TABLE ${dialect.grammar.qualified(namespace, table)} ALTER COLUMN version_num TYPE varchar(128)`
  throw new LimbeckError(
    'LB6007',
    `Revision '${longest}' does not fit the version table: version_num of '${name}' has room for ${type.length} characters, and the id has ${longest.length}.`,
    {
      hints: [
        `Widen the column, then run the same command again: \`${sql}\`. Nothing was run.`,
        'Or give the revision a shorter id, in its file and in the files that name it.',
      ],
      details: { table: name, revision: longest, length: type.length },
    },
  )
}
