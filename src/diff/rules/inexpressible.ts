import { LimbeckError } from '../../errors/index.ts'
import { type ObjectId, displayName, keyOf } from '../../schema/index.ts'

/** LB5001: a difference for which there is no operation. */
export function inexpressible(
  what: string,
  id: ObjectId,
  attributes: readonly string[],
  hints: readonly string[],
): LimbeckError {
  const listed = attributes.map((attribute) => `'${attribute}'`).join(', ')
  return new LimbeckError('LB5001', `The change of ${listed} of ${what} '${displayName(id)}' cannot be expressed.`, {
    hints,
    details: { object: keyOf(id), attributes: [...attributes] },
  })
}
