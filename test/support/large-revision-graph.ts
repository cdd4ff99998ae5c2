import { type Revision, type RevisionGraph, buildRevisionGraph } from '../../src/revisions/index.ts'

/**
 * 150 revisions as a team of some years leaves them: a main line on which people branch off and merge back, two libraries
 * with lines of their own that the main line depends on, a few releases that were kept alive, and heads that nobody merged.
 * The same every time.
 */
export function largeRevisionGraph(): RevisionGraph {
  return buildRevisionGraph(new LargeHistory().write())
}

class LargeHistory {
  readonly #revisions: Revision[] = []
  /** The newest revision of every open branch by its name. */
  readonly #tips = new Map<string, string>()

  write(): readonly Revision[] {
    this.#add('main', { labels: ['main'] })
    this.#add('auth', { base: true, labels: ['auth'] })
    this.#add('billing', { base: true, labels: ['billing'] })
    let topic = 0
    for (let week = 1; this.#revisions.length < 150; week += 1) {
      this.#add('main')
      if (week % 3 === 0) this.#add('auth')
      // Billing is built on what auth had at the time.
      if (week % 4 === 0) this.#add('billing', { needs: week % 8 === 0 ? ['auth'] : [] })
      if (week % 10 === 0) this.#add('main', { needs: ['billing', 'auth'] })
      if (week % 2 === 0) {
        topic += 1
        this.#branch(`topic${topic}`, 'main')
        this.#add(`topic${topic}`)
      }
      // Topics take some weeks, those that are done are merged together, and every ninth is forgotten.
      const done = [...this.#tips.keys()].filter((name) => {
        const number = Number(/^topic(\d+)$/.exec(name)?.[1] ?? 0)
        return number > 0 && number % 9 !== 0 && number * 2 + 2 + (number % 4) <= week
      })
      if (done.length > 0 && week % 4 === 0) this.#merge('main', done)
      if (week % 13 === 0) {
        this.#branch(`release${week / 13}`, 'main')
        this.#add(`release${week / 13}`, { labels: [`release-${week / 13}`] })
      }
      if (week % 13 === 5 && week > 13) this.#add(`release${Math.floor(week / 13)}`)
    }
    return this.#revisions
  }

  #branch(name: string, from: string): void {
    this.#tips.set(name, this.#tips.get(from) ?? '')
  }

  #merge(into: string, names: readonly string[]): void {
    const tips = [into, ...names].map((name) => this.#tips.get(name) ?? '')
    for (const name of names) this.#tips.delete(name)
    this.#write(into, tips, [], [])
  }

  #add(
    line: string,
    options: { readonly base?: boolean; readonly labels?: readonly string[]; readonly needs?: readonly string[] } = {},
  ): void {
    const tip = this.#tips.get(line)
    const needs = (options.needs ?? []).map((name) => this.#tips.get(name) ?? name)
    this.#write(line, tip === undefined ? [] : [tip], needs, options.labels ?? [])
  }

  #write(line: string, down: readonly string[], dependsOn: readonly string[], branchLabels: readonly string[]): void {
    const number = this.#revisions.length
    // Ids that look like real ones, and say nothing of the order.
    const id = ((number * 0x9e3779b1 + 0x7f4a7c15) >>> 0).toString(16).padStart(8, '0')
    this.#revisions.push({
      id,
      downRevisions: down,
      dependsOn,
      branchLabels,
      message: `${line} ${number}`,
      // Every fifth has lost its date, and clocks differ.
      createdAt: number % 5 === 4 ? null : new Date(number * 3_600_000 - (number % 7) * 5_000_000).toISOString(),
      file: `/project/migrations/${id}.ts`,
    })
    this.#tips.set(line, id)
  }
}
