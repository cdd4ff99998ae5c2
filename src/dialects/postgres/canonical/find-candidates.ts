import { type Catalog, type Check, type Column, type Index, type Table, idOf } from '../../../schema/index.ts'
import type { JsonObject } from '../../../errors/index.ts'
import { comparable } from '../comparable.ts'

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
  const left = new Set<string>()
  for (const member of found.membersOf(table)) if (!wanted.has(idOf(member))) left.add(member.kind)
  const columns: Column[] = []
  const checks: Check[] = []
  const indexes: Index[] = []
  for (const member of wanted.membersOf(table)) {
    if (member.kind !== 'column' && member.kind !== 'check' && member.kind !== 'index') continue
    const counterpart = found.get(idOf(member))
    if (counterpart === undefined) {
      if (!hasExpression(member) || (isFound && !left.has(member.kind))) continue
    } else if (!differs(comparable(counterpart, found), comparable(member, wanted), member.kind)) continue
    if (member.kind === 'column') {
      if (member.default !== null || member.generated !== null) columns.push(member)
    } else if (member.kind === 'check') checks.push(member)
    else indexes.push(member)
  }
  return { table, columns, checks, indexes }
}

function hasExpression(member: Column | Check | Index): boolean {
  if (member.kind === 'column') return member.default?.kind === 'expression' || member.generated !== null
  if (member.kind === 'check') return true
  return member.where !== null || member.parts.some((part) => part.expression !== null)
}

/** The attributes that a server may spell in another way than a person. */
const spelled: { readonly [Kind in 'column' | 'check' | 'index']: readonly string[] } = {
  column: ['default', 'generated'],
  check: ['expression'],
  index: ['parts', 'where'],
}

function differs(found: JsonObject | null, wanted: JsonObject | null, kind: 'column' | 'check' | 'index'): boolean {
  return spelled[kind].some((attribute) => JSON.stringify(found?.[attribute]) !== JSON.stringify(wanted?.[attribute]))
}
