export type { Decisions, DeclaredRename, Question } from './question.ts'
