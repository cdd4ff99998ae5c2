import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScratchDatabase } from '../index.ts'

/** A file in a temporary folder: an in-memory database would have no lock and no second connection. */
export function createScratch(): Promise<ScratchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-scratch-'))
  return Promise.resolve({
    url: `sqlite:///${join(folder, 'scratch.db')}`,
    [Symbol.asyncDispose]: () => {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  })
}
