import { tokenizeSql } from '../text/index.ts'

/**
 * Splits a script into statements at the semicolons that end one: not those in strings, comments, parentheses or the
 * `BEGIN … END` body of a trigger or function. The semicolons are left out; empty statements too.
 */
export function splitStatements(script: string): readonly string[] {
  const statements: string[] = []
  let start = 0
  let parentheses = 0
  let words: string[] = []
  let depth = 0
  for (const token of tokenizeSql(script)) {
    if (token.text === '(') parentheses += 1
    else if (token.text === ')') parentheses -= 1
    else if (token.kind === 'word') {
      const word = token.text.toUpperCase()
      const inRoutine = words[0] === 'CREATE' && words.some((one) => /^(TRIGGER|FUNCTION|PROCEDURE)$/.test(one))
      if (inRoutine && (word === 'BEGIN' || word === 'CASE')) depth += 1
      else if (inRoutine && word === 'END' && depth > 0) depth -= 1
      words.push(word)
    }
    if (token.text === ';' && parentheses <= 0 && depth === 0) {
      statements.push(script.slice(start, token.start))
      start = token.end
      words = []
      parentheses = 0
    }
  }
  statements.push(script.slice(start))
  return statements.map((text) => text.trim()).filter((text) => hasCode(text))
}

function hasCode(text: string): boolean {
  return tokenizeSql(text).some((token) => token.kind !== 'space' && token.kind !== 'comment')
}
