import type { RightsTarget } from '../../schema/index.ts'

interface OnTarget {
  readonly target: RightsTarget
  /** Only on these columns of it; null: on all of it. */
  readonly columns: readonly string[] | null
  /** In the database's words: `SELECT`, `USAGE`, `ALL`. */
  readonly privileges: readonly string[]
  /** Everybody (PUBLIC) is `public`; `CURRENT_USER` is the role that runs the statement. */
  readonly roles: readonly string[]
}

export interface Grant extends OnTarget {
  readonly kind: 'grant'
  readonly withGrantOption: boolean
}
export interface Revoke extends OnTarget {
  readonly kind: 'revoke'
  /** The privilege stays, and cannot be passed on any more. */
  readonly grantOptionOnly: boolean
}
export interface SetOwner {
  readonly kind: 'setOwner'
  readonly target: RightsTarget
  /** Null: the role that runs the statement. */
  readonly owner: string | null
}
