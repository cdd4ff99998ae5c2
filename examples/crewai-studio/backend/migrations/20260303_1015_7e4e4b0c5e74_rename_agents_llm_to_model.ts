/**
 * Rename agents.llm to model
 *
 * Revision: 7e4e4b0c5e74
 * Revises:  563b7222aac3
 * Created:  2026-03-03T10:15:22Z
 */
import { type Operations } from 'limbeck'

export const revision = '7e4e4b0c5e74'
export const downRevision = '563b7222aac3'
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(op: Operations) {
  await op.renameColumn('agents', 'llm', 'model')
}

export async function downgrade(op: Operations) {
  await op.renameColumn('agents', 'model', 'llm')
}
