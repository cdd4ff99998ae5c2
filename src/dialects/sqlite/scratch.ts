import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseUrl, ScratchDatabase, ScratchOptions } from '../index.ts'

/** A file in a temporary folder: an in-memory database has no lock and no second connection. */
export function createScratch(_near?: DatabaseUrl, options?: ScratchOptions): Promise<ScratchDatabase> {
  if (options?.oneConnection === true) {
    return Promise.resolve({ url: 'sqlite://', [Symbol.asyncDispose]: () => Promise.resolve() })
  }
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-scratch-'))
  return Promise.resolve({
    url: `sqlite:///${join(folder, 'scratch.db')}`,
    [Symbol.asyncDispose]: () => {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  })
}
