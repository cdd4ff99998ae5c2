import type { DeclaredRename } from '../diff/index.ts'
import { LimbeckError } from '../errors/index.ts'
import { similarNames } from '../text/index.ts'

const kinds: { readonly [word: string]: DeclaredRename['kind'] } = {
  schema: 'namespace',
  table: 'table',
  column: 'column',
  enum: 'enumType',
  'enum-value': 'enumValue',
  index: 'index',
  constraint: 'constraint',
}

/** Types of objects as words; what belongs to a table is named with it. */
export const objectWords = {
  alone: [
    'view',
    'materialized-view',
    'sequence',
    'function',
    'procedure',
    'aggregate',
    'domain',
    'composite-type',
    'range-type',
    'collation',
    'statistics-object',
    'publication',
    'event-trigger',
    'virtual-table',
  ],
  owned: ['trigger', 'policy', 'rule', 'exclusion-constraint'],
} as const

/** The longest names: how many parts they have. */
const longest: { readonly [Kind in DeclaredRename['kind']]?: number } = { namespace: 1, table: 2, enumType: 2 }

/**
 * Reads the value of `--rename OLD=NEW`: `users.full_name=users.name` (a column; the right side may be just `name`),
 * `users=members` (a table), or with the kind in front: `table:users=members`, `index:users.ix_a=ix_b`,
 * `constraint:users.ck_a=ck_b`, `enum:status=crew_status`, `enum-value:status.open=started`, `schema:billing=accounting`,
 * `view:names=labels`, `function:add(integer)=plus`, `trigger:users.touch=touched`. A namespace may stand in front; a name
 * with a dot in it is written in double quotes.
 *
 * @throws LimbeckError LB1001 when it is not understood
 */
export function parseRename(text: string): DeclaredRename {
  const found = /^(?:([a-z-]+):)?([^=]+)=([^=]+)$/.exec(text)
  const from = splitName(found?.[2] ?? '')
  const to = splitName(found?.[3] ?? '')
  const word = found?.[1] ?? ((from?.length ?? 0) > 1 ? 'column' : 'table')
  const kind = kindOf(word)
  if (kind === undefined || from === null || to === null) throw refuse(text, word)
  const isOwned = kind === 'object' ? isOneOf(objectWords.owned, word) : longest[kind] === undefined
  const most = isOwned ? 3 : (longest[kind] ?? 2)
  if (from.length > most || to.length > most || (isOwned && from.length < 2)) throw refuse(text, word)
  const [oldName = ''] = from.slice(-1)
  const [newName = ''] = to.slice(-1)
  const container = from.slice(0, -1)
  const newContainer = to.slice(0, -1)
  if (newContainer.length > 0 && newContainer.join('.') !== container.join('.')) throw refuse(text, word)
  const owner = isOwned ? (container.at(-1) ?? null) : null
  const namespace = isOwned ? (container.length > 1 ? (container[0] ?? null) : null) : (container[0] ?? null)
  const type = kind === 'object' ? { objectType: word.replaceAll('-', ' ') } : {}
  return { kind, ...type, namespace, owner, from: oldName, to: newName, told: true }
}

function kindOf(word: string): DeclaredRename['kind'] | undefined {
  if (Object.hasOwn(kinds, word)) return kinds[word]
  return isOneOf([...objectWords.alone, ...objectWords.owned], word) ? 'object' : undefined
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word)
}

/** The parts between dots, quotes taken off; null when one is empty. */
function splitName(text: string): readonly string[] | null {
  // Dots in parentheses belong to the types of a function's arguments.
  const parts = [...text.matchAll(/"((?:[^"]|"")*)"|((?:[^."(]|\([^)]*\))+)|(\.)/g)]
  const names = parts
    .filter((part) => part[3] === undefined)
    .map((part) => part[1]?.replaceAll('""', '"') ?? part[2] ?? '')
  const dots = parts.length - names.length
  const whole = parts.map((part) => part[0]).join('') === text
  return whole && names.length === dots + 1 && names.every((name) => name !== '') ? names : null
}

function refuse(text: string, word: string): LimbeckError {
  const known = [...Object.keys(kinds), ...objectWords.alone, ...objectWords.owned]
  const near = known.includes(word) ? [] : similarNames(word, known)
  return new LimbeckError('LB1001', `The rename "${text}" is not understood.`, {
    hints: [
      ...(near.length === 0 ? [] : [`Did you mean ${near.map((one) => `\`${one}:\``).join(' or ')}?`]),
      'A column: `--rename users.full_name=users.name`. A table: `--rename table:users=members`.',
      'Also: `index:users.ix_a=ix_b`, `constraint:users.ck_a=ck_b`, `enum:status=crew_status`, `enum-value:status.open=started`, `schema:billing=accounting`.',
      'Whatever else has a name, by its type: `view:names=labels`, `function:add=plus`, `trigger:users.touch=touched`.',
    ],
  })
}
