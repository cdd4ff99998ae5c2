export type { DatabaseConfig, LimbeckConfig, ResolvedConfig, ReviewConfig } from './config.ts'
