export {
  type ComparisonOptions,
  type Delta,
  compareCatalogs,
  objectsOfDeltas,
  sharesTable,
} from './compare-catalogs.ts'
export { type Comparable, Comparer } from './comparer.ts'
export { type Difference, type DifferenceRequest, diffCatalogs } from './diff-catalogs.ts'
export { openQuestions } from './open-questions.ts'
export type { Decisions, DeclaredRename, Question } from './question.ts'
export { type Scope, scopeOf } from './scope.ts'
