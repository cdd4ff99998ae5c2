export { altersObject, emitObject, triggerTexts, typeOf } from './emit-object.ts'
export { withRequirements } from './requirements.ts'
