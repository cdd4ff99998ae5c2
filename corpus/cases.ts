import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type CorpusDialect = 'sqlite' | 'postgres'

/** What somebody else wrote, and what a database needs before it takes it. */
export interface CorpusCase {
  readonly id: string
  readonly dialect: CorpusDialect
  readonly source: string
  /** PostgreSQL: roles that must exist. */
  readonly roles: readonly string[]
  /** PostgreSQL: the files make the schema `public` themselves. */
  readonly withoutPublic: boolean
}

/** A pair of schemas: from the one to the other, and back. */
export interface PairCase extends CorpusCase {
  /** Kinds of objects that change, as the manifest has them; empty where the two say the same in other words. */
  readonly changes: readonly string[]
  readonly current: string
  readonly desired: string
}

/** The whole schema of a program. */
export interface SchemaCase extends CorpusCase {
  readonly schema: string
}

/** The history of a program: its steps as its developers wrote them. */
export interface HistoryCase extends CorpusCase {
  readonly steps: readonly {
    readonly name: string
    readonly up: string
    /** Null where its developers wrote none. */
    readonly down: string | null
  }[]
}

/**
 * The pairs of a corpus: a folder with `manifest.tsv` (id, dialect, source, licence, kind, changes, present, notes; a line
 * each) and `<id>/current.sql` and `<id>/desired.sql`.
 */
export function readPairs(folder: string, pattern: string): readonly PairCase[] {
  return readManifest(folder, 'pair', pattern).map(({ changes, ...one }) => ({
    ...one,
    source: `${one.source} (${one.id.split('/')[2] ?? ''})`,
    changes: changes.split(' ').filter((word) => word !== ''),
    current: readFileSync(join(folder, one.id, 'current.sql'), 'utf8'),
    desired: readFileSync(join(folder, one.id, 'desired.sql'), 'utf8'),
  }))
}

/** The whole schemas of a corpus: the manifest's id is the path of the file. */
export function readSchemas(folder: string, pattern: string): readonly SchemaCase[] {
  return readManifest(folder, 'schema', pattern).map((one) => ({
    ...one,
    schema: readFileSync(join(folder, one.id), 'utf8'),
  }))
}

/** The histories of a corpus: `<id>/NNNN_name.up.sql`, and `.down.sql` beside it where there is one. */
export function readHistories(folder: string, pattern: string): readonly HistoryCase[] {
  return readManifest(folder, 'history', pattern).map((one) => ({
    ...one,
    steps: readdirSync(join(folder, one.id))
      .filter((file) => file.endsWith('.up.sql'))
      .sort()
      .map((file) => {
        const down = join(folder, one.id, file.replace(/\.up\.sql$/, '.down.sql'))
        return {
          name: file.replace(/\.up\.sql$/, ''),
          up: readFileSync(join(folder, one.id, file), 'utf8'),
          down: existsSync(down) ? readFileSync(down, 'utf8') : null,
        }
      }),
  }))
}

function readManifest(
  folder: string,
  wanted: string,
  pattern: string,
): readonly (CorpusCase & { readonly changes: string })[] {
  const [, ...lines] = readFileSync(join(folder, 'manifest.tsv'), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [id = '', dialect = '', source = '', , kind, changes = '', , notes = ''] = line.split('\t')
    if (kind !== wanted || (dialect !== 'sqlite' && dialect !== 'postgres') || !id.includes(pattern)) return []
    const roles = (/(?:^|[\s;])roles=([^\s;]+)/.exec(notes)?.[1] ?? '').split(',').filter((role) => role !== '')
    return [{ id, dialect, source, roles, withoutPublic: notes.includes('no_public'), changes }]
  })
}
