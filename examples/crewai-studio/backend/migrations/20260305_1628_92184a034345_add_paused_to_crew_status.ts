/**
 * Add paused to crew_status
 *
 * Revision: 92184a034345
 * Revises:  7e4e4b0c5e74
 * Created:  2026-03-05T16:28:05Z
 */
import { type Operations } from 'limbeck'

export const revision = '92184a034345'
export const downRevision = '7e4e4b0c5e74'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.addEnumValue('crew_status', 'paused', { after: 'active' })
}

export async function downgrade(op: Operations) {
  // The version before knows no paused crews; as drafts they stay stopped.
  await op.dropEnumValue('crew_status', 'paused', { replacement: 'draft' })
}
