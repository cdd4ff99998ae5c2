import { LimbeckError, errorCodes, isLimbeckError } from '../errors/index.ts'
import type { Project } from '../jobs/index.ts'
import type { Command, CommandContext, CommandOutcome, CommandValues } from './command.ts'
import { commands } from './commands/index.ts'
import { defined } from './defined.ts'
import type { GlobalOptions } from './global-options.ts'
import { commandText, overviewText } from './help-text.ts'
import { reportError, traceLines } from './output/error-report.ts'
import { progressPrinter } from './output/progress.ts'
import { type OutputStream, Terminal } from './output/terminal.ts'
import { type ParsedArguments, parseArguments } from './parse-arguments.ts'
import { limbeckVersion as version } from '../runtime/limbeck-version.ts'

/** What the program takes from the process around it. */
export interface Host {
  readonly cwd: string
  readonly environment: { readonly [name: string]: string | undefined }
  readonly stdin: { readonly isTTY?: boolean | undefined }
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** Aborted by the first Ctrl-C: the running job ends where it is safe. */
  readonly signal: AbortSignal
  isInterrupted(): boolean
  /** Calls back before something else than the program writes to a standard stream; left out: nothing does. */
  readonly beforeOtherWrites?: (before: () => void) => void
}

/**
 * Runs one command line.
 *
 * @param argv without the program itself
 * @returns the exit status: 0 done, 1 found something, 2 refused, 3 the database failed, 70 a fault of limbeck, 130 interrupted
 */
export async function runCli(argv: readonly string[], host: Host): Promise<number> {
  if (argv[0] === '__complete') return await printCompletion(argv.slice(1), host)
  // Known before anything is parsed, so that a wrong command line is answered in the form it asked for.
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length)
  const json = options.includes('--json')
  const trace = options.includes('--trace') || options.includes('--raiseerr')
  const terminal = new Terminal(host, host.environment, {
    quiet: options.some((text) => /^(-[a-z]*q[a-z]*|--quiet)$/.test(text)),
  })
  host.beforeOtherWrites?.(() => terminal.end())
  let commandName = ''
  try {
    const { parsed, every } = await parseWithOwn(argv, host)
    commandName = parsed.command?.name ?? ''
    const shown = await showHelp(parsed, every, terminal, host)
    if (shown !== null) return shown
    if (parsed.command === null) throw new LimbeckError('LB1001', 'No command was given.')
    const outcome = await runCommand(parsed.command, parsed, host, terminal)
    terminal.end()
    if (json) printJson(host.stdout, { ok: true, command: commandName, result: outcome.result })
    else outcome.print(terminal)
    return host.isInterrupted() ? 130 : (outcome.status ?? 0)
  } catch (thrown) {
    const error = explainSystemError(thrown)
    if (json) {
      terminal.end()
      const named = isLimbeckError(error) ? error.details['command'] : undefined
      if (commandName === '' && typeof named === 'string') commandName = named
      printJson(host.stdout, { ok: false, command: commandName, error: errorData(error, trace) })
    } else {
      reportError(error, terminal, { trace })
    }
    if (host.isInterrupted()) return 130
    return isLimbeckError(error) ? errorCodes[error.code].exitStatus : 70
  }
}

/** What the scripts of `limbeck completion` ask for at each press of the tab key. */
async function printCompletion(words: readonly string[], { cwd, stdout }: Host): Promise<number> {
  const { complete } = await import('./completion/complete.ts')
  for (const line of await complete(words, commands, cwd)) stdout.write(`${line}\n`)
  return 0
}

/** Takes the command line apart. The configuration is asked for commands of its own only where that may matter. */
async function parseWithOwn(
  argv: readonly string[],
  host: Host,
): Promise<{ readonly parsed: ParsedArguments; readonly every: readonly Command[] }> {
  const withOwn = async () => [...commands, ...(await (await import('./own-commands.ts')).ownCommands(host.cwd, argv))]
  let parsed: ParsedArguments
  try {
    parsed = parseArguments(argv, commands)
  } catch (error) {
    const every = await withOwn()
    if (every.length === commands.length) throw error
    return { parsed: parseArguments(argv, every), every }
  }
  const showsAll = (parsed.command === null && !parsed.globals.version) || parsed.command?.name === 'help'
  return { parsed, every: showsAll ? await withOwn() : commands }
}

