import { LimbeckError } from '../errors/index.ts'

/** LB2003 for a file or folder that the system does not let limbeck read. */
export function unreadableFile(file: string, error: unknown): LimbeckError {
  return new LimbeckError(
    'LB2003',
    `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    {
      hints: ['Look at `migrations` in the configuration and at the permissions of the file.'],
      details: { file },
      cause: error,
    },
  )
}
