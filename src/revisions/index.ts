export type { Direction, Revision, RevisionId, RevisionModule, RevisionStep } from './revision.ts'
