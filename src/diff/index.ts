export { type Delta, compareCatalogs, objectsOfDeltas } from './compare-catalogs.ts'
export { Comparer, type Overrule } from './comparer.ts'
export { type DifferenceRequest, diffCatalogs } from './diff-catalogs.ts'
export {
  type IncludeName,
  type IncludeObject,
  type IncludeSettings,
  type ObjectPair,
  leaveAlone,
} from './leave-alone.ts'
export { openQuestions } from './open-questions.ts'
export {
  type ColumnComparison,
  type CompareDefault,
  type CompareType,
  type ComparisonSettings,
  overruleBy,
} from './overrule.ts'
export type { Decisions, DeclaredRename, Question } from './question.ts'
export { renewUsedEnumTypes } from './renew-enum-types.ts'
export { type Scope, scopeOf } from './scope.ts'
export { type RightsSettings, noRightsCompared } from './rights-settings.ts'
