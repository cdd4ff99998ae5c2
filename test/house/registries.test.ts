import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

/** Folders in which every file must be named in the registry beside or above it. */
const registries = [
  {
    folder: 'src/operations',
    registry: 'src/operations/registry.ts',
    files: /^(create-|add-|alter-|rename-|set-|reorder-|bulk-|execute-)/,
  },
  { folder: 'src/review/rules', registry: 'src/review/rules/registry.ts', files: /./ },
  { folder: 'src/diff/rules', registry: 'src/diff/rules/registry.ts', files: /./ },
  { folder: 'src/cli/commands', registry: 'src/cli/commands/index.ts', files: /./ },
]

test.each(registries)('every file of $folder is in $registry', ({ folder, registry, files }) => {
  const text = readFileSync(join(root, registry), 'utf8')
  const missing = globSync(`${folder}/*.ts`, { cwd: root })
    .map((path) => basename(path))
    .filter((name) => files.test(name) && !name.endsWith('.test.ts') && name !== basename(registry))
    .filter((name) => !text.includes(`./${name}'`))
  expect(missing).toEqual([])
})
