import { expect, test } from 'vitest'
import { roomOf, sourceFiles } from './sources.ts'

/** Lowest first. A room may import only from lower floors. ARCHITECTURE.md shows the same list. */
const floors: readonly (readonly string[])[] = [
  ['errors', 'text', 'loading'],
  ['graph', 'schema'],
  ['sql', 'models'],
  ['operations'],
  ['dialects', 'revisions'],
  ['dialects/sqlite', 'dialects/postgres', 'diff', 'plan', 'conflicts'],
  ['dialects/by-url.ts', 'runtime', 'review', 'generation', 'pull'],
  ['config'],
  ['jobs'],
  ['cli', 'testing'],
  ['public'],
]

/** Within one floor: `text` uses the errors' JSON type, `models` write SQL with `sql`, `plan` builds on `diff`, `review` reads recordings of `runtime`. */
const neighbours = new Set([
  'text > errors',
  'loading > errors',
  'schema > graph',
  'models > sql',
  'revisions > dialects',
  'plan > diff',
  'runtime > dialects/by-url.ts',
  'review > runtime',
])

const files = sourceFiles()
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room))

test('every room has a floor', () => {
  const unknown = [...new Set(files.map((file) => roomOf(file.path)))].filter((room) => floorOf(room) < 0)
  expect(unknown).toEqual([])
})

test('rooms import only from lower floors', () => {
  const upward = files.flatMap((file) =>
    file.imports
      .filter((target) => {
        const from = roomOf(file.path)
        const to = roomOf(target)
        if (from === to || neighbours.has(`${from} > ${to}`)) return false
        return floorOf(to) >= floorOf(from)
      })
      .map((target) => `${file.path} imports ${target}`),
  )
  expect(upward).toEqual([])
})

test('rooms import other rooms through their index.ts', () => {
  const inside = files.flatMap((file) =>
    file.imports
      .filter((target) => {
        const to = roomOf(target)
        return (
          target.startsWith('src/') &&
          to !== roomOf(file.path) &&
          target !== `src/${to}/index.ts` &&
          // The second door of a dialect: what a run with nothing to do needs, without the rest.
          !/^src\/dialects\/\w+\/driver\.ts$/.test(target) &&
          target !== `src/${to}`
        )
      })
      // The main entry and the command line load single jobs and rooms lazily, for the sake of start-up.
      .filter(() => !['public', 'cli'].includes(roomOf(file.path)))
      .map((target) => `${file.path} imports ${target}`),
  )
  expect(inside).toEqual([])
})

test('no import circle, types included', () => {
  const imports = new Map(files.map((file) => [file.path, file.imports]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' > '))
      return
    }
    if (done.has(path)) return
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const file of files) visit(file.path, [])
  expect(circles).toEqual([])
})
