import {
  type Catalog,
  type CatalogObject,
  type Check,
  type Column,
  type Index,
  type Table,
  idOf,
} from '../../../schema/index.ts'
import { comparableExpression } from '../comparable-expression.ts'
import { comparable } from '../comparable.ts'
import { comparableDefault } from '../defaults/comparable-default.ts'

/** What the server is asked to spell: the parts of one wanted table that differ from what was found. */
export interface Candidates {
  readonly table: Table
  /** Columns whose default or generation expression differs. */
  readonly columns: readonly Column[]
  readonly checks: readonly Check[]
  readonly indexes: readonly Index[]
}

/**
 * The objects of models that hold an expression (or a literal, or the name of an operator class) which the server may
 * spell in another way, and which differ from their counterpart by name. Without a counterpart they are asked for only
 * where something found is without one too: then the two may be the same under another name.
 */
export function findCandidates(wanted: Catalog, found: Catalog): readonly Candidates[] {
  const someTableIsLeft = [...found.tables()].some((table) => !wanted.has(idOf(table)))
  const all: Candidates[] = []
  for (const table of wanted.tables()) {
    const isFound = found.has(idOf(table))
    if (!isFound && !someTableIsLeft) continue
    const candidates = candidatesOf(table, wanted, found, isFound)
    if (candidates.columns.length + candidates.checks.length + candidates.indexes.length > 0) all.push(candidates)
  }
  return all
}

function candidatesOf(table: Table, wanted: Catalog, found: Catalog, isFound: boolean): Candidates {
  let left: ReadonlySet<string> | null = null
  const columns: Column[] = []
  const checks: Check[] = []
  const indexes: Index[] = []
  for (const member of wanted.membersOf(table)) {
    if ((member.kind !== 'column' && member.kind !== 'check' && member.kind !== 'index') || !isSpelled(member)) continue
    const counterpart: CatalogObject | undefined = found.get(member)
    if (counterpart === undefined) {
      left ??= kindsLeft(table, wanted, found)
      if (!hasExpression(member) || (isFound && !left.has(member.kind))) continue
    } else if (!differs(counterpart, member, found, wanted)) continue
    if (member.kind === 'column') columns.push(member)
    else if (member.kind === 'check') checks.push(member)
    else indexes.push(member)
  }
  return { table, columns, checks, indexes }
}

/** The kinds of members that were found and have no counterpart among the wanted ones. */
function kindsLeft(table: Table, wanted: Catalog, found: Catalog): ReadonlySet<string> {
  const kinds = new Set<string>()
  for (const member of found.membersOf(table)) if (!wanted.has(idOf(member))) kinds.add(member.kind)
  return kinds
}

/** Whether there is anything about it that the server could spell otherwise; not what a server has spelled already. */
function isSpelled(member: Column | Check | Index): boolean {
  if (member.kind === 'column') {
    const expression = member.default?.kind === 'expression' ? member.default.expression : member.generated?.expression
    if (expression !== undefined) return expression.canonical === null
    return member.default !== null
  }
  if (member.kind === 'check') return member.expression.canonical === null
  if ((member.where ?? member.parts.find((part) => part.expression !== null)?.expression)?.canonical != null)
    return false
  return hasExpression(member) || member.parts.some((part) => part.operatorClass !== null || part.collation !== null)
}

function hasExpression(member: Column | Check | Index): boolean {
  if (member.kind === 'column') return member.default?.kind === 'expression' || member.generated !== null
  if (member.kind === 'check') return true
  return member.where !== null || member.parts.some((part) => part.expression !== null)
}

/** Whether two objects of one name differ in what a server may spell in another way than a person. */
function differs(found: CatalogObject, wanted: Column | Check | Index, foundIn: Catalog, wantedIn: Catalog): boolean {
  if (wanted.kind === 'column' && found.kind === 'column') {
    return (
      comparableDefault(found.default, found.type) !== comparableDefault(wanted.default, wanted.type) ||
      spellingOf(found.generated) !== spellingOf(wanted.generated)
    )
  }
  return JSON.stringify(comparable(found, foundIn)) !== JSON.stringify(comparable(wanted, wantedIn))
}

function spellingOf(generated: Column['generated']): string | null {
  return generated === null ? null : comparableExpression(generated.expression)
}
