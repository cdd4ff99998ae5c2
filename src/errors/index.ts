export { type ErrorCode, errorCodes } from './codes.ts'
export { type Json, type JsonObject, LimbeckError, isLimbeckError } from './limbeck-error.ts'
export { assertNever, fault } from './fault.ts'
