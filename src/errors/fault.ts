import { type JsonObject, LimbeckError } from './limbeck-error.ts'

/** An error for what must not happen: a fault of limbeck, not of its user. */
export function fault(message: string, details: JsonObject = {}): LimbeckError {
  return new LimbeckError('LB9001', message, {
    hints: ['This is a fault of limbeck. Please report it with the command and the message.'],
    details,
  })
}

/** Ends a `switch` over a union: a build error when a member is missing, a fault when the data lies. */
export function assertNever(value: never): never {
  throw fault(`Unexpected value ${JSON.stringify(value)}`)
}
