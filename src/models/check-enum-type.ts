import { similarNames } from '../text/index.ts'
import { checkName } from './check-name.ts'
import type { EnumTypeState } from './column-state.ts'
import { didYouMean, modelError } from './model-error.ts'

/**
 * Refuses an enum type that no database would take.
 *
 * @throws LimbeckError LB3006 for no values, a value twice or a renamed value that is none; LB3011 for a bad name.
 */
export function checkEnumType(type: EnumTypeState, file: string | null | undefined): void {
  checkName(type.name, () => 'an enum type', file)
  if (type.namespace !== null) checkName(type.namespace, () => `the schema of the enum type "${type.name}"`, file)
  if (type.renamedFrom !== null) checkName(type.renamedFrom, () => `the former enum type "${type.name}"`, file)
  const refuse = (message: string, hints: readonly string[]) => {
    throw modelError('LB3006', `The enum type "${type.name}" ${message}.`, file, {
      hints,
      details: { enumType: type.name },
    })
  }
  if (type.values.length === 0) refuse('has no values', ['Give at least one value.'])
  const seen = new Set<string>()
  for (const value of type.values) {
    checkName(value, () => `a value of the enum type "${type.name}"`, file)
    if (seen.has(value)) refuse(`has the value '${value}' twice`, ['Take one of the two away.'])
    seen.add(value)
  }
  for (const [value, old] of Object.entries(type.renamedValues)) {
    if (!seen.has(value)) {
      refuse(`renames '${old}' to '${value}', which is not one of its values`, didYouMean(similarNames(value, seen)))
    }
    if (seen.has(old))
      refuse(`renames '${old}' to '${value}' but still has both`, [`Take '${old}' away from its values.`])
  }
}
