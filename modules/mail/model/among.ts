import { type Sql, sql } from '../../../store/sql.ts'

/**
 * `id in ${among(ids)}`, for lists that may hold a hundred thousand numbers: a prepared `= any(list)` may end up
 * comparing each row with each number, a join never does.
 */
export const among = (ids: readonly number[]): Sql => sql`(select unnest(${ids}::bigint[]))`
