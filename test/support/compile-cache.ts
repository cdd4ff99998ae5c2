import path from 'node:path'

/**
 * Environment of processes that run the sources: Node keeps what it made of TypeScript, so that only the first process
 * pays for it. Node itself looks whether an entry is still right.
 *
 * @see https://nodejs.org/api/module.html#module-compile-cache
 */
export const compileCache = {
  NODE_COMPILE_CACHE: path.join(import.meta.dirname, '../../node_modules/.cache/limbeck-compile'),
}
