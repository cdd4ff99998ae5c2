export { similarNames } from './similar-names.ts'
export { SourceWriter, sourceLiteral, sourceString } from './source-writer.ts'
export { type SqlToken, nameOfToken, renameInSql, significantTokens, tokenizeSql } from './sql-tokens.ts'
