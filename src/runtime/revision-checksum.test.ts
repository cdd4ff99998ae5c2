import { expect, test } from 'vitest'
import { replacedChecksums, revisionChecksum, wasEdited } from './revision-checksum.ts'

const written = `/**
 * Add email
 */
import { type Operations, string } from 'limbeck'

export const revision = 'a1'

export async function upgrade(op: Operations) {
  await op.addColumn('users', 'email', string(255))
  await op.execute(\`UPDATE users
    SET email = 'x'\`)
}
`

test('what a formatter does to a file does not count as an edit', () => {
  const formatted = written
    .replaceAll("'limbeck'", '"limbeck"')
    .replaceAll("'users'", '"users"')
    .replace('string(255))', 'string(255),\n  );')
    .replaceAll('\n', '\r\n')
    .replace('Add email', 'Add the email of users')
    .replace('await op.add', '// for the newsletter\n  await op.add')
  expect(wasEdited(revisionChecksum(written, 'a.ts'), `\uFEFF${formatted}`, 'a.ts')).toBe(false)
})

test.each([
  ['another length', written.replace('255', '254')],
  ['another name', written.replace("'email'", "'mail'")],
  ['other SQL', written.replace("'x'", "'y'")],
  ['white space inside of SQL', written.replace('users\n', 'users\n\n')],
  ['a statement less', written.replace(/await op\.add.*\n/, '')],
  ['a comment around a statement', written.replace(/(await op\.add.*)\n/, '/* $1 */\n')],
])('%s counts as an edit', (_what, edited) => {
  expect(wasEdited(revisionChecksum(written, 'a.ts'), edited, 'a.ts')).toBe(true)
})

test('checksums that were made in another way differ from nothing', () => {
  expect(wasEdited('', written, 'a.ts')).toBe(false)
  expect(wasEdited('2:abc', written, 'a.ts')).toBe(false)
})

test('of a .sql file only comments and white space do not count, but for its marks', () => {
  const sql =
    '-- Add x\n-- limbeck: upgrade\nCREATE VIEW v AS SELECT \'a\' AS "b";\n-- limbeck: downgrade\nDROP VIEW v;\n'
  const checksum = revisionChecksum(sql, 'a.sql')
  const edited = (text: string) => wasEdited(checksum, text, 'a.sql')
  expect(edited(sql.replace('Add x', 'Add y').replaceAll('\n', '\r\n').replace('AS SELECT', 'AS\n  SELECT'))).toBe(
    false,
  )
  expect(edited(sql.replace("'a'", '"a"'))).toBe(true)
  expect(edited(sql.replace('-- limbeck: downgrade\n', ''))).toBe(true)
  expect(edited(sql.replace('-- Add x', '-- Transaction: none'))).toBe(true)
})

test('a squashed file is no edit of the file that it replaced', () => {
  const replaced = revisionChecksum(written, 'a.ts')
  const squashed = `export const revision = 'a1'\nexport const replacedChecksums: readonly string[] = ['${replaced}']\n`
  expect(replacedChecksums(squashed)).toEqual([replaced])
  expect(wasEdited(replaced, squashed, 'a.ts')).toBe(false)
  expect(wasEdited(revisionChecksum(written.replace('255', '254'), 'a.ts'), squashed, 'a.ts')).toBe(true)
})
