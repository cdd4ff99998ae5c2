/** The calls of `op` on owners and privileges, which databases without roles pass over. */
export interface RightsOperations {
  /**
   * PostgreSQL: grants privileges. `columns` grants them on columns of a table alone; `onNew` on what is made later, by the
   * role that migrates or by `role` (ALTER DEFAULT PRIVILEGES).
   *
   * @example
   * await op.grant(['SELECT', 'INSERT'], { on: 'users', to: 'app' })
   * await op.grant(['USAGE'], { on: 'billing', type: 'schema', to: ['app', 'reports'] })
   * await op.grant(['EXECUTE'], { on: 'add(integer, integer)', type: 'function', to: 'app' })
   * await op.grant(['SELECT'], { onNew: 'tables', schema: 'billing', to: 'reports' })
   */
  grant(
    privileges: readonly string[] | string,
    options: RightsOptions & {
      readonly to: string | readonly string[]
      /** They may pass it on. */
      readonly withGrantOption?: boolean
    },
  ): Promise<void>

  /**
   * PostgreSQL: takes privileges away, those that everybody has by default among them.
   *
   * @example
   * await op.revoke(['EXECUTE'], { on: 'add(integer, integer)', type: 'function', from: 'PUBLIC' })
   */
  revoke(
    privileges: readonly string[] | string,
    options: RightsOptions & {
      readonly from: string | readonly string[]
      /** They keep the privilege, and cannot pass it on any more. */
      readonly grantOptionOnly?: boolean
    },
  ): Promise<void>

  /**
   * PostgreSQL: makes a role the owner of a table, or of whatever `type` says; null: the role that migrates.
   *
   * @example
   * await op.setOwner('active_users', 'app', { type: 'view' })
   */
  setOwner(
    name: string,
    role: string | null,
    options?: { readonly type?: string; readonly schema?: string },
  ): Promise<void>
}

/** What privileges are on: something that is there (`on`), or what is made later (`onNew`). */
export type RightsOptions =
  | {
      readonly on: string
      /** As `op.createObject` says it, or `schema` or `enum type`. Default `table`. */
      readonly type?: string
      readonly schema?: string
      readonly columns?: readonly string[]
      readonly onNew?: never
    }
  | {
      readonly onNew: 'tables' | 'sequences' | 'functions' | 'types' | 'schemas'
      /** Default: every schema. */
      readonly schema?: string
      /** Whose new objects. Default: the role that migrates. */
      readonly role?: string
      readonly on?: never
    }
