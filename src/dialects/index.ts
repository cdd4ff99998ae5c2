export type { Capabilities } from './capabilities.ts'
export { commitOneByOne } from './commit-one-by-one.ts'
export type { BoundStatement, Connection, Row, StatementOptions } from './connection.ts'
export type { DatabaseUrl } from './database-url.ts'
export { type GivenConnection, describeGiven } from './given-connection.ts'
export type { DialectName } from './dialect-name.ts'
export { isDatabaseUrl, parseDatabaseUrl } from './parse-database-url.ts'
export type {
  CastSafety,
  ConnectOptions,
  Dialect,
  Driver,
  EmitContext,
  FingerprintLines,
  IntrospectionScope,
  MigrationLock,
  RowKeyPart,
  ScratchDatabase,
  ScratchOptions,
  ScriptFrame,
  SessionTools,
  TypeSystem,
} from './dialect.ts'
