import { defineCodes } from './code-row.ts'

export const modelCodes = defineCodes({
  LB3001: { title: 'Two objects of one name', exitStatus: 2 },
  LB3002: { title: 'A reference to nothing', exitStatus: 2 },
  LB3003: { title: 'An unknown column in a constraint or index', exitStatus: 2 },
  LB3004: { title: 'A foreign key of another type than the column it references', exitStatus: 2 },
  LB3005: { title: 'A foreign key to columns that are not unique', exitStatus: 2 },
  LB3006: { title: 'The values of an enum type are not valid', exitStatus: 2 },
  LB3007: { title: 'A table without columns', exitStatus: 2 },
  LB3008: { title: 'Two primary keys', exitStatus: 2 },
  LB3009: { title: 'Settings of a column that contradict each other', exitStatus: 2 },
  LB3010: { title: 'A default that does not fit its type', exitStatus: 2 },
  LB3011: { title: 'A name that is empty or too long', exitStatus: 2 },
  LB3012: { title: 'The settings of a type are not valid', exitStatus: 2 },
  LB3013: { title: 'A column or constraint of an unknown form', exitStatus: 2 },
  LB3014: { title: 'The constraints of a table could not be read', exitStatus: 2 },
  LB3015: { title: 'An expression that is not SQL', exitStatus: 2 },
  LB3016: { title: 'A SQL file of the models fails', exitStatus: 2 },
  LB3017: { title: 'A scratch database that is not empty', exitStatus: 2 },
})
