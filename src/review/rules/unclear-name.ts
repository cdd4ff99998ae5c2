import type { FindingDraft, ReviewRule } from '../rule.ts'

/** Names that a database or a generator made up, or that do not say what the thing is for. */
export const unclearName: ReviewRule = {
  id: 'unclear-name',
  title: 'A name of an index or constraint that says nothing or looks generated',
  severity: 'warning',
  *check({ steps }) {
    for (const { operation, position } of steps) {
      if (operation.kind === 'createTable') {
        const { uniques, checks, foreignKeys, indexes } = operation.definition
        for (const object of [...uniques, ...checks, ...foreignKeys, ...indexes]) yield* look(object, position)
      } else if (operation.kind === 'createIndex') yield* look(operation.index, position)
      else if (operation.kind === 'createConstraint' && operation.constraint.kind !== 'primaryKey') {
        yield* look(operation.constraint, position)
      }
    }
  },
}

const words = { index: 'Index', unique: 'Unique constraint', check: 'Check', foreignKey: 'Foreign key' } as const
const prefixes = { index: 'ix', unique: 'uq', check: 'ck', foreignKey: 'fk' } as const

function* look(
  object: {
    readonly kind: 'index' | 'unique' | 'check' | 'foreignKey'
    readonly namespace: string | null
    readonly table: string
    readonly name: string
  },
  position: number,
): Iterable<FindingDraft> {
  const reason = unclear(object.name, object.table)
  if (reason === null) return
  yield {
    message: `${words[object.kind]} ${object.name} on ${object.table} ${reason}`,
    help: `Name it after the table and what it is for, such as ${prefixes[object.kind]}_${object.table}_<columns>.`,
    position,
    objects: [{ kind: object.kind, namespace: object.namespace, table: object.table, name: object.name }],
  }
}

function unclear(name: string, table: string): string | null {
  if (/^(?:(?:idx|ix|index|uq|unique|ck|check|fk|key|constraint|con|tmp|test|foo)[_-]?)?\d*$/i.test(name)) {
    return 'has a name that says nothing'
  }
  if (/_[0-9a-f]{8,}$/i.test(name) && /\d/.test(/[0-9a-f]{8,}$/i.exec(name)?.[0] ?? '')) {
    return 'has a name that was cut and ends in a hash'
  }
  if (/_(?:key|check|fkey|idx)\d+$/.test(name)) return 'has a name that the database made up to tell it from a twin'
  const meaningful = name.toLowerCase().replace(/^(?:idx|ix|index|uq|unique|ck|chk|check|fk)_?/, '')
  if (meaningful.replace(/_/g, '').length < 3 && table.length > 3)
    return 'has a name that is too short to say what it is for'
  return null
}
