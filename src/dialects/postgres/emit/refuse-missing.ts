import { LimbeckError } from '../../../errors/index.ts'
import type { Operation } from '../../../operations/index.ts'
import { type CatalogObject, displayName, idOf, objectsOf } from '../../../schema/index.ts'
import type { Capabilities } from '../../index.ts'
import { type Attributed, hasFlag, textAttribute } from '../attributes.ts'

/**
 * Refuses what the server's version does not know, by name, before it answers with a syntax error.
 *
 * @throws LimbeckError LB6123
 */
export function refuseMissing(op: Operation, capabilities: Capabilities): void {
  for (const object of madeBy(op)) {
    if (
      (object.kind === 'unique' || object.kind === 'index') &&
      object.nullsNotDistinct &&
      !capabilities.nullsNotDistinct
    ) {
      throw refusal(
        object,
        'NULLS NOT DISTINCT',
        15,
        'Leave `nullsNotDistinct` out, or use an expression index over `coalesce(…)`.',
      )
    }
    const since18 = 'attributes' in object ? featureOf18(object) : null
    if (since18 !== null && !capabilities.virtualGeneratedColumns) throw refusal(object, since18, 18, 'Leave it out.')
    if (object.kind === 'column' && object.generated?.stored === false && !capabilities.virtualGeneratedColumns) {
      throw refusal(object, 'a generated column that is not stored', 18, 'Make it stored.')
    }
  }
}

/** In words; what came with virtual generated columns. */
function featureOf18(object: Attributed): string | null {
  if (hasFlag(object, 'notEnforced')) return 'NOT ENFORCED'
  if (hasFlag(object, 'period')) return 'a key over periods'
  return textAttribute(object, 'notNull') === null ? null : 'a name for NOT NULL'
}

function madeBy(op: Operation): readonly CatalogObject[] {
  switch (op.kind) {
    case 'createTable':
      return objectsOf(op.definition)
    case 'createConstraint':
      return [op.constraint]
    case 'createIndex':
      return [op.index]
    case 'addColumn':
      return [op.column]
    default:
      return []
  }
}

function refusal(object: CatalogObject, what: string, version: number, hint: string): LimbeckError {
  return new LimbeckError(
    'LB6123',
    `'${displayName(idOf(object))}' asks for ${what}, which PostgreSQL has from ${version} on.`,
    {
      hints: [`Upgrade the server to ${version} or later.`, hint],
      details: { object: displayName(idOf(object)), feature: what, since: version },
    },
  )
}
