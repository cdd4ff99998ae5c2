export type {
  ConfigContext,
  ConfigFunction,
  DatabaseConfig,
  LimbeckConfig,
  ModelSource,
  ResolvedConfig,
  ReviewConfig,
} from './config.ts'
export type { CustomCommand, CustomCommandValues } from './custom-command.ts'
export { defineConfig } from './define-config.ts'
export { configIn } from './find-config.ts'
export { type LoadConfigOptions, listCommands, listDatabaseNames, loadConfig } from './load-config.ts'
export { ownCommandNames } from './own-command-names.ts'
export { requireUrl, usualModelFolders } from './resolve-config.ts'
export { setXArguments, xArguments } from './x-arguments.ts'
