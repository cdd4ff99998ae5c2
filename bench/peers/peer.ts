import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SmallChange } from '../projects/small-changes.ts'
import { benchFolder } from '../stage.ts'

type Files = readonly (readonly [path: string, text: string])[]

/** Another migration tool, on PostgreSQL: how it is installed, and how it is driven. */
export interface Peer {
  readonly name: string
  /** For npm, with their versions; none: it comes from elsewhere. */
  readonly packages: readonly string[]
  /** What starts it. */
  readonly program: readonly string[]
  readonly version: readonly string[]
  /** A history of changes, one migration each. */
  readonly history: (changes: readonly Pick<SmallChange, 'up' | 'down'>[]) => Files
  readonly upgrade: readonly string[]
  /** Where it keeps what it applied, one row each unless `historyRows` says how many there are. */
  readonly historyTable: string
  readonly historyRows?: number
  /** What it needs at the end of a URL. */
  readonly urlEnd?: string
  /** Comparing models with the live database. Left out: it has nothing of the kind. */
  readonly autogenerate?: {
    readonly models: (tables: number) => Files
    /** Makes the database as the models say. */
    readonly create: readonly string[]
    readonly compare: readonly string[]
    /** What it says when nothing differs. */
    readonly says: RegExp
  }
}

export function peerFolder(name: string): string {
  return join(benchFolder, 'peers', name)
}

/** A file of the peer's own packages. */
export function peerFile(name: string, path: string): string {
  return join(peerFolder(name), 'node_modules', path)
}

export function isPeerInstalled({ packages, program, version }: Peer): boolean {
  const [command = '', ...args] = program
  if (packages.length > 0) return existsSync(program.at(-1) ?? '')
  return spawnSync(command, [...args, ...version], { stdio: 'ignore' }).status === 0
}

/** Numbers that sort as text, and are moments in milliseconds. */
export function stampOf(number: number): number {
  return 1_700_000_000_000 + number * 1000
}
