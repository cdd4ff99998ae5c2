/** One thing that is wrong in a configuration. */
export interface ConfigProblem {
  /** Where: `migrations`, `databases.billing.url`. */
  readonly key: string
  /** A sentence with the key in it. */
  readonly message: string
  /** What to do, or null when the message says it. */
  readonly hint: string | null
}
