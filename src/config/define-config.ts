import type { LimbeckConfig } from './config.ts'

/**
 * Types a configuration; returns it as it is.
 *
 * @example
 * export default defineConfig({
 *   url: process.env.DATABASE_URL,
 *   models: './src/models/*.ts',
 *   migrations: './migrations',
 * })
 */
export function defineConfig(config: LimbeckConfig): LimbeckConfig {
  return config
}
