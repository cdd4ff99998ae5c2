export { parseIndex } from './parse-index.ts'
export { parseTable } from './parse-table.ts'
export type {
  ParsedColumn,
  ParsedColumnConstraint,
  ParsedIndex,
  ParsedReference,
  ParsedTable,
  ParsedTableConstraint,
  Span,
} from './parsed.ts'
