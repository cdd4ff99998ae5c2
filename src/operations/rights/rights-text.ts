import { LimbeckError } from '../../errors/index.ts'
import { type RightsTarget, everybody } from '../../schema/index.ts'
import type { Grammar } from '../../sql/index.ts'
import type { Grant, Revoke, SetOwner } from './data.ts'
import { currentRole } from './privileges.ts'

/** The word in front of a name, where it is another than the type's own. */
const grantWords: { readonly [objectType: string]: string } = {
  view: 'TABLE',
  'materialized view': 'TABLE',
  function: 'ROUTINE',
  procedure: 'ROUTINE',
  aggregate: 'ROUTINE',
  'enum type': 'TYPE',
  domain: 'TYPE',
  'composite type': 'TYPE',
  'range type': 'TYPE',
}

const ownerWords: { readonly [objectType: string]: string } = {
  function: 'ROUTINE',
  procedure: 'ROUTINE',
  aggregate: 'ROUTINE',
  'enum type': 'TYPE',
  'composite type': 'TYPE',
  'range type': 'TYPE',
  'statistics object': 'STATISTICS',
}

/**
 * GRANT and REVOKE, or ALTER DEFAULT PRIVILEGES with one of them.
 *
 * @see https://www.postgresql.org/docs/18/sql-grant.html
 * @see https://www.postgresql.org/docs/18/sql-alterdefaultprivileges.html
 */
export function privilegesText(op: Grant | Revoke, grammar: Grammar): string {
  const { target, columns, roles } = op
  const on = columns === null ? '' : ` (${columns.map((column) => grammar.quote(column)).join(', ')})`
  const privileges = op.privileges.map((one) => `${word(one)}${on}`).join(', ')
  const { defaults, name } = target
  const owner = defaults?.role ?? null
  const front =
    defaults === undefined
      ? ''
      : `ALTER DEFAULT PRIVILEGES${owner === null ? '' : ` FOR ROLE ${grammar.quote(owner)}`}${name === null ? '' : ` IN SCHEMA ${grammar.quote(name)}`} `
  const what =
    defaults === undefined
      ? `${grantWords[target.objectType] ?? word(target.objectType)} ${nameOf(target, grammar)}`
      : word(target.objectType)
  const names = roles.map((role) => roleText(role, grammar)).join(', ')
  return op.kind === 'grant'
    ? `${front}GRANT ${privileges} ON ${what} TO ${names}${op.withGrantOption ? ' WITH GRANT OPTION' : ''}`
    : `${front}REVOKE ${op.grantOptionOnly ? 'GRANT OPTION FOR ' : ''}${privileges} ON ${what} FROM ${names}`
}

/** ALTER … OWNER TO. */
export function ownerText({ target, owner }: SetOwner, grammar: Grammar): string {
  const what = ownerWords[target.objectType] ?? word(target.objectType)
  return `ALTER ${what} ${nameOf(target, grammar)} OWNER TO ${roleText(owner ?? currentRole, grammar)}`
}

function nameOf({ objectType, namespace, name }: RightsTarget, grammar: Grammar): string {
  const text = name ?? ''
  if (objectType === 'schema') return grammar.quote(text)
  const routine = /^(?:function|procedure|aggregate)$/.test(objectType) ? text.indexOf('(') : -1
  if (routine < 0) return grammar.qualified(namespace, text)
  return `${grammar.qualified(namespace, text.slice(0, routine))}${text.slice(routine)}`
}

function roleText(role: string, grammar: Grammar): string {
  return role === everybody ? 'PUBLIC' : role === currentRole ? currentRole : grammar.quote(role)
}

/** Words stand in SQL as they are, so nothing else may. */
function word(text: string): string {
  if (/^[A-Za-z]+(?: [A-Za-z]+)*$/.test(text)) return text.toUpperCase()
  throw new LimbeckError('LB5004', `'${text}' is no privilege and no type of object.`, {
    hints: ["Privileges are words, such as 'SELECT' or 'USAGE'; columns stand in `columns`."],
  })
}
