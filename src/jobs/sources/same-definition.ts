import type { Json } from '../../errors/index.ts'
import type { Catalog, DefinedObject } from '../../schema/index.ts'
import { nameOfToken, significantTokens, tokenizeSql } from '../../text/index.ts'

/**
 * The object of a database that says the same as one of the models, but for white space, comments, the case of words and
 * the kind of quotes; undefined when there is none, or when only a server could tell.
 */
export function sameInDatabase(written: DefinedObject, found: Catalog): DefinedObject | undefined {
  const other = counterpart(written, found)
  if (other === undefined) return undefined
  const same = comparableValue(written.attributes) === comparableValue(other.attributes)
  return same && written.comment === other.comment ? other : undefined
}

function counterpart(written: DefinedObject, found: Catalog): DefinedObject | undefined {
  const own = found.get(written)
  if (own !== undefined) return own
  const { objectType, namespace, name } = written
  if (name.endsWith(')')) return undefined
  // A routine without the types of its arguments means the only one of that name.
  const all = [...found.looseObjects()].filter(
    (one) =>
      one.kind === 'defined' &&
      one.objectType === objectType &&
      one.namespace === namespace &&
      one.name.startsWith(`${name}(`),
  )
  const [first] = all
  return all.length === 1 && first?.kind === 'defined' ? first : undefined
}

function comparableValue(value: Json | undefined): string {
  if (typeof value === 'string') return comparableText(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map((item: Json) => comparableValue(item)).join(',')}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${comparableValue(item)}`).join(',')}}`
}

function comparableText(sql: string): string {
  return significantTokens(tokenizeSql(sql))
    .map((token) => {
      if (token.kind === 'word') return token.text.toLowerCase()
      if (token.kind === 'identifier') {
        const name = nameOfToken(token)
        return /^[a-z_][a-z0-9_]*$/.test(name) ? name : token.text
      }
      const dollar = /^(\$\w*\$)(.*)\1$/s.exec(token.text)
      if (dollar !== null) return `'${(dollar[2] ?? '').replaceAll("'", "''")}'`
      return token.text
    })
    .join(' ')
}
