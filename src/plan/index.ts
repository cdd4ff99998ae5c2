export { orderOperations } from './order-operations.ts'
export { type PlannedChanges, planChanges } from './plan-changes.ts'
export type { Plan } from './plan.ts'
export { provePlan } from './prove-plan.ts'
