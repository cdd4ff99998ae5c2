import { whileAny } from './while-any.ts'

/**
 * Runs one import without the three warnings that Node prints about how it loads a user's file: that it strips types,
 * that a package.json has no `type`, and that a CommonJS project's file has ES module syntax. Every other warning passes.
 */
export const withQuietImport = whileAny(filterWarnings)

/** Most warnings take both ways, one of the three only the second; between the ways a tick may pass. */
function filterWarnings(): () => void {
  const { emitWarning, emit } = process
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    const code = rest.map((part) => (typeof part === 'string' ? part : codeOf(part)))
    if (isAboutLoading(typeof warning === 'string' ? warning : warning.message, code)) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }
  const quietEmit = (event: string, ...rest: unknown[]): boolean => {
    const [warning] = rest
    if (event === 'warning' && warning instanceof Error && isAboutLoading(warning.message, [codeOf(warning)]))
      return true
    return Boolean(Reflect.apply(emit, process, [event, ...rest]))
  }
  // The same arguments in and out; the overloads of `emit`, one per event, cannot be written as one list.
  process.emit = quietEmit as typeof process.emit
  return () => Object.assign(process, { emitWarning, emit })
}

function isAboutLoading(text: string, codes: readonly unknown[]): boolean {
  return (
    text.startsWith('Type Stripping is an experimental feature') ||
    text.startsWith('Failed to load the ES module:') ||
    codes.includes('MODULE_TYPELESS_PACKAGE_JSON')
  )
}

function codeOf(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'code' in part ? part.code : undefined
}
