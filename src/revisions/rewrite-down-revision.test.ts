import { expect, test } from 'vitest'
import { readRevisionHeader } from './read-revision-header.ts'
import { readSqlHeader } from './read-sql-header.ts'
import { rewriteDownRevision } from './rewrite-down-revision.ts'

const rewritten = (text: string, to = 'ffff6', file = '/m/bbbb2.ts') => {
  const bytes = Buffer.from(text)
  const revision = file.endsWith('.sql') ? readSqlHeader(text, file) : readRevisionHeader(text, file)
  return rewriteDownRevision(bytes, revision, to).toString()
}

const file = (down: string, comment = ' * Revises:  aaaa1') =>
  `/**\n * Größe: “Revises: x” is no line\n *\n * Revision: bbbb2\n${comment}\n * Created:  2026-01-01T00:00:00Z\n */\nimport { type Operations } from 'limbeck'\n\nexport const revision = 'bbbb2'\n${down}\nexport const branchLabels: string[] = ['feature']\nexport const dependsOn: string[] = ['aaaa1']\n\nexport async function upgrade(op: Operations) {\n  await op.execute("-- Revises: aaaa1")\n}\n`

test.each([
  ["export const downRevision = 'aaaa1'", "export const downRevision = 'ffff6'"],
  ['export const downRevision = "aaaa1";', 'export const downRevision = "ffff6";'],
  ['export const downRevision = `aaaa1`', "export const downRevision = 'ffff6'"],
  ['export const downRevision = null', "export const downRevision = 'ffff6'"],
  [
    'export const downRevision: string | null = null // the first',
    "export const downRevision: string | null = 'ffff6' // the first",
  ],
  ["export const downRevision = ['aaaa1', 'cccc3'] as const", "export const downRevision = ['ffff6'] as const"],
  [
    'export const downRevision: readonly string[] = [\n  "aaaa1",\n]',
    'export const downRevision: readonly string[] = ["ffff6"]',
  ],
  ["export let downRevision /* was: 'xxxx9' */ = ('aaaa1')", "export let downRevision /* was: 'xxxx9' */ = ('ffff6')"],
  [
    "exports.downRevision = void 0\nexports.downRevision = 'aaaa1'",
    "exports.downRevision = void 0\nexports.downRevision = 'ffff6'",
  ],
])('%s', (before, after) => {
  expect(rewritten(file(before))).toBe(file(after, ' * Revises:  ffff6'))
})

test('comments of other forms, line ends and what is no UTF-8 stay as they are', () => {
  const lines =
    "// Add\n//\n// Revision ID: bbbb2\n// Revises: aaaa1 \nexport const revision = 'bbbb2', downRevision = 'aaaa1'\n"
  expect(rewritten(lines)).toBe(lines.replaceAll('aaaa1', 'ffff6'))
  const windows = file("export const downRevision = 'aaaa1'").replaceAll('\n', '\r\n')
  const expected = file("export const downRevision = 'ffff6'", ' * Revises:  ffff6').replaceAll('\n', '\r\n')
  expect(rewritten(`\uFEFF${windows}`)).toBe(`\uFEFF${expected}`)
  const bare = "export const revision = 'bbbb2'\nexport const downRevision = 'aaaa1'\n"
  expect(rewritten(bare)).toBe(bare.replace('aaaa1', 'ffff6'))
  const bytes = Buffer.concat([Buffer.from(bare), Buffer.from([0x2f, 0x2f, 0xff, 0xfe, 0x0a])])
  const revision = readRevisionHeader(bytes.toString(), '/m/bbbb2.ts')
  expect(rewriteDownRevision(bytes, revision, 'größe').subarray(-5)).toEqual(bytes.subarray(-5))
})

test('a .sql revision has it in its comment', () => {
  const sql = (down: string) =>
    `-- Add a column\n--\n-- Revision: bbbb2\n-- Revises:  ${down}\n-- Created:  2026-01-01T00:00:00Z\n\n-- limbeck:up\nALTER TABLE a ADD COLUMN b integer; -- Revises nothing\n`
  expect(rewritten(sql('aaaa1'), 'ffff6', '/m/bbbb2.sql')).toBe(sql('ffff6'))
  expect(rewritten(sql('base'), 'ffff6', '/m/bbbb2.sql')).toBe(sql('ffff6'))
})

test('a file that says something else than its revision is refused', () => {
  const text = file("export const downRevision = 'aaaa1'")
  const revision = readRevisionHeader(text, '/m/bbbb2.ts')
  const edited = Buffer.from(text.replace("= 'aaaa1'", "= 'other'"))
  expect(() => rewriteDownRevision(edited, revision, 'ffff6')).toThrow('The header of /m/bbbb2.ts cannot be rewritten.')
})
