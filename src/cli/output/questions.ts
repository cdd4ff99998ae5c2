import { select, isCancel } from '@clack/prompts'
import type { Decisions, Question } from '../../diff/index.ts'
import { LimbeckError } from '../../errors/index.ts'

/** Asks a person each question on the terminal; on stderr, because stdout is for results. */
export async function askQuestions(questions: readonly Question[]): Promise<Decisions> {
  const answers: { [questionId: string]: string | null } = {}
  const taken = new Set<string>()
  for (const question of questions) {
    // A name that one question used up is not the old name of another.
    const candidates = question.candidates.filter((name) => !taken.has(`${groupOf(question)}:${name}`))
    if (candidates.length === 0) {
      answers[question.id] = null
      continue
    }
    const answer = await select<string | null>({
      message: question.text,
      options: [
        ...candidates.map((name) => ({ value: name, label: `Renamed from ${name}` })),
        { value: null, label: `${question.name} is new`, hint: dropHint(question) },
      ],
      output: screen(),
    })
    if (isCancel(answer)) throw cancelled()
    answers[question.id] = answer
    if (answer !== null) taken.add(`${groupOf(question)}:${answer}`)
  }
  return answers
}

/** A pseudo terminal that nobody gave a size says 0 columns; each letter would stand on a line of its own. */
function screen(): typeof process.stderr {
  if (process.stderr.columns === 0) process.stderr.columns = 80
  return process.stderr
}

function groupOf(question: Question): string {
  return JSON.stringify([question.kind, question.objectType, question.table])
}

function dropHint({ kind, objectType }: Question): string {
  if (kind === 'renameSchema') return 'what is in the old one is dropped with its data'
  const keepsRows = kind !== 'renameObject' || objectType === 'virtual table'
  return keepsRows ? 'the old one is dropped with its data' : 'the old one is dropped'
}

function cancelled(): LimbeckError {
  return new LimbeckError('LB1008', 'Cancelled: nothing was changed.')
}
