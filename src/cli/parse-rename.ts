import type { DeclaredRename } from '../diff/index.ts'
import { LimbeckError } from '../errors/index.ts'

const kinds: { readonly [word: string]: DeclaredRename['kind'] } = {
  table: 'table',
  column: 'column',
  enum: 'enumType',
  'enum-value': 'enumValue',
  index: 'index',
  constraint: 'constraint',
}

/**
 * Reads the value of `--rename OLD=NEW`: `users.full_name=users.name` (a column; the right side may be just `name`),
 * `users=members` (a table), or with the kind in front: `table:users=members`, `index:users.ix_a=ix_b`,
 * `constraint:users.ck_a=ck_b`, `enum:status=crew_status`, `enum-value:status.open=started`. A namespace may stand in front;
 * a name with a dot in it is written in double quotes.
 *
 * @throws LimbeckError LB1001 when it is not understood
 */
export function parseRename(text: string): DeclaredRename {
  const found = /^(?:([a-z-]+):)?([^=]+)=([^=]+)$/.exec(text)
  const from = splitName(found?.[2] ?? '')
  const to = splitName(found?.[3] ?? '')
  const word = found?.[1] ?? ((from?.length ?? 0) > 1 ? 'column' : 'table')
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined
  const owned = kind !== 'table' && kind !== 'enumType'
  const most = owned ? 3 : 2
  if (kind === undefined || from === null || to === null || from.length > most || to.length > most) throw refuse(text)
  if (owned && from.length < 2) throw refuse(text)
  const [oldName = ''] = from.slice(-1)
  const [newName = ''] = to.slice(-1)
  const container = from.slice(0, -1)
  const newContainer = to.slice(0, -1)
  if (newContainer.length > 0 && newContainer.join('.') !== container.join('.')) throw refuse(text)
  const owner = owned ? (container.at(-1) ?? null) : null
  const namespace = owned ? (container.length > 1 ? (container[0] ?? null) : null) : (container[0] ?? null)
  return { kind, namespace, owner, from: oldName, to: newName }
}

/** The parts between dots, quotes taken off; null when one is empty. */
function splitName(text: string): readonly string[] | null {
  const parts = [...text.matchAll(/"((?:[^"]|"")*)"|([^."]+)|(\.)/g)]
  const names = parts
    .filter((part) => part[3] === undefined)
    .map((part) => part[1]?.replaceAll('""', '"') ?? part[2] ?? '')
  const dots = parts.length - names.length
  const whole = parts.map((part) => part[0]).join('') === text
  return whole && names.length === dots + 1 && names.every((name) => name !== '') ? names : null
}

function refuse(text: string): LimbeckError {
  return new LimbeckError('LB1001', `The rename "${text}" is not understood.`, {
    hints: [
      'A column: `--rename users.full_name=users.name`. A table: `--rename table:users=members`.',
      'Also: `index:users.ix_a=ix_b`, `constraint:users.ck_a=ck_b`, `enum:status=crew_status`, `enum-value:status.open=started`.',
    ],
  })
}
