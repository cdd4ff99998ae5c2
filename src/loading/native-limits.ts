/** Codes of errors with which Node says that it cannot load a file; another loader may. */
const codes = new Set([
  'ERR_AMBIGUOUS_MODULE_SYNTAX',
  'ERR_IMPORT_ATTRIBUTE_MISSING',
  'ERR_INVALID_MODULE_SPECIFIER',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_MODULE_NOT_FOUND',
  'ERR_NO_TYPESCRIPT',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_REQUIRE_ASYNC_MODULE',
  'ERR_REQUIRE_CYCLE_MODULE',
  'ERR_REQUIRE_ESM',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'MODULE_NOT_FOUND',
])

/**
 * Whether an error of `import()` is a limit of Node's own loader (then another loader is worth a try) rather than an
 * error of the code that was loaded.
 *
 * @see https://nodejs.org/docs/latest-v22.x/api/errors.html and https://nodejs.org/docs/latest-v22.x/api/typescript.html
 */
export function isNativeLimit(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (codes.has(codeOf(error))) return true
  // `require`, `__dirname`, `module`, `exports` in an ES module.
  if (error instanceof ReferenceError) return error.message.includes('is not defined in ES module scope')
  return isCompileError(error)
}

/** A SyntaxError of the loaded file itself, not one that its code threw (`JSON.parse`). */
function isCompileError(error: Error): boolean {
  if (!(error instanceof SyntaxError)) return false
  // Node puts the place of a compile error in front of the stack; a thrown one begins with its name.
  return !(error.stack ?? '').startsWith('SyntaxError') || isMissingExport(error)
}

/**
 * Of the error of Node's loader and that of the second one, the one to show. The second loader gets further, so its error
 * is the real one, except where it knows less: syntax errors, and names that a module does not export.
 */
export function worseOf(native: unknown, second: unknown): unknown {
  if (!(native instanceof Error) || !(second instanceof Error)) return second
  if (codeOf(native) === 'ERR_INVALID_TYPESCRIPT_SYNTAX' && second.message.startsWith('ParseError')) return native
  if (isMissingExport(native) && second instanceof TypeError) return native
  return second
}

function isMissingExport(error: Error): boolean {
  return error.message.includes('does not provide an export named')
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
