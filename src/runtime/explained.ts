import type { Driver } from '../dialects/index.ts'
import { isLimbeckError } from '../errors/index.ts'
import type { Statement } from '../sql/index.ts'

/**
 * Does something on a connection; what the driver throws comes out explained, what limbeck throws as it is.
 *
 * @throws LimbeckError LB4xxx or LB6xxx
 */
export async function explained<Result>(
  driver: Pick<Driver, 'explain'>,
  work: () => Promise<Result>,
  statement: Statement | null = null,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw isLimbeckError(error) ? error : await driver.explain(error, statement)
  }
}
