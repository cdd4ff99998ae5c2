import { isSqlExpression } from '../../models/index.ts'
import type { CreateObject } from '../data.ts'
import { excludeConstraint } from '../exclude-constraint.ts'
import type { ExcludeOptions } from '../operation-options.ts'
import { expressionArgument, inWords, textArgument, textOption, wrongArgument } from './arguments.ts'
import { deferrableFrom } from './constraint-arguments.ts'
import type { CallPlace } from './place.ts'

/** An operator as PostgreSQL writes it: signs, or `OPERATOR(schema.=)`. It goes into SQL as it stands. */
const operatorText = /^(?:[-+*/<>=~!@#%^&|`?]+|OPERATOR\([\w."]+\.[-+*/<>=~!@#%^&|`?]+\))$/i

/** An exclusion constraint from the arguments of a call. */
export function excludeFrom(place: CallPlace, name: unknown, elements: unknown, options: ExcludeOptions): CreateObject {
  const { call, namespace, table } = place
  if (!Array.isArray(elements) || elements.length === 0) {
    throw wrongArgument(call, `The elements must be a list of pairs, not ${inWords(elements)}.`, [
      "Write `[['room', '='], ['during', '&&']]`.",
    ])
  }
  return excludeConstraint({
    name: textArgument(call, 'The name of the exclusion constraint', name),
    namespace,
    table,
    elements: elements.map((element: unknown) => elementFrom(call, element)),
    using: textOption(call, 'using', options.using) ?? 'gist',
    where: options.where === undefined ? null : expressionArgument(call, "The condition of 'where'", options.where).sql,
    deferrable: deferrableFrom(call, options.deferrable),
  })
}

function elementFrom(call: string, element: unknown) {
  const [what, operator]: readonly unknown[] = Array.isArray(element) ? element : [element]
  const given = textArgument(call, 'The operator of each element', operator).trim()
  if (!operatorText.test(given)) throw wrongArgument(call, `${inWords(given)} is no operator.`)
  if (isSqlExpression(what)) {
    return { sql: expressionArgument(call, 'Each element', what).sql, isColumn: false, operator: given }
  }
  return { sql: textArgument(call, 'The column of each element', what), isColumn: true, operator: given }
}
