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
        ...questions.slice(0, 5).map((question) => renameHint(question)),
        `Or answer with \`--decisions FILE\`, a JSON file such as ${JSON.stringify(example)}; null means "it is new".`,
        'Or say it in the models: `.renamedFrom(…)`.',
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

function renameHint({ id, candidates }: Question): string {
  const now = id.slice(id.indexOf(':') + 1)
  const [best = ''] = candidates
  const before = now.includes('.') ? `${now.slice(0, now.lastIndexOf('.') + 1)}${best}` : best
  return `A rename: \`--rename ${before}=${now}\`.`
}
