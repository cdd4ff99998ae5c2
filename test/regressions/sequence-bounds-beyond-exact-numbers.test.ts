import { test } from 'vitest'
import { upAndDown } from '../support/object-changes.ts'

const schema = (lowest: string, highest: string) =>
  `CREATE SEQUENCE s MINVALUE ${lowest} START ${lowest};
  CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY (MINVALUE ${lowest}), n bigserial);
  ALTER SEQUENCE t_n_seq MAXVALUE ${highest};`

test('sequences keep bounds that a number does not hold', async () => {
  const rows = 'INSERT INTO t DEFAULT VALUES;'
  await upAndDown(
    schema('9007199254740993', '9223372036854775805') + rows,
    schema('9007199254740995', '9223372036854775806'),
  )
})
