import type { DifferenceRule } from './difference-rule.ts'

/** Namespaces are created, never dropped: nobody knows what else lives in them. */
export const namespaceRule: DifferenceRule<'namespace'> = {
  added: ({ name }) => [{ kind: 'createNamespace', name, ifNotExists: false }],
  removed: () => [],
  changed: () => [],
  renamed: () => [],
}
