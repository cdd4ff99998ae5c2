/** Words that cannot name a constant in a module. */
const reserved = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null of package private protected
  public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
)

/** Gives each object of a database a name for its constant, each another one. */
export class ExportNames {
  readonly #taken: Set<string>

  /** @param taken names that the files import */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken)
  }

  /** `user_accounts` → `userAccounts`; where that is taken, with `suffix`, then with a number. */
  nameFor(name: string, suffix: string): string {
    const words = name.split(/[^\p{L}\p{N}$]+/u).filter((word) => word !== '')
    const joined = words.map((word, at) => (at === 0 ? small(word) : capital(word))).join('')
    const plain = /^[\p{L}$_]/u.test(joined) ? joined : `_${joined}`
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? plain : number === 2 ? `${plain}${suffix}` : `${plain}${suffix}${number - 1}`
      if (reserved.has(candidate) || this.#taken.has(candidate) || candidate === '_') continue
      this.#taken.add(candidate)
      return candidate
    }
  }
}

/** `API_KEYS` → `apiKeys`, `userId` stays. */
function small(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1)
}

function capital(word: string): string {
  const rest = word === word.toUpperCase() ? word.slice(1).toLowerCase() : word.slice(1)
  return word.charAt(0).toUpperCase() + rest
}
