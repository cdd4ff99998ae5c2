/** A random UUID (version 4, RFC 9562) for PostgreSQL 12, which has no function for it without an extension. */
export const randomUuidBefore13 =
  "overlay(overlay(md5(random()::text || ':' || clock_timestamp()::text) placing '4' from 13) " +
  'placing to_hex(floor(random() * 4 + 8)::integer) from 17)::uuid'

/** Whether an expression is {@link randomUuidBefore13}, in the server's spelling or ours. */
export function isRandomUuidBefore13(sql: string): boolean {
  return /overlay.*overlay.*md5.*random\(\).*clock_timestamp\(\).*to_hex.*::uuid\s*$/is.test(sql)
}
