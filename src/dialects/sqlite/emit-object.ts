import { LimbeckError } from '../../errors/index.ts'
import { type OperationOf, definedId } from '../../operations/index.ts'
import { displayName } from '../../schema/index.ts'

/** @throws LimbeckError LB5014 always: none of the types is SQLite's yet */
export function emitObject(op: OperationOf<'createObject' | 'dropObject' | 'alterObject' | 'renameObject'>): never {
  const object = op.kind === 'createObject' ? op.object : op
  const name = displayName(definedId(object))
  throw new LimbeckError(
    'LB5014',
    `SQLite has no objects of the type '${object.objectType}', such as '${name}' should be.`,
    {
      hints: ['Write it with `op.execute(…)`, where `op.dialect` says that it is wanted.'],
      details: { objectType: object.objectType, name },
    },
  )
}
