import type { Sizes } from '../sizes.ts'
import type { Workload } from '../workload.ts'
import { apply } from './apply.ts'
import { autogenerate } from './autogenerate.ts'
import { bulkInsert } from './bulk-insert.ts'
import { downgrade } from './downgrade.ts'
import { dropColumn } from './drop-column.ts'
import { nothingToDo } from './nothing-to-do.ts'
import { readHistory } from './read-history.ts'
import { rebuild } from './rebuild.ts'
import { start } from './start.ts'

/** All rows of the table, in its order. */
export function workloadsOf(sizes: Sizes): readonly Workload[] {
  return [
    ...start,
    ...nothingToDo(sizes),
    ...apply(sizes),
    ...downgrade(sizes),
    ...autogenerate(sizes),
    ...readHistory(sizes),
    ...rebuild(sizes),
    ...dropColumn(sizes),
    ...bulkInsert(sizes),
  ]
}
