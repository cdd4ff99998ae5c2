import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnyConstants, readHeaderConstants } from './header-constants.ts'
import { renderRevision } from './index.ts'
import { readUsualHeader } from './usual-header.ts'

const file = '/m/1_a.ts'
const id = fc.constantFrom('a1', '1975ea83b712', 'add_users.2', 'b')
const ids = fc.array(id, { maxLength: 3 })
/** What people and tools do to a file. Each may make it unusual; none may make it read as something else. */
const edits: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll("'", '"'),
  (text) => text.replaceAll(/(export const .*)$/gm, '$1;'),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll(': string[]', ''),
  (text) => text.replaceAll(': string[] = [', ' = <string[]>['),
  (text) => text.replace('export const dependsOn', "export const replaces = ['old1']\nexport const dependsOn"),
  (text) => text.replace('export const dependsOn', "// export const dependsOn = ['x']\nexport const dependsOn"),
  (text) => text.replace(/(export const downRevision = .*)$/m, '$1 as const'),
  (text) => text.replace('export async function', "  .concat(['x'])\nexport async function"),
  (text) => text.replace('import {', "import './first.ts'\nimport {\n  "),
  (text) => text.replace('/**', "/* eslint-disable */\n/**\n * export const revision = 'no'"),
  (text) => text.replace(' */', " * it's here */ // export const revision = 'no'\n/* two */"),
  (text) =>
    text.replace("export const revision = '", "const x = `\nexport const revision = 'no'`\nexport const revision = '"),
]

test('a header that is read in one go is read as one that is read token by token', () => {
  let usual = 0
  fc.assert(
    fc.property(
      fc.record({ id, downRevisions: ids, branchLabels: ids, dependsOn: ids, message: fc.string() }),
      fc.array(fc.constantFrom(...edits), { maxLength: 3 }),
      (source, changes) => {
        const written = renderRevision({ ...source, createdAt: '2026-11-22T10:30:00Z' })
        const text = changes.reduce((before, change) => change(before), written)
        const quick = readUsualHeader(text)
        if (quick === null) return
        usual += 1
        const slow = readAnyConstants(text, file)
        const { comment, ...values } = quick
        expect({ ...values, replaces: undefined }).toEqual(slow.values)
        expect(slow.comments).toEqual([comment])
        expect(slow.isSettled).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
  expect(usual).toBeGreaterThan(100)
})

test('what limbeck writes is usual', () => {
  const text = renderRevision({ id: 'b2', downRevisions: ['a1'], message: 'x', createdAt: '2026-11-22T10:30:00Z' })
  expect(readUsualHeader(text)).toMatchObject({ revision: 'b2', downRevision: 'a1', branchLabels: [], dependsOn: [] })
  expect(readHeaderConstants(text, file).isSettled).toBe(true)
})
