import type { DialectName } from './dialect-name.ts'

/** A database URL taken apart. The password is kept apart from everything that is shown. */
export interface DatabaseUrl {
  readonly dialect: DialectName
  /** SQLite: an absolute path or `:memory:`. Else null. */
  readonly file: string | null
  readonly host: string | null
  readonly port: number | null
  readonly user: string | null
  readonly password: string | null
  readonly database: string | null
  /** Query options, such as `sslmode`, `schema`, `application_name`, `connect_timeout`, decoded. */
  readonly options: { readonly [name: string]: string }
  /** The URL for people: without the password. */
  readonly display: string
}
