export { refusedCondition, guardOf } from './guard.ts'
export { leftoverStatements, newTableName, rebuildSavepoint, rebuildStatements } from './rebuild-statements.ts'
export { type EnumMove, TableDraft, indexUses } from './table-draft.ts'
export { startingText } from './table-text.ts'
