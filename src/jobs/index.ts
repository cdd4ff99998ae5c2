export { openProject } from './open-project.ts'
export type * from './project.ts'
export type * from './results.ts'
