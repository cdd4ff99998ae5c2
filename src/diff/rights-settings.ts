/** What of owners and privileges is compared. */
export interface RightsSettings {
  /** True: what every role may do; else only what these may do. */
  readonly grants: boolean | { readonly roles: readonly string[] }
  readonly owners: boolean
  /** Whoever is not named as an owner is none: SQL says all, models only what they name. */
  readonly saysAll: boolean
}

export const noRightsCompared: RightsSettings = { grants: false, owners: false, saysAll: false }
