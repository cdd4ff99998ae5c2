import { describe, expect, test } from 'vitest'
import { isLimbeckError } from '../errors/index.ts'
import { readRevisionHeader } from './index.ts'

const file = '/project/migrations/20261122_1030_1975ea83b712_add_user_preferences.ts'

function header(text: string) {
  const { id, downRevisions, dependsOn, branchLabels } = readRevisionHeader(text, file)
  return { id, downRevisions, dependsOn, branchLabels }
}

function refusal(text: string) {
  try {
    return readRevisionHeader(text, file)
  } catch (error) {
    if (isLimbeckError(error)) return { code: error.code, message: error.message, hints: error.hints.join(' ') }
    throw error
  }
}

const usual = `/**
 * Add user preferences
 * and their table
 *
 * A longer word on it. Created: never
 *
 * Revision: 1975ea83b712
 * Revises:  27c6a30d7c24
 * Created:  2026-11-22T10:30:00Z
 */
import { type Operations, integer, json } from 'limbeck'

export const revision = '1975ea83b712'
export const downRevision = '27c6a30d7c24'
export const branchLabels: string[] = []
export const dependsOn: string[] = ['lib', 'abc']

export async function upgrade(op: Operations) {
  const revision = 'not this'
  await op.execute(\`select '\${revision}'\`)
}
`

test('the usual file', () => {
  expect(readRevisionHeader(usual, file)).toEqual({
    id: '1975ea83b712',
    downRevisions: ['27c6a30d7c24'],
    dependsOn: ['lib', 'abc'],
    branchLabels: [],
    message: 'Add user preferences and their table',
    createdAt: '2026-11-22T10:30:00Z',
    file,
  })
})

describe('however it is written', () => {
  const expected = { id: 'a1', downRevisions: ['b1', 'c1'], dependsOn: ['d1'], branchLabels: ['lib'] }

  test.each([
    [
      'double quotes and semicolons',
      `export const revision = "a1";export const downRevision = ["b1","c1",];export const branchLabels="lib";export const dependsOn = "d1";`,
    ],
    [
      'types, as const, satisfies',
      `export const revision: string = 'a1' as const
       export const downRevision: readonly [string, string] = ['b1', 'c1'] as const
       export const branchLabels = ['lib'] satisfies string[]
       export const dependsOn = <string[]>['d1']`,
    ],
    [
      'line breaks, comments, parentheses',
      `export const revision =
         'a1' // the id
       export const downRevision = ([
         'b1', // one parent
         /* another */ 'c1',
       ] as string[])
       export const branchLabels: Array<string> | null =
         ['lib']
       export let dependsOn = (['d1'])!`,
    ],
    [
      'templates and escapes',
      "export const revision = `a1`\nexport const downRevision = [\"\\x62\\u0031\", 'c\\u{31}']\nexport const branchLabels = [`lib`]\nexport const dependsOn = ['d1']",
    ],
    [
      'one const',
      `export const revision = 'a1', downRevision = ['b1', 'c1'], branchLabels = ['lib'], dependsOn = ['d1']`,
    ],
    [
      'behind the functions',
      `export async function upgrade(op) { const x = /[/}]/.test(\`\${'}'}\`) }\nexport const revision = 'a1'\nexport const downRevision = ['b1', 'c1']\nexport const branchLabels = ['lib']\nexport const dependsOn = 'd1'`,
    ],
    [
      'CommonJS',
      `'use strict'\nconst { x } = require('limbeck')\nexports.revision = 'a1'\nmodule.exports.downRevision = ['b1', 'c1']\nexports.branchLabels = ['lib']\nexports.dependsOn = ['d1']`,
    ],
    [
      'compiled to CommonJS',
      `"use strict";\nexports.dependsOn = exports.revision = void 0;\nexports.upgrade = upgrade;\nexports.revision = 'a1';\nexports.downRevision = ['b1', 'c1'];\nexports.branchLabels = ['lib'];\nexports.dependsOn = ['d1'];`,
    ],
    [
      'a byte order mark and CRLF',
      `\uFEFF// hello\r\nexport const revision = 'a1'\r\nexport const downRevision = ['b1', 'c1']\r\nexport const branchLabels = ['lib']\r\nexport const dependsOn = ['d1']\r\n`,
    ],
    [
      'commented out lines',
      `// export const revision = 'x'\n/* export const downRevision = 'x' */\nexport const revision = 'a1'\n// export const revision = 'y'\nexport const downRevision = ['b1', 'c1']\nexport const branchLabels = ['lib']\nexport const dependsOn = ['d1']`,
    ],
  ])('%s', (_what, text) => {
    expect(header(text)).toEqual(expected)
  })

  test('null, undefined and left out are none', () => {
    const none = { id: 'a', downRevisions: [], dependsOn: [], branchLabels: [] }
    expect(header(`export const revision = 'a'\nexport const downRevision = null`)).toEqual(none)
    expect(
      header(
        `export const revision = 'a'\nexport const downRevision: string | null = null\nexport const dependsOn = undefined`,
      ),
    ).toEqual(none)
  })
})

