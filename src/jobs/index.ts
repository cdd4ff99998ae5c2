export type * from './project.ts'
export type * from './results.ts'
