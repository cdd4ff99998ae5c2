import { type SqlToken, tokenizeSql } from '../text/index.ts'

/** One statement of a script. */
export interface ScriptStatement {
  /** From its first word to its last: without the semicolon, and without white space and comments around it. */
  readonly text: string
  /** Offset of its first character in the script. */
  readonly start: number
  /** It has the `BEGIN … END` of a trigger or routine, and the `END` is missing. */
  readonly isOpen: boolean
}

/**
 * Splits a script into statements at the semicolons that end one: not those in strings, comments, parentheses or the
 * `BEGIN … END` body of a trigger or function. The semicolons are left out; empty statements too.
 */
export function splitStatements(script: string): readonly string[] {
  return splitScript(script).map(({ text }) => text)
}

/** As {@link splitStatements}, with the place of each statement. */
export function splitScript(script: string): readonly ScriptStatement[] {
  const statements: ScriptStatement[] = []
  let state = startOfStatement()
  const finish = () => {
    const { start, end, depth } = state
    if (start >= 0) statements.push({ text: script.slice(start, end), start, isOpen: depth > 0 })
    state = startOfStatement()
  }
  for (const token of tokenizeSql(script)) {
    if (token.kind === 'space' || token.kind === 'comment') continue
    if (token.text === ';' && state.parentheses <= 0 && state.depth === 0) finish()
    else follow(state, token)
  }
  finish()
  return statements
}

/** Where in a statement its reader is. */
interface StatementState {
  /** -1 in front of its first token. */
  start: number
  end: number
  parentheses: number
  /** What the statement creates is looked for in its first words; then whether it is something with a body. */
  kind: 'unknown' | 'created' | 'routine' | 'other'
  /** Open `BEGIN` and `CASE` of a body. */
  depth: number
  hasBegun: boolean
  previous: string
}

function startOfStatement(): StatementState {
  return { start: -1, end: -1, parentheses: 0, kind: 'unknown', depth: 0, hasBegun: false, previous: '' }
}

/** Between CREATE and what is created. */
const modifiers = /^(?:OR|REPLACE|TEMP|TEMPORARY|CONSTRAINT|EVENT|EDITIONABLE|NONEDITIONABLE|DEFINER|AGGREGATE)$/

function follow(state: StatementState, token: SqlToken): void {
  if (state.start < 0) state.start = token.start
  state.end = token.end
  if (token.text === '(') state.parentheses += 1
  else if (token.text === ')') state.parentheses -= 1
  if (token.kind === 'word') {
    const word = token.text.toUpperCase()
    if (state.kind === 'unknown') state.kind = word === 'CREATE' ? 'created' : 'other'
    else if (state.kind === 'created' && !modifiers.test(word)) {
      state.kind = /^(?:TRIGGER|FUNCTION|PROCEDURE)$/.test(word) ? 'routine' : 'other'
    } else if (state.kind === 'routine' && state.previous !== '.') followBody(state, word)
  } else if (state.kind === 'unknown') state.kind = 'other'
  state.previous = token.text
}

function followBody(state: StatementState, word: string): void {
  if (word === 'CASE' || (word === 'BEGIN' && !state.hasBegun)) state.depth += 1
  else if (word === 'END' && state.depth > 0) state.depth -= 1
  if (word === 'BEGIN') state.hasBegun = true
}
