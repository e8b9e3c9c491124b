import pg from 'pg'
import type { Database } from '../../store/database.ts'

/** Which statements were asked of PostgreSQL, from now on. */
export function hearStatements(): ReadonlySet<string> {
  const heard = new Set<string>()
  const { prototype } = pg.Client
  const query = prototype.query as (...args: unknown[]) => unknown
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [asked] = args
    // Ours are prepared, and so have a name.
    if (isPrepared(asked)) heard.add(asked.text)
    return query.apply(this, args)
  } as typeof prototype.query
  return heard
}

const isPrepared = (asked: unknown): asked is { text: string; name: string } =>
  typeof asked === 'object' && asked !== null && 'name' in asked && typeof asked.name === 'string'

/** Tables with a few rows, however large the house. */
const SMALL = new Set(['organisation', 'domain', 'domain_key', 'forwarding_rule', 'organisation_signature'])
/** Those with one row for each person, or a few: to go through their index once is no harm. All others hold millions. */
const OF_PEOPLE = new Set([
  'account',
  'address',
  'credential',
  'delegation',
  'member',
  'principal',
  'sieve_script',
  'vacation_response',
])
const ACCOUNTS = 5_000
const ROWS = 10_000_000

/**
 * Statements whose plan, made once for a house of thousands of people and millions of emails, reads a table from one end
 * to the other: each with the tables.
 */
export async function wholeReads(db: Database, statements: Iterable<string>): Promise<Map<string, string[]>> {
  const client = await db.connect()
  const found = new Map<string, string[]>()
  try {
    await client.query('begin')
    const large = await pretendLarge(client)
    for (const statement of statements) {
      // PostgreSQL plans nothing that it cannot explain, such as a lock.
      const { rows } = await client.query(`explain (generic_plan, format json) ${statement}`)
      const read = scanned((rows[0] as Explained)['QUERY PLAN'][0].Plan).filter(name => large.has(name))
      if (read.length > 0) found.set(statement.replaceAll(/\s+/g, ' ').trim(), read)
    }
  } finally {
    await client.end()
  }
  return found
}

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: Plan }]
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Plan[]
}

function scanned(plan: Plan): string[] {
  const { 'Node Type': kind, 'Relation Name': name } = plan
  const byIndex = /^Index( Only)? Scan$/.test(kind) && !OF_PEOPLE.has(name!)
  const isWhole = kind === 'Seq Scan' || (byIndex && plan['Index Cond'] === undefined)
  const own = isWhole ? [name!] : []
  return [...own, ...(plan.Plans ?? []).flatMap(scanned)]
}

/**
 * Statistics of a large house, until the transaction ends; the names of the tables that grow with it. A table counts by
 * its pages, so an empty one gets some.
 */
async function pretendLarge(client: pg.Client): Promise<ReadonlySet<string>> {
  await client.query('set local session_replication_role = replica')
  const tables = await listTables(client)
  for (const table of tables) {
    const { name, columns, kind } = table
    if (kind !== 'part') await addPages(client, table)
    if (kind === 'parts') continue
    const size = `pg_relation_size(${pg.escapeLiteral(name)}::regclass) / current_setting('block_size')::int`
    const rows = SMALL.has(name) ? 10 : OF_PEOPLE.has(name) ? ACCOUNTS : ROWS
    await client.query(`select pg_restore_relation_stats('schemaname', 'public', 'relname', ${pg.escapeLiteral(name)},
      'relpages', (${size})::integer, 'reltuples', ${rows}::real)`)
    for (const { column } of columns)
      await client.query(`select pg_restore_attribute_stats('schemaname', 'public', 'relname', ${pg.escapeLiteral(name)},
        'attname', ${pg.escapeLiteral(column)}, 'inherited', false, 'null_frac', 0::real, 'avg_width', 8,
        'n_distinct', ${distinct(name, column)}::real)`)
  }
  return new Set(tables.map(({ name }) => name).filter(name => !SMALL.has(name)))
}

interface Column {
  readonly column: string
  readonly type: string
  readonly generated: boolean
}

interface Table {
  readonly name: string
  /** What is in parts has no rows of its own, but in them. */
  readonly kind: 'whole' | 'parts' | 'part'
  readonly columns: readonly Column[]
}

/** What is in parts before those. */
async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, case when c.relkind = 'p' then 'parts' when c.relispartition then 'part' else 'whole' end as kind,
      jsonb_agg(jsonb_build_object('column', a.attname, 'type',
      format_type(a.atttypid, a.atttypmod), 'generated', a.attgenerated <> '')) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    group by c.relname, c.relkind, c.relispartition order by c.relispartition, c.relname`)
  return rows
}

/** So many accounts that each part of a table gets one of them. */
const SPREAD = 400

/** What was written stays in the file when it is taken back. */
async function addPages(client: pg.Client, { name, kind, columns }: Table): Promise<void> {
  const table = pg.escapeIdentifier(name)
  const written = columns.filter(({ generated }) => !generated)
  await client.query('savepoint page')
  const { rows } = await client.query<{ conname: string }>(
    `select conname from pg_constraint where conrelid = ${pg.escapeLiteral(name)}::regclass and contype = 'c'`,
  )
  for (const { conname } of rows)
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(conname)}`)
  await client.query(`insert into ${table} (${written.map(({ column }) => pg.escapeIdentifier(column)).join()})
    overriding system value select ${written.map(({ column, type }) => (column === 'account_id' ? '-n' : anyValue(type))).join()}
    from generate_series(1, ${kind === 'parts' ? SPREAD : 1}) n`)
  await client.query('rollback to page')
}

function anyValue(type: string): string {
  if (type.endsWith('[]') || type === 'jsonb') return `'{}'`
  if (type === 'boolean') return 'false'
  if (type === 'bytea') return `'\\x'`
  if (type === 'uuid') return 'gen_random_uuid()'
  if (/^(timestamp|date)/.test(type)) return 'now()'
  return /^(bigint|integer|smallint|real|double|numeric)/.test(type) ? '-1' : `''`
}

/** How many values a column has; below nothing, as a share of the rows. */
function distinct(table: string, column: string): number {
  if (
    column === 'organisation_id' ||
    (column === 'account_id' && /^(address|credential|member|principal)$/.test(table))
  )
    return 10
  return column === 'account_id' && table !== 'account' ? ACCOUNTS : -0.1
}
