export type { Plan } from './plan.ts'
