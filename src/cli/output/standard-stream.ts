import { fstatSync, statSync, writeSync } from 'node:fs'
import type { OutputStream } from './terminal.ts'

/** How long to wait before a pipe that is full is tried again, in milliseconds. */
const fullPipeMs = 2

/**
 * A standard stream. Into files, pipes and sockets it writes by itself, each text at once: `process.stdout` would load Node's
 * whole library of streams first, which takes a fifth of the time of a short command.
 *
 * @param onClosed what to do when nobody reads what is written
 */
export function standardStream(name: 'stdout' | 'stderr', onClosed: () => void): OutputStream {
  const descriptor = name === 'stdout' ? 1 : 2
  return isPlain(descriptor) ? new PlainStream(descriptor, onClosed) : watchedStream(name, onClosed)
}

class PlainStream implements OutputStream {
  readonly isTTY = false
  readonly #descriptor: number
  readonly #onClosed: () => void

  constructor(descriptor: number, onClosed: () => void) {
    this.#descriptor = descriptor
    this.#onClosed = onClosed
  }

  write(text: string): void {
    let rest = Buffer.from(text)
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(this.#descriptor, rest))
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null
        if (code === 'EPIPE') {
          this.#onClosed()
          return
        }
        if (code !== 'EAGAIN') throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, fullPipeMs)
      }
    }
  }
}

/** Node's own stream, for terminals. */
function watchedStream(name: 'stdout' | 'stderr', onClosed: () => void): OutputStream {
  const stream = process[name]
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') onClosed()
    else throw error
  })
  return stream
}

/** A file, a pipe, a socket or nothing at all; false for a terminal and where that cannot be told. */
function isPlain(descriptor: number): boolean {
  if (process.platform === 'win32') return false
  try {
    const found = fstatSync(descriptor)
    if (found.isFile() || found.isFIFO() || found.isSocket()) return true
    return found.isCharacterDevice() && found.rdev === statSync('/dev/null').rdev
  } catch {
    return false
  }
}
