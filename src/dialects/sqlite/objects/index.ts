export { altersObject, emitObject, triggerTexts, typeOf } from './emit-object.ts'
export { objectTypes } from './registry.ts'
export { withRequirements } from './requirements.ts'
