import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { timeProcess } from './process-timer.ts'
import type { TimedCommand } from './timed-command.ts'

/** Milliseconds that the main thread spent on one part of the work. */
export interface ProfilePart {
  readonly part: string
  readonly ms: number
}

/** What V8 writes, as far as it is read here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
    readonly children?: readonly number[]
  }[]
  readonly samples: readonly number[]
  /** Microseconds in front of each sample. */
  readonly timeDeltas: readonly number[]
}

/**
 * Runs a command of limbeck once under V8's profiler, which slows it down a little.
 *
 * @returns where its time went, the largest part first
 * @throws Error when the command fails
 */
export function profileOf(timed: TimedCommand): readonly ProfilePart[] {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-profile-'))
  try {
    timeProcess({ ...timed, args: ['--cpu-prof', '--cpu-prof-dir', folder, ...timed.args] }, null)
    const [file = ''] = readdirSync(folder)
    // V8 wrote it just now.
    return partsOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile, sourceOfBundle)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The file of limbeck's sources that a line of a bundle comes from; null: it is no bundle of limbeck. */
export type SourceOf = (url: string, line: number) => string | null

/** Adds the samples up by the part that whoever is nearest on the stack belongs to. */
export function partsOf({ nodes, samples, timeDeltas }: CpuProfile, sourceOf: SourceOf): readonly ProfilePart[] {
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame] as const))
  const known = new Map<number, string>()
  const partAt = (leaf: number): string => {
    const name = frames.get(leaf)?.functionName ?? ''
    if (name === '(idle)') return 'waiting'
    if (name === '(garbage collector)') return 'garbage collection'
    for (let at: number | undefined = leaf; at !== undefined; at = parentOf.get(at)) {
      const frame = frames.get(at)
      const part = frame === undefined ? null : partOf(frame.url, sourceOf(frame.url, frame.lineNumber))
      if (part !== null) return part
    }
    return 'Node'
  }
  const sums = new Map<string, number>()
  for (const [index, sample] of samples.entries()) {
    const part = known.get(sample) ?? partAt(sample)
    known.set(sample, part)
    sums.set(part, (sums.get(part) ?? 0) + (timeDeltas[index] ?? 0))
  }
  return [...sums].map(([part, us]) => ({ part, ms: us / 1000 })).toSorted((a, b) => b.ms - a.ms)
}

/** Null: whoever called it tells. */
function partOf(url: string, source: string | null): string | null {
  if (/^node:internal\/(?:modules|process\/esm|vm)/.test(url)) return 'loading of code'
  if (source !== null) {
    if (source === 'src/dialects/sqlite/connection.ts') return 'SQLite'
    return source.split('/').slice(0, 2).join('/')
  }
  if (/\/node_modules\/pg[^/]*\//.test(url)) return 'pg'
  return url.startsWith('file:') && !url.includes('/node_modules/') ? 'the project’s files' : null
}

const regions = new Map<string, readonly (readonly [line: number, source: string])[]>()

/** The bundler leaves the name of each source file, and of each module of Node that is loaded late, in front of its lines. */
function sourceOfBundle(url: string, line: number): string | null {
  if (!/^file:.*\/dist\/.*\.js$/.test(url)) return null
  let known = regions.get(url)
  if (known === undefined) {
    const lines = readFileSync(fileURLToPath(url), 'utf8').split('\n')
    known = lines.flatMap((text, index) => {
      const source = /^\/\/ (?:\\0)?(src\/\S+\.ts|node:\S+)$/.exec(text)?.[1]
      return source === undefined ? [] : [[index, source] as const]
    })
    regions.set(url, known)
  }
  return known.findLast(([start]) => start <= line)?.[1] ?? null
}
