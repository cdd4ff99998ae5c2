import type { Operation } from '../operations/index.ts'

/** A list of operations, as far as their kinds tell: what else they hold is typed where the hook is compiled. */
export function isOperations(value: unknown): value is readonly Operation[] {
  return Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null && 'kind' in one)
}
