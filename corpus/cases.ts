import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type CorpusDialect = 'sqlite' | 'postgres'

/** A pair of schemas that somebody else wrote: from the one to the other, and back. */
export interface PairCase {
  readonly id: string
  readonly dialect: CorpusDialect
  readonly source: string
  /** Kinds of objects that change, as the manifest has them; empty where the two say the same in other words. */
  readonly changes: readonly string[]
  readonly current: string
  readonly desired: string
  /** PostgreSQL: roles that must exist. */
  readonly roles: readonly string[]
  /** PostgreSQL: the files make the schema `public` themselves. */
  readonly withoutPublic: boolean
}

/**
 * The pairs of a corpus: a folder with `manifest.tsv` (id, dialect, source, licence, kind, changes, present, notes; a line
 * each) and `<id>/current.sql` and `<id>/desired.sql`.
 */
export function readPairs(folder: string, pattern: string): readonly PairCase[] {
  const [, ...lines] = readFileSync(join(folder, 'manifest.tsv'), 'utf8').split('\n')
  return lines.flatMap((line): readonly PairCase[] => {
    const [id = '', dialect = '', source = '', , kind, changes = '', , notes = ''] = line.split('\t')
    if (kind !== 'pair' || (dialect !== 'sqlite' && dialect !== 'postgres') || !id.includes(pattern)) return []
    const text = (name: string) => readFileSync(join(folder, id, name), 'utf8')
    const roles = /(?:^|[\s;])roles=([\w,]+)/.exec(notes)?.[1] ?? ''
    return [
      {
        id,
        dialect,
        source: `${source} (${id.split('/')[2] ?? ''})`,
        changes: changes.split(' ').filter((word) => word !== ''),
        current: text('current.sql'),
        desired: text('desired.sql'),
        roles: roles.split(',').filter((role) => role !== ''),
        withoutPublic: notes.includes('no_public'),
      },
    ]
  })
}