describe('the comment', () => {
  const comment = (text: string) => {
    const { message, createdAt } = readRevisionHeader(
      `${text}\nexport const revision = 'a'\nexport const downRevision = null`,
      file,
    )
    return [message, createdAt]
  }

  test.each([
    ['none', '', ['', null]],
    [
      'lines',
      '// Add users\n// and posts\n//\n// Created: 2026-01-01T00:00:00+01:00',
      ['Add users and posts', '2026-01-01T00:00:00+01:00'],
    ],
    ['no message', '/**\n * Revision: a\n * Revises: base\n */', ['', null]],
    ['directives in front', '// @ts-nocheck\n/* eslint-disable */\n/** Add users */', ['Add users', null]],
    [
      'a licence in front',
      '/* Licence of the house */\n/**\n * Add users\n *\n * Revision: a\n */',
      ['Add users', null],
    ],
    ['behind the imports', "import x from 'y'\n/** Add users\n * Revision: a */", ['Add users', null]],
    [
      "Alembic's own",
      '/* add users\n\nRevision ID: a\nRevises: \nCreate Date: 2026-01-02 03:04:05.123456\n\n*/',
      ['add users', '2026-01-02T03:04:05.123Z'],
    ],
    ['an escaped end', '/**\n * Match src/**\\/x.ts and *\\/\n */', ['Match src/**/x.ts and */', null]],
    ['a date that is none', '/**\n * x\n *\n * Created: yesterday\n */', ['x', null]],
  ])('%s', (_what, text, expected) => {
    expect(comment(text)).toEqual(expected)
  })
})

describe('what cannot be read without running it', () => {
  test.each([
    [
      `const id = 'a'\nexport const revision = id\nexport const downRevision = null`,
      `revision in 20261122_1030_1975ea83b712_add_user_preferences.ts, line 2, cannot be read without running the file`,
    ],
    [`export const revision = 'a' + 'b'`, 'line 1'],
    ['export const revision = `a${1}`', 'line 1'],
    [`export const revision = 'a'\nexport const downRevision = previous()`, 'downRevision in'],
    [`export const revision = 'a'\n\nexport const downRevision = ['a', other]`, 'line 3'],
    [`export const revision = 'a'\nexport const downRevision = [...all]`, 'line 2'],
    [`export const revision = 'a'\nexport const downRevision = 'b'.trim()`, 'line 2'],
    [
      `export const revision = 'a'\nexport const downRevision = null\nexport const dependsOn = process.env.X`,
      'dependsOn in',
    ],
    [`export const revision = 'a'\nexport const revision = 'b'`, 'is declared twice'],
    [`export const revision = 'a'\nexport const downRevision = 7`, 'downRevision in'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toMatchObject({ code: 'LB2003', message: expect.stringContaining(message) })
  })

  test('the hint says how to write it and where', () => {
    expect(refusal(`export const revision = 'a'\nexport const downRevision = previous()`)).toMatchObject({
      hints: expect.stringMatching(/export const downRevision = '27c6a30d7c24'.*Look at .*\.ts:2\./),
    })
  })

  test('a file that is no revision, and one that follows nothing it names', () => {
    expect(refusal('export const x = 1')).toMatchObject({
      code: 'LB2003',
      message: 'Could not determine revision id from filename 20261122_1030_1975ea83b712_add_user_preferences.ts',
    })
    expect(refusal(`export const revision = 'a'\nexport const down_revision = null`)).toMatchObject({
      message: expect.stringContaining('does not say which revision it follows'),
    })
  })
})
