import type { ConfigFunction, LimbeckConfig } from './config.ts'

/**
 * Types a configuration, or a function that works one out; returns it as it is.
 *
 * @example
 * export default defineConfig({
 *   url: process.env.DATABASE_URL,
 *   models: './src/models/*.ts',
 *   migrations: './migrations',
 * })
 * @example
 * export default defineConfig(async ({ x }) => ({ url: await urlOfTenant(x.tenant) }))
 */
export function defineConfig<Config extends LimbeckConfig | ConfigFunction>(config: Config): Config {
  return config
}
