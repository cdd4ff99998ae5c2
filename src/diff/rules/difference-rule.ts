import type { TypeSystem } from '../../dialects/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Catalog, CatalogObject, Constraint, DefinedObject, Index, ObjectKind, Table } from '../../schema/index.ts'
import type { Delta } from '../compare-catalogs.ts'

/** What a rule may know besides the difference itself, and where it puts what a person should read. */
export interface RuleContext {
  /** What the database has, under the names that the models use. */
  readonly found: Catalog
  readonly wanted: Catalog
  readonly types: Pick<TypeSystem, 'castSafety' | 'print'>
  readonly notes: DifferenceNotes
  /** Whether the database changes a defined object in place. */
  alters(found: DefinedObject, wanted: DefinedObject): boolean
  /** Whether the database changes a table in place in this attribute. */
  altersTable(attribute: string, found: Table, wanted: Table): boolean
  /** Whether the database changes a constraint or index in place in what differs. */
  altersMember(found: Constraint | Index, attributes: readonly string[]): boolean
  /** Whether columns change under what stands on them. */
  readonly dependentsStay: boolean
}

export interface DifferenceNotes {
  /** What may fail or surprise when the upgrade runs, a sentence each. */
  readonly warnings: string[]
  /** What the upgrade itself destroys and the downgrade does not bring back, a sentence each. */
  readonly losses: string[]
  /** Changes whose way back the database cannot go by itself, a sentence each. */
  readonly irreversible: string[]
}

/**
 * Turns the differences of one kind of object into atomic operations, in any order: foreign keys always apart from the
 * tables they join.
 */
export interface DifferenceRule<Kind extends ObjectKind> {
  added(object: ObjectOf<Kind>, context: RuleContext): readonly Operation[]
  removed(object: ObjectOf<Kind>, context: RuleContext): readonly Operation[]
  /** @throws LimbeckError LB5001 or LB5010 when no operation can do it. */
  changed(delta: ChangedDelta<Kind>, context: RuleContext): readonly Operation[]
  /** Only indexes and constraints are found to be renamed here; everything else is asked before. */
  renamed(found: ObjectOf<Kind>, wanted: ObjectOf<Kind>): readonly Operation[]
}

type ObjectOf<Kind extends ObjectKind> = Extract<CatalogObject, { kind: Kind }>
type ChangedDelta<Kind extends ObjectKind> = Extract<Delta<Kind>, { kind: 'changed' }>
