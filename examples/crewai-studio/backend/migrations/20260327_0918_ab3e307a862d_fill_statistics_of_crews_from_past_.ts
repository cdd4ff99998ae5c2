/**
 * Fill statistics of crews from past executions
 *
 * Revision: ab3e307a862d
 * Revises:  dc7238be5dfc
 * Created:  2026-03-27T09:18:36Z
 */
import type { Operations } from 'limbeck'

export const revision = 'ab3e307a862d'
export const downRevision = 'dc7238be5dfc'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.execute(`
    UPDATE crews
    SET total_executions = (SELECT COUNT(*) FROM executions WHERE executions.crew_id = crews.id),
        success_rate = (
          SELECT ROUND(100.0 * SUM(CASE WHEN executions.status = 'succeeded' THEN 1 ELSE 0 END) / COUNT(*), 2)
          FROM executions
          WHERE executions.crew_id = crews.id AND executions.status IN ('succeeded', 'failed')
        )
  `)
}

export async function downgrade(op: Operations) {
  await op.execute('UPDATE crews SET total_executions = 0, success_rate = NULL')
}
