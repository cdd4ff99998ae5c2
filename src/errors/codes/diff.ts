import { defineCodes } from './code-row.ts'

export const diffCodes = defineCodes({
  LB5001: { title: 'A change that cannot be expressed', exitStatus: 2 },
  LB5002: { title: 'Open questions', exitStatus: 2 },
  LB5003: { title: 'The schema is not in a state for an operation', exitStatus: 2 },
  LB5004: { title: 'Wrong arguments of an operation', exitStatus: 2 },
  LB5005: { title: 'An operation was called too late', exitStatus: 2 },
  LB5010: { title: 'A type change that needs a person', exitStatus: 2 },
  LB5011: { title: 'A decision that makes no sense', exitStatus: 2 },
  LB5012: { title: 'A custom operation without SQL', exitStatus: 2 },
  LB5014: { title: 'A type of object that the database does not have', exitStatus: 2 },
  LB5015: { title: 'An object whose definition cannot be read', exitStatus: 2 },
  LB5016: { title: 'A column stands on what must be made anew', exitStatus: 2 },
  LB5017: { title: 'A role that the server does not have', exitStatus: 2 },
  LB5013: { title: 'A hook that answers what it must not', exitStatus: 2 },
})
