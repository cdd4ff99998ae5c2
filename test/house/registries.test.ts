import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

/** Folders in which every file with such a text must be named in the registry. */
const registries = [
  { folder: 'src/operations', registry: 'registry.ts', member: /\bdefineOperation</ },
  { folder: 'src/review/rules', registry: 'registry.ts', member: /: ReviewRule = / },
  { folder: 'src/diff/rules', registry: 'registry.ts', member: /\bexport const \w+Rule\b/ },
  { folder: 'src/cli/commands', registry: 'index.ts', member: /\bdefineCommand\(/ },
]

test.each(registries)('every member of $folder is in its $registry', ({ folder, registry, member }) => {
  const text = readFileSync(join(root, folder, registry), 'utf8')
  const members = globSync(`${folder}/*.ts`, { cwd: root })
    .filter((path) => !path.endsWith('.test.ts') && basename(path) !== registry)
    .filter((path) => member.test(readFileSync(join(root, path), 'utf8')))
    .map((path) => basename(path))
  expect(members.length).toBeGreaterThan(4)
  expect(members.filter((name) => !text.includes(`./${name}'`))).toEqual([])
})
