export { defineConfig, type DatabaseConfig, type LimbeckConfig, type ReviewConfig } from '../config/index.ts'
export { type ErrorCode, LimbeckError, isLimbeckError } from '../errors/index.ts'
export type { EventListener, LimbeckEvent } from '../runtime/index.ts'
