import { LimbeckError } from '../errors/index.ts'
import type { Question } from './question.ts'

/** LB5002: questions that nobody is there to answer, each with the ways to answer it. */
export function openQuestions(questions: readonly Question[]): LimbeckError {
  const example = Object.fromEntries(questions.map(({ id, candidates }) => [id, candidates[0] ?? null]))
  return new LimbeckError(
    'LB5002',
    [
      questions.length === 1 ? 'A question is open.' : `${questions.length} questions are open.`,
      ...questions.map(({ text }) => text),
    ].join(' '),
    {
      hints: [
        ...questions.slice(0, 5).flatMap(renameHint),
        `Answers to all of them: \`--decisions FILE\`, a JSON file such as ${JSON.stringify(example)}; null means "it is new".`,
        `Or say it in the models: ${questions.some(({ kind }) => kind !== 'renameEnumValue') ? '`.renamedFrom(…)`' : '`renamedValues` of `enumType`'}.`,
      ],
      details: {
        questions: questions.map(({ id, kind, name, candidates, text }) => ({
          id,
          kind,
          name,
          candidates: [...candidates],
          text,
        })),
      },
    },
  )
}

const prefixes: { readonly [Kind in Question['kind']]: string } = {
  renameTable: 'table:',
  renameColumn: 'column:',
  renameEnum: 'enum:',
  renameEnumValue: 'enum-value:',
}

/** The option that says yes to the best candidate, where the names need no quoting in a shell. */
function renameHint({ id, kind, name, candidates }: Question): readonly string[] {
  const owner = id.slice(id.indexOf(':') + 1, id.length - name.length)
  const [best = ''] = candidates
  if (!/^[\w.]*$/.test(owner) || !/^\w+$/.test(name) || !/^\w+$/.test(best)) return []
  return [`If it was renamed: \`--rename ${prefixes[kind]}${owner}${best}=${name}\`.`]
}
