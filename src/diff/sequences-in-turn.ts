import { type Operation, applyOperations } from '../operations/index.ts'
import { type Catalog, type Column, idOf, keyOf, ownSequence, ownSequenceId } from '../schema/index.ts'
import type { Scope } from './scope.ts'

interface Move {
  readonly column: Column
  readonly to: string
}

/**
 * Sequences of columns that take each other's names in a circle: one of each circle has another name meanwhile, before
 * everything else.
 */
export function sequencesInTurn(
  found: Catalog,
  wanted: Catalog,
  scope: Scope,
): { readonly catalog: Catalog; readonly operations: readonly Operation[] } {
  const moves = new Map<string, Move>()
  for (const table of wanted.tables()) {
    if (!scope(table)) continue
    for (const member of wanted.membersOf(table)) {
      const column = member.kind === 'column' && member.identity !== null ? found.get(idOf(member)) : undefined
      if (member.kind !== 'column' || column?.kind !== 'column') continue
      const [from, to] = [ownSequence(column), ownSequence(member)]
      if (from !== null && to !== null && from !== to) moves.set(keyOfSequence(column, from), { column, to })
    }
  }
  const operations: Operation[] = []
  const settled = new Set<string>()
  for (const start of moves.keys()) {
    const path = new Set<string>()
    for (let key = start, move = moves.get(key); move !== undefined && !settled.has(key); move = moves.get(key)) {
      if (path.has(key)) {
        operations.push(...park(move.column))
        break
      }
      path.add(key)
      key = keyOfSequence(move.column, move.to)
    }
    for (const key of path) settled.add(key)
  }
  return { catalog: operations.length === 0 ? found : applyOperations(found, operations), operations }
}

function keyOfSequence({ namespace }: Column, name: string): string {
  return keyOf(ownSequenceId(namespace, name))
}

function park({ namespace, table, name: column, ...rest }: Column): readonly Operation[] {
  if (rest.identity === null) return []
  const sequence = `${column.slice(0, 20)}_of_${table.slice(0, 20)}_limbeck`
  const changes = { identity: { ...rest.identity, sequence } }
  return [{ kind: 'alterColumn', namespace, table, column, changes, using: null }]
}
