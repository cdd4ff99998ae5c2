/** A command of the project's own, under `commands` in the configuration. Make it with `defineCommand`. */
export interface CustomCommand {
  /** One line for `limbeck help`. */
  readonly summary: string
  /** Paragraphs for its own help. */
  readonly description?: readonly string[]
  /** By name in camelCase, in the order in which they are given. */
  readonly arguments?: {
    readonly [name: string]: { readonly summary: string; readonly optional?: true; readonly many?: true }
  }
  /** By name in camelCase; with `value`, the word for it in help texts, an option takes one, else it is a switch. */
  readonly options?: {
    readonly [name: string]: {
      readonly summary: string
      readonly short?: string
      readonly value?: string
      readonly repeatable?: true
    }
  }
  /** What it gets is typed by `defineCommand`. What it returns is printed, or stands in `result` with `--json`. */
  readonly run: (project: never, values: never) => unknown
}

/** What was given on the command line, by name; a switch is a boolean, a repeatable option a list. */
export interface CustomCommandValues {
  readonly arguments: { readonly [name: string]: string | readonly string[] | undefined }
  readonly options: { readonly [name: string]: string | boolean | readonly string[] | undefined }
}
