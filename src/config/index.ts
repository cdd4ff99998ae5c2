export type { DatabaseConfig, LimbeckConfig, ResolvedConfig, ReviewConfig } from './config.ts'
export { defineConfig } from './define-config.ts'
