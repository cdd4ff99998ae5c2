import { type ObjectType, textOf } from './object-type.ts'

const clause = (keyword: string, value: string) => `'${keyword} = ' || ${value}`
const routine = (column: string) => `NULLIF(g.${column}::oid, 0)::pg_catalog.regproc::text`
/** What may be done with the state: the default depends on the kind of aggregate. */
const modify = (column: string) =>
  `CASE WHEN g.${column} <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END
    THEN CASE g.${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`

const clauses = [
  clause('SFUNC', routine('aggtransfn')),
  clause('STYPE', 'pg_catalog.format_type(g.aggtranstype, NULL)'),
  clause('SSPACE', 'NULLIF(g.aggtransspace, 0)'),
  clause('FINALFUNC', routine('aggfinalfn')),
  `CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END`,
  clause('FINALFUNC_MODIFY', modify('aggfinalmodify')),
  clause('COMBINEFUNC', routine('aggcombinefn')),
  clause('SERIALFUNC', routine('aggserialfn')),
  clause('DESERIALFUNC', routine('aggdeserialfn')),
  clause('INITCOND', 'pg_catalog.quote_literal(g.agginitval)'),
  clause('MSFUNC', routine('aggmtransfn')),
  clause('MINVFUNC', routine('aggminvtransfn')),
  clause('MSTYPE', 'pg_catalog.format_type(NULLIF(g.aggmtranstype, 0), NULL)'),
  clause('MSSPACE', 'NULLIF(g.aggmtransspace, 0)'),
  clause('MFINALFUNC', routine('aggmfinalfn')),
  `CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END`,
  `CASE WHEN g.aggmtransfn::oid <> 0 THEN ${clause('MFINALFUNC_MODIFY', modify('aggmfinalmodify'))} END`,
  clause('MINITCOND', 'pg_catalog.quote_literal(g.aggminitval)'),
  `(SELECT 'SORTOP = OPERATOR(' || pg_catalog.quote_ident(n.nspname) || '.' || p.oprname || ')'
      FROM pg_catalog.pg_operator p JOIN pg_catalog.pg_namespace n ON n.oid = p.oprnamespace WHERE p.oid = g.aggsortop)`,
  `CASE o.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END`,
  `CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END`,
]

/**
 * An aggregate. Its `definition` is everything behind its name: `(integer) (SFUNC = …, STYPE = …)`.
 *
 * @see https://www.postgresql.org/docs/18/sql-createaggregate.html
 */
export const aggregate: ObjectType = {
  objectType: 'aggregate',
  keyword: 'AGGREGATE',
  isOverloaded: true,
  source: (filter) => ({
    catalog: 'pg_proc',
    joins: 'JOIN pg_catalog.pg_aggregate g ON g.aggfnoid = o.oid',
    where: `o.prokind = 'a' AND ${filter.namespace('o.pronamespace')}`,
    namespace: 'o.pronamespace',
    name: `o.proname || '(' || ${aggregateArguments} || ')'`,
    attributes: `pg_catalog.json_build_object('definition', '(' || ${aggregateArguments} || ') (' || pg_catalog.concat_ws(', ', ${clauses.join(',\n      ')}) || ')')`,
  }),
  create: (object, { name }) => [`CREATE AGGREGATE ${name}${textOf(object, 'definition')}`],
}

/** With `ORDER BY` of an ordered-set aggregate; `*` for one that takes rows as such. */
const aggregateArguments = `COALESCE(NULLIF(pg_catalog.pg_get_function_identity_arguments(o.oid), ''), '*')`
