/**
 * Merge workflows and user preferences
 *
 * Revision: e81f7bac5b6b
 * Revises:  4d57c5ff220d, 93d0889cfd61
 * Created:  2026-02-20T09:02:12Z
 */
import { type Operations } from 'limbeck'

export const revision = 'e81f7bac5b6b'
export const downRevision = ['4d57c5ff220d', '93d0889cfd61']
export const branchLabels: string[] = []
export const dependsOn: string[] = []

export async function upgrade(_op: Operations) {
  // Nothing to do: this revision joins 4d57c5ff220d and 93d0889cfd61.
}

export async function downgrade(_op: Operations) {
  // Nothing to do.
}
