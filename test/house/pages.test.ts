import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes } from '../../src/errors/index.ts'
import { reviewRules } from '../../src/review/index.ts'
import { root, sourceFiles } from './sources.ts'

const pages = (folder: string) =>
  globSync(`docs/${folder}/*.md`, { cwd: root })
    .map((path) => basename(path, '.md'))
    .filter((name) => name !== 'README')
    .sort()

test('every error code has a page with its title as the heading, and no page is left over', () => {
  const expected = Object.entries(errorCodes).map(([code, row]) => ({ code, heading: `# ${code}: ${row.title}` }))
  expect(pages('errors')).toEqual(expected.map(({ code }) => code).sort())
  const wrong = expected.filter(
    ({ code, heading }) => readFileSync(join(root, `docs/errors/${code}.md`), 'utf8').split('\n')[0] !== heading,
  )
  expect(wrong).toEqual([])
})

test('the list of error codes is fresh (npm run docs:errors)', () => {
  const list = readFileSync(join(root, 'docs/errors/README.md'), 'utf8')
  const listed = [...list.matchAll(/^- \[(LB\d+)\]\(\1\.md\) (.*)$/gm)].map(([, code, title]) => `${code} ${title}`)
  expect(listed).toEqual(
    Object.entries(errorCodes)
      .map(([code, row]) => `${code} ${row.title}`)
      .sort(),
  )
})

test('every error code is thrown somewhere', () => {
  const text = sourceFiles()
    .filter((file) => !file.path.startsWith('src/errors/codes/'))
    .map((file) => file.text)
    .join('\n')
  expect(Object.keys(errorCodes).filter((code) => !text.includes(`'${code}'`))).toEqual([])
})

test('relative links in the documentation lead somewhere', () => {
  const broken = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: root })
    .filter((path) => !path.includes('node_modules'))
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8').replace(/```[^]*?```/g, '')
      return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((found) => found[1] ?? '')
        .filter((target) => !existsSync(join(root, path, '..', target)))
        .map((target) => `${path}: ${target}`)
    })
  expect(broken).toEqual([])
})

test('every review rule has a page and a row in the list of rules', () => {
  const ids = [...reviewRules.map((rule) => rule.id), 'suppression'].sort()
  expect(pages('rules')).toEqual(ids)
  const list = readFileSync(join(root, 'docs/rules/README.md'), 'utf8')
  expect(ids.filter((id) => !list.includes(`](${id}.md)`))).toEqual([])
  expect(
    ids.filter((id) => readFileSync(join(root, `docs/rules/${id}.md`), 'utf8').split('\n')[0] !== `# ${id}`),
  ).toEqual([])
})
