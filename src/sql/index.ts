export type { Grammar } from './grammar.ts'
export { replacePlaceholders } from './placeholders.ts'
export { type ScriptStatement, splitScript, splitStatements } from './split-statements.ts'
export { type Statement, alterStatement, joinAlterStatements, statement } from './statement.ts'
