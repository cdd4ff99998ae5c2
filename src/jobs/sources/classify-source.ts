import { statSync } from 'node:fs'
import path from 'node:path'
import { type DatabaseUrl, isDatabaseUrl, parseDatabaseUrl } from '../../dialects/index.ts'

/** Something that a schema can be read from. */
export type Source =
  | { readonly kind: 'models' }
  | { readonly kind: 'database' }
  | { readonly kind: 'url'; readonly url: DatabaseUrl }
  /** A SQL file, a folder or a glob of them. */
  | { readonly kind: 'sql'; readonly pattern: string }
  /** The schema that a history makes up to there. */
  | { readonly kind: 'revision'; readonly revision: string }

/**
 * What a text names: `models`, `database`, a URL, SQL files, or else a revision. A folder that is called like one of the
 * words is written `./models`.
 *
 * @throws LimbeckError LB4002 for a URL that is not understood
 */
export function classifySource(text: string, folder: string): Source {
  if (text === 'models' || text === 'database') return { kind: text }
  if (isDatabaseUrl(text)) return { kind: 'url', url: parseDatabaseUrl(text, folder) }
  const full = path.resolve(folder, text)
  const isFolder = statSync(full, { throwIfNoEntry: false })?.isDirectory() === true
  if (isFolder || text.endsWith('.sql')) return { kind: 'sql', pattern: full }
  return { kind: 'revision', revision: text }
}
