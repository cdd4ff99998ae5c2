export { altersObject, emitObject, renamesObject, triggerTexts, typeOf } from './emit-object.ts'
export { withRequirements } from './requirements.ts'
