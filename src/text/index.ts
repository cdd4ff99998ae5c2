export { durationMs } from './duration.ts'
export { similarNames } from './similar-names.ts'
export { type RenderItem, type RenderedSource, SourceWriter, sourceLiteral, sourceString } from './source-writer.ts'
export { type SqlToken, nameOfToken, renameInSql, significantTokens, tokenizeSql } from './sql-tokens.ts'
