import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { root } from './sources.ts'

const page = readFileSync(join(root, 'docs/alembic.md'), 'utf8')

/** The rows of "Feature by feature". */
const features = [...page.matchAll(/^\| (F\d{3}) \|(.*)\|$/gm)].map(([, id = '', rest = '']) => {
  const [feature = '', form = '', state = '', tests = ''] = rest.split(' | ').map((cell) => cell.trim())
  return { id, feature, form, state, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file) }
})

describe('Coming from Alembic', () => {
  test('has every feature once, in order', () => {
    expect(features.map(({ id }) => id)).toEqual(
      Array.from({ length: 160 }, (_, number) => `F${String(number + 1).padStart(3, '0')}`),
    )
  })

  test('says of each what limbeck has', () => {
    const states = ['yes', 'in work', 'later', 'no']
    expect(features.filter(({ state, form }) => !states.includes(state) || form === '')).toEqual([])
    const count = (state: string) => features.filter((feature) => feature.state === state).length
    expect(page).toContain(
      `Of 160 rows: ${count('yes')} yes, ${count('in work')} in work, ${count('later')} later, ${count('no')} no.`,
    )
  })

  test('names tests that exist beside every yes', () => {
    expect(features.filter(({ state, tests }) => state === 'yes' && tests.length === 0)).toEqual([])
    const files = features.flatMap(({ id, tests }) => tests.map((file) => ({ id, file })))
    expect(files.filter(({ file }) => !file.endsWith('.test.ts') || !existsSync(join(root, file)))).toEqual([])
  })

  test('has every command', () => {
    const table = page.slice(page.indexOf('## Commands'), page.indexOf('## Operations'))
    expect(commands.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(table))).toEqual([])
  })
})

test('the manual’s first page lists every page once', () => {
  const list = readFileSync(join(root, 'docs/README.md'), 'utf8')
  const listed = [...list.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target)
  const pages = [
    ...globSync('docs/*.md', { cwd: root }).map((path) => basename(path)),
    ...globSync('docs/*/README.md', { cwd: root }).map((path) => path.replaceAll('\\', '/').slice('docs/'.length)),
  ].filter((path) => path !== 'README.md')
  expect(listed.sort()).toEqual(pages.sort())
})
