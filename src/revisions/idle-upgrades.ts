import { cacheDocument } from './cache-document.ts'
import type { RevisionId } from './revision.ts'

/** What a database says about itself. */
export interface DatabaseState {
  readonly heads: readonly RevisionId[]
  /** A text that is another one when the journal has finished other runs. */
  readonly runs: string
}

/** Changes whenever upgrades are planned in another way, or remembered in another form. */
const format = 1

/** Of several databases; the states of one with a long journal are long. */
const mostStates = 8
const mostCharacters = 4_000_000

type Idle = readonly [target: string, heads: string, runs: string]

/**
 * The upgrades that had nothing to do: their targets, and the states of the databases, for revision files that are as they were. Whether there
 * is anything to do follows from these three, so that the same question needs no second answer. Reads and writes nothing.
 */
export class IdleUpgrades {
  readonly #version: string
  readonly #listing: string
  /** The newest first. */
  #idle: readonly Idle[]

  /**
   * @param version of limbeck
   * @param listing the files as they are now
   * @param text what {@link encode} gave to an earlier process; null: nothing. Text that is of another version of limbeck,
   *   of other files or damaged is not taken
   */
  constructor(version: string, listing: string, text: string | null) {
    this.#version = version
    this.#listing = listing
    this.#idle = (text === null ? null : decode(text, version, listing)) ?? []
  }

  /** Whether any database was found to have nothing to do for this target. */
  knows(target: string): boolean {
    return this.#idle.some(([known]) => known === target)
  }

  has(target: string, state: DatabaseState): boolean {
    const heads = headsOf(state)
    return this.#idle.some(
      ([knownTarget, knownHeads, knownRuns]) =>
        knownTarget === target && knownHeads === heads && knownRuns === state.runs,
    )
  }

  add(target: string, state: DatabaseState): void {
    const all: readonly Idle[] = [[target, headsOf(state), state.runs], ...this.#idle]
    let characters = 0
    this.#idle = all.slice(0, mostStates).filter(([, , runs]) => (characters += runs.length) <= mostCharacters)
  }

  encode(): string {
    return JSON.stringify({ format, version: this.#version, listing: this.#listing, idle: this.#idle })
  }
}

function headsOf({ heads }: DatabaseState): string {
  return heads.toSorted().join(' ')
}

/** Null for a text that is not the one that was written for these files. */
function decode(text: string, version: string, listing: string): readonly Idle[] | null {
  const document = cacheDocument(text, { format, version })
  if (document?.['listing'] !== listing) return null
  const { idle } = document
  return Array.isArray(idle) && idle.every(isIdle) ? idle : null
}

function isIdle(value: unknown): value is Idle {
  return Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'string')
}
