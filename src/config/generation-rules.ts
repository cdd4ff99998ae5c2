import type { GenerationConfig } from '../generation/index.ts'
import { type Rule, type RulesFor, callable, callables, either, isObject, text } from './value-rules.ts'

const listOf = (expected: string, each: Rule): Rule => ({
  expected,
  accepts: (value) => Array.isArray(value) && value.every(each.accepts),
  items: each,
})

const isCommand = (value: unknown): boolean =>
  isObject(value) &&
  Array.isArray(value['command']) &&
  value['command'].length > 0 &&
  value['command'].every((part: unknown) => typeof part === 'string') &&
  [value['name'], value['cwd']].every((one) => one === undefined || typeof one === 'string')

/** What the keys about new revisions must be. */
export const generationRules: RulesFor<GenerationConfig> = {
  processRevision: callables,
  operations: listOf('a list of operations made by defineOperation(…)', {
    expected: 'an operation made by defineOperation(…)',
    accepts: (item) => isObject(item) && isObject(item['definition']),
  }),
  comparators: listOf('a list of comparators made by defineComparator(…)', {
    expected: 'a comparator made by defineComparator(…)',
    accepts: (item) => isObject(item) && text.accepts(item['name']) && callable.accepts(item['compare']),
  }),
  renderItem: callable,
  emit: {
    expected: 'an object of functions by kind of operation',
    accepts: (value) => isObject(value) && Object.values(value).every(callable.accepts),
    values: callable,
  },
  postWriteHooks: listOf("a list of `{ name, command: ['program', 'argument', '{file}'], cwd }` or functions", {
    expected: "`{ name, command: ['program', 'argument', '{file}'], cwd }` or a function",
    accepts: (one) => callable.accepts(one) || isCommand(one),
  }),
  revisionTemplate: either({ ...text, expected: 'the path of a template' }, callable),
  templateArguments: {
    expected: 'an object of texts',
    accepts: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
    values: { expected: 'a text', accepts: (one) => typeof one === 'string' },
  },
}
