export { openProject } from './open-project.ts'
export { runOnce } from './run-once.ts'
export type * from './project.ts'
export type * from './results.ts'
