import type { DifferenceRule } from './difference-rule.ts'

/** Which namespaces go is decided before: nobody knows what else lives in them. */
export const namespaceRule: DifferenceRule<'namespace'> = {
  added: ({ name }) => [{ kind: 'createNamespace', name, ifNotExists: false }],
  removed: ({ name }) => [{ kind: 'dropNamespace', name, ifExists: false }],
  changed: () => [],
  renamed: () => [],
}
