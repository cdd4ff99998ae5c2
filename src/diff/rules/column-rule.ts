import { LimbeckError } from '../../errors/index.ts'
import type { ColumnChanges, Operation, OperationOf } from '../../operations/index.ts'
import { type Column, displayName, idOf, keyOf } from '../../schema/index.ts'
import { attributeChanges } from './attribute-changes.ts'
import { inexpressible } from './inexpressible.ts'
import type { DifferenceRule, RuleContext } from './difference-rule.ts'

type AlterColumn = OperationOf<'alterColumn'>

const expressible: readonly (keyof ColumnChanges)[] = [
  'type',
  'nullable',
  'default',
  'identity',
  'generated',
  'collation',
  'comment',
  'attributes',
]

export const columnRule: DifferenceRule<'column'> = {
  added(column, { notes }) {
    if (isRequired(column)) {
      notes.warnings.push(
        `Adding the required column '${displayName(column)}' without a default fails where its table has rows.`,
      )
    }
    return [{ kind: 'addColumn', column, ifNotExists: false }]
  },

  removed: ({ namespace, table, name }) => [{ kind: 'dropColumn', namespace, table, column: name, ifExists: false }],

  changed({ found, wanted, attributes }, context) {
    const unknown = attributes.filter((attribute) => !isExpressible(attribute))
    if (unknown.length > 0)
      throw inexpressible('column', idOf(wanted), unknown, ['Write it by hand: `limbeck revision -m "…"`.'])
    if (attributes.includes('type')) checkTypeChange(found, wanted, context)
    if (attributes.includes('nullable') && !wanted.nullable) {
      context.notes.warnings.push(`Rows without a value in '${displayName(wanted)}' stop it from becoming required.`)
    }
    if (wanted.generated !== null && found.generated === null) {
      context.notes.losses.push(`Values of ${displayName(wanted)}, which is computed from now on`)
    }
    const changes: ColumnChanges = Object.fromEntries(
      expressible
        .filter((name) => attributes.includes(name))
        .map((name) => [name, name === 'attributes' ? attributeChanges(found, wanted) : wanted[name]]),
    )
    const { namespace, table, name } = found
    const stands =
      wanted.requires === undefined && found.requires === undefined ? {} : { requires: wanted.requires ?? [] }
    const alter = (rest: Pick<AlterColumn, 'changes' | 'requires'>): Operation => ({
      kind: 'alterColumn',
      namespace,
      table,
      column: name,
      using: null,
      ...rest,
    })
    if (!numbersAnew(found, wanted)) return [alter({ changes, ...stands })]
    // The sequence that the column leaves may have the name of the one that it comes to.
    const { identity: _, default: __, ...others } = changes
    return wanted.identity === null
      ? [alter({ changes: { identity: null } }), alter({ changes: { ...others, default: wanted.default }, ...stands })]
      : [alter({ changes: { default: null }, ...stands }), alter({ changes: { ...others, identity: wanted.identity } })]
  },

  renamed: () => [],
}

/** Whether numbers come from a default over a sequence behind it and from the column's own in front of it, or the reverse. */
function numbersAnew(found: Column, wanted: Column): boolean {
  const [plain, own] = wanted.identity === null ? [wanted, found] : [found, wanted]
  return own.identity !== null && plain.identity === null && plain.default?.kind === 'expression'
}

function isExpressible(attribute: string): boolean {
  return expressible.some((name) => name === attribute)
}

function isRequired(column: Column): boolean {
  return !column.nullable && column.default === null && column.identity === null && column.generated === null
}

/** A change of type converts what is there, or stops. It never becomes a drop and an add. */
function checkTypeChange(found: Column, wanted: Column, { types, notes }: RuleContext): void {
  // What is computed is computed again.
  if (found.generated !== null && wanted.generated !== null) return
  const name = displayName(wanted)
  const from = types.print(found.type)
  const to = types.print(wanted.type)
  const safety = types.castSafety(found.type, wanted.type)
  if (safety === 'impossible') {
    throw new LimbeckError(
      'LB5010',
      `Column '${name}' cannot be converted from ${from} to ${to} without being told how.`,
      {
        hints: [
          'Say how in a revision of your own: `limbeck revision -m "…"` with `op.alterColumn(…, { type: …, using: "…" })`.',
          'Or add a column of the new type, move the values, and drop the old column in a later revision.',
        ],
        details: { object: keyOf(idOf(wanted)), from, to },
      },
    )
  }
  if (safety === 'lossy') notes.losses.push(`What of ${name} does not fit from ${from} into ${to}`)
  if (types.castSafety(wanted.type, found.type) === 'impossible') {
    notes.irreversible.push(
      `Column '${name}' cannot be converted back from ${to} to ${from} without being told how: give \`using\` in \`downgrade\`.`,
    )
  }
}
