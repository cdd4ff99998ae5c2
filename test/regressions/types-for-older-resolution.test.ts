import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

// TypeScript before 6 knows no `exports` with `"moduleResolution": "node"`, which was its default for CommonJS.
test('every entry of the package has types for the older resolution, too', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')
  const { exports, types, typesVersions } = JSON.parse(text) as {
    exports: { [entry: string]: string | { types: string } }
    types: string
    typesVersions: { '*': { [entry: string]: string[] } }
  }
  for (const [entry, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue
    expect(entry === '.' ? [types] : typesVersions['*'][entry.slice(2)]).toEqual([target.types])
  }
})
