import type { ObjectType } from './object-type.ts'
import { functionType, procedure } from './routine.ts'
import { sequence } from './sequence.ts'
import { trigger } from './trigger.ts'
import { view } from './view.ts'

/** Every type of defined object: one line each. */
const types: readonly ObjectType[] = [sequence, functionType, procedure, view, trigger]

export const objectTypes: ReadonlyMap<string, ObjectType> = new Map(types.map((type) => [type.objectType, type]))
