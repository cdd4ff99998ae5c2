/** What the command line needs of a stream: `process.stdout` and `process.stderr`, or a test's. */
export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

type Environment = { readonly [name: string]: string | undefined }

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const

/** Puts a text into a style where the stream shows styles, else leaves it alone. */
export type Style = { readonly [Name in keyof typeof codes]: (text: string) => string }

/**
 * Where people read. Results go to `out`, everything else to `err`: notices and progress only without `--quiet`,
 * warnings always.
 */
export class Terminal {
  readonly #streams: { readonly stdout: OutputStream; readonly stderr: OutputStream }
  readonly #environment: Environment
  readonly #quiet: boolean
  #outStyle: Style | null = null
  #errStyle: Style | null = null
  #printed = 0
  /** The line that is not ended yet; `kept`: its text stays when it ends. */
  #open: { readonly text: string; readonly kept: boolean } | null = null

  constructor(
    streams: { readonly stdout: OutputStream; readonly stderr: OutputStream },
    environment: Environment,
    options: { readonly quiet: boolean },
  ) {
    this.#streams = streams
    this.#environment = environment
    this.#quiet = options.quiet
  }

  get environment(): Environment {
    return this.#environment
  }

  /** Whether results go to a person at a terminal. */
  get isWatched(): boolean {
    return this.#streams.stdout.isTTY === true
  }

  get outStyle(): Style {
    this.#outStyle ??= styleFor(this.#streams.stdout, this.#environment)
    return this.#outStyle
  }

  get errStyle(): Style {
    this.#errStyle ??= styleFor(this.#streams.stderr, this.#environment)
    return this.#errStyle
  }

  /** A line of the result. */
  out(line = ''): void {
    this.#endLine()
    this.#streams.stdout.write(`${line}\n`)
  }

  /** Text of the result as it is. */
  outText(text: string): void {
    this.#endLine()
    this.#streams.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  /** The result that something prints, as text in the style of this terminal; the rest goes to `err` as ever. */
  textOf(print: (terminal: Terminal) => void): string {
    const { stdout, stderr } = this.#streams
    const parts: string[] = []
    const into = { isTTY: stdout.isTTY, columns: stdout.columns, write: (part: string) => parts.push(part) }
    print(new Terminal({ stdout: into, stderr }, this.#environment, { quiet: this.#quiet }))
    return parts.join('')
  }

  /** What is good to know. */
  notice(line: string): void {
    if (!this.#quiet) this.error(line)
  }

  /** What somebody should look at. */
  warn(message: string, hints: readonly string[] = []): void {
    this.error(`${this.errStyle.yellow('warning:')} ${message}`)
    for (const hint of hints) this.error(`  - ${hint}`)
  }

  /** A line beside the result, whatever `--quiet` says. */
  error(line: string): void {
    this.#endLine()
    this.#streams.stderr.write(`${line}\n`)
  }

  /** Only results, warnings and errors are printed. */
  get isQuiet(): boolean {
    return this.#quiet
  }

  /** Whether a line can be written again in its place: people watch, and the terminal knows how. */
  get canRedraw(): boolean {
    return !this.#quiet && this.#streams.stderr.isTTY === true && this.#environment['TERM'] !== 'dumb'
  }

  /**
   * The beginning of a line that {@link finish} completes; anything printed in between ends it first.
   *
   * @param progress shown behind it only while it is open
   */
  begin(text: string, progress = ''): void {
    if (this.#quiet) return
    this.#endLine()
    this.#draw(this.canRedraw ? fitted(text, progress, this.#width) : text, { text, kept: true })
  }

  /** How far the work of the open line is, behind its text; without an open line nothing. */
  showProgress(progress: string): void {
    if (!this.canRedraw || this.#open?.kept !== true) return
    this.#draw(`${eraseLine}${fitted(this.#open.text, progress, this.#width)}`, this.#open)
  }

  /** A line that goes when anything else is printed, and says what takes so long; not while another line is open. */
  passing(text: string): void {
    if (!this.canRedraw || this.#open?.kept === true) return
    const erased = this.#open === null ? '' : eraseLine
    this.#draw(`${erased}${fitted(text, '', this.#width)}`, { text, kept: false })
  }

  /** How often something was printed; tells whether anything was since. */
  get printed(): number {
    return this.#printed
  }

  /** Ends a line that was begun; for whoever writes past the terminal. */
  end(): void {
    this.#endLine()
  }

  /** Completes the line of {@link begin}, or writes `alone` when it was ended meanwhile. */
  finish(rest: string, alone: string): void {
    if (this.#quiet) return
    if (this.#open?.kept !== true) {
      this.error(alone)
      return
    }
    this.#draw(this.canRedraw ? `${eraseLine}${alone}\n` : `${rest}\n`, null)
  }

  /** Whoever watches the stream hears of this text, too, and must not end the line that it makes. */
  #draw(text: string, open: { readonly text: string; readonly kept: boolean } | null): void {
    this.#open = null
    this.#streams.stderr.write(text)
    this.#open = open
  }

  get #width(): number {
    const { columns } = this.#streams.stderr
    // A terminal that nobody told its size says 0.
    return columns === undefined || columns === 0 ? 80 : columns
  }

  #endLine(): void {
    this.#printed += 1
    const open = this.#open
    if (open === null) return
    this.#open = null
    this.#streams.stderr.write(this.canRedraw ? `${eraseLine}${open.kept ? `${open.text}\n` : ''}` : '\n')
  }
}

const eraseLine = '\r\u001b[2K'

/** A text and what stands behind it on one line of the terminal: a line that wraps could not be erased. */
function fitted(text: string, behind: string, width: number): string {
  const room = width - 1 - cellsOf(behind)
  if (room < 20) return behind === '' ? text : fitted(text, '', width)
  if (cellsOf(text) <= room) return `${text}${behind}`
  let short = ''
  for (const character of text) {
    if (cellsOf(short) + cellsOf(character) > room - 1) break
    short += character
  }
  return `${short}…${behind}`
}

/** Columns of the terminal, at most: letters outside of the western scripts may take two. */
function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) cells += (character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2
  return cells
}

/** @see https://no-color.org */
function styleFor(stream: OutputStream, environment: Environment): Style {
  const force = environment['FORCE_COLOR']
  const plain = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb'
  const enabled = force === undefined ? !plain && stream.isTTY === true : force !== '0'
  const wrap = (name: keyof typeof codes) => (text: string) =>
    enabled ? `\u001b[${codes[name][0]}m${text}\u001b[${codes[name][1]}m` : text
  return {
    bold: wrap('bold'),
    dim: wrap('dim'),
    red: wrap('red'),
    green: wrap('green'),
    yellow: wrap('yellow'),
    cyan: wrap('cyan'),
  }
}