/** Answers `--version`, `--help`, `help` and an empty command line; null when there is a command to run. */
async function showHelp(
  parsed: ParsedArguments,
  every: readonly Command[],
  terminal: Terminal,
  { stdout }: Host,
): Promise<number | null> {
  const { command, globals, values } = parsed
  const show = (text: string) => {
    if (globals.json) printJson(stdout, { ok: true, command: command?.name ?? 'help', result: { text } })
    else terminal.outText(text)
  }
  if (globals.version) {
    if (globals.json) printJson(stdout, { ok: true, command: '', result: { version } })
    else terminal.out(`limbeck ${version}`)
    return 0
  }
  if (command !== null && !globals.help && command.name !== 'help') return null
  const topic = command?.name === 'help' ? values.arguments['command'] : command?.name
  if (typeof topic === 'string') {
    const { errorPage, isErrorCode } = await import('./error-page.ts')
    if (command?.name === 'help' && isErrorCode(topic)) {
      show(errorPage(topic))
      return 0
    }
    const named = parseArguments([topic, '--help'], every).command
    show(named === null ? overviewText(every, version) : commandText(named))
    return 0
  }
  if (command === null && !globals.help) {
    if (globals.json) return null
    terminal.error(overviewText(every, version))
    return 2
  }
  show(overviewText(every, version))
  return 0
}

async function runCommand(
  command: Command,
  { globals, values }: ParsedArguments,
  host: Host,
  terminal: Terminal,
): Promise<CommandOutcome> {
  if (globals.x.length > 0) {
    const { setXArguments } = await import('../config/index.ts')
    setXArguments(globals.x)
  }
  if (globals.name !== 'all' || !command.perDatabase) return runOnce(command, globals, values, host, terminal)
  const { listDatabaseNames } = await import('../config/index.ts')
  const names = await listDatabaseNames({ cwd: host.cwd, config: globals.config, name: 'all' })
  const { runEveryDatabase } = await import('./run-every-database.ts')
  return await runEveryDatabase(
    names,
    terminal,
    { json: globals.json, isInterrupted: () => host.isInterrupted() },
    (name) => runOnce(command, { ...globals, name }, values, host, terminal),
  )
}

async function runOnce(
  command: Command,
  globals: GlobalOptions,
  values: CommandValues,
  host: Host,
  terminal: Terminal,
): Promise<CommandOutcome> {
  const opened: Project[] = []
  const canAsk = () => !globals.json && host.stderr.isTTY === true && host.stdin.isTTY === true
  const context: CommandContext = {
    cwd: host.cwd,
    globals,
    terminal,
    canAsk,
    openProject: async (fallbackUrl) => {
      const project = await openProjectFor(command, { ...globals, fallbackUrl }, host, terminal, canAsk)
      opened.push(project)
      return project
    },
  }
  try {
    return await command.run(context, values)
  } finally {
    for (const project of opened) await project.close()
  }
}

async function openProjectFor(
  command: Command,
  { config, name, url, verbose, fallbackUrl }: GlobalOptions & { readonly fallbackUrl: string | undefined },
  host: Host,
  terminal: Terminal,
  canAsk: () => boolean,
): Promise<Project> {
  const { openProject } = await import('../jobs/index.ts')
  return openProject({
    cwd: host.cwd,
    ...defined({ config, name, url, fallbackUrl }),
    onEvent: progressPrinter(terminal, { verbose }),
    signal: host.signal,
    ...(command.asks && canAsk()
      ? { ask: async (questions) => (await import('./output/questions.ts')).askQuestions(questions) }
      : {}),
  })
}

/** What the system refused about a file is not limbeck's fault. */
function explainSystemError(error: unknown): unknown {
  if (isLimbeckError(error) || !(error instanceof Error)) return error
  if (!('syscall' in error)) return error
  const about = 'path' in error && typeof error.path === 'string' ? error.path : null
  const hint = 'code' in error ? systemHints[String(error.code)] : undefined
  // A write says of a full disk, but not of which file.
  if (about === null && hint === undefined) return error
  return new LimbeckError('LB1007', error.message, {
    hints: hint === undefined ? [] : [hint],
    details: about === null ? {} : { path: about },
    cause: error,
  })
}

const noRight = 'Give your user the right to read and write there: `ls -ld` of the folder shows who has it.'
const systemHints: { readonly [code: string]: string } = {
  EACCES: noRight,
  EPERM: noRight,
  EROFS: 'The file system can only be read; run the command where the project can be written.',
  ENOSPC: 'Make room on the disk, then run the command again.',
}

function errorData(error: unknown, trace: boolean): object {
  const stack = trace ? { stack: traceLines(error) } : {}
  if (isLimbeckError(error)) {
    const { code, message, hints, details } = error
    return { code, message, hints, details, ...stack }
  }
  const message = error instanceof Error ? error.message : String(error)
  const hints = ['This is a fault of limbeck. Please report it with the command and the message.']
  return { code: 'LB9001', message, hints, details: {}, ...stack }
}

function printJson(stream: OutputStream, document: object): void {
  // Rows of a bulk insert may hold what JSON has no form for.
  const replace = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
  stream.write(`${JSON.stringify(document, replace, 2)}\n`)
}
