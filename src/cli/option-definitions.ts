interface ArgumentDefinition {
  readonly summary: string
  /** Everything that it can be, for completion. */
  readonly choices?: readonly string[]
  readonly optional?: true
  readonly many?: true
}
export interface OptionDefinition {
  readonly summary: string
  /** One letter. */
  readonly short?: string
  /** What stands for the value in help texts; left out: the option is a switch. */
  readonly value?: string
  readonly repeatable?: true
  /** Understood, but not in help texts. */
  readonly hidden?: true
}
/** By name in camelCase; an argument's name is shown in capitals, an option's long form in kebab-case. */
export type ArgumentDefinitions = { readonly [name: string]: ArgumentDefinition }
export type OptionDefinitions = { readonly [name: string]: OptionDefinition }

export type ArgumentValues<Arguments extends ArgumentDefinitions> = {
  readonly [Name in keyof Arguments]: Arguments[Name] extends { readonly many: true }
    ? readonly string[]
    : Arguments[Name] extends { readonly optional: true }
      ? string | undefined
      : string
}
export type OptionValues<Options extends OptionDefinitions> = {
  readonly [Name in keyof Options]: Options[Name] extends { readonly repeatable: true }
    ? readonly string[]
    : Options[Name] extends { readonly value: string }
      ? string | undefined
      : boolean
}
