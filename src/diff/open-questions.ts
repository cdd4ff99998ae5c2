import { LimbeckError } from '../errors/index.ts'
import { withoutArguments } from '../schema/index.ts'
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
        questions: questions.map(({ id, kind, objectType, name, candidates, text }) => ({
          id,
          kind,
          ...(objectType === undefined ? {} : { objectType }),
          name,
          candidates: [...candidates],
          text,
        })),
      },
    },
  )
}

/** The option that says yes to the best candidate, where the names need no quoting in a shell. */
function renameHint({ id, name, candidates }: Question): readonly string[] {
  const word = /^rename-([\w-]+):/.exec(id)?.[1] ?? ''
  const owner = id.slice(id.indexOf(':') + 1, id.length - name.length)
  const [best = ''] = candidates
  if (!/^[\w.]*$/.test(owner)) return []
  const bare = [best, name].map(withoutArguments)
  // The shell reads parentheses; where both have the same arguments the names say enough.
  if (!bare.every((one) => /^\w+$/.test(one))) return []
  return [`If it was renamed: \`--rename ${word}:${owner}${bare.join('=')}\`.`]
}
