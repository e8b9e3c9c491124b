// What the migrations of each area result in, written as SQL: sql/schema.sql is read by people, and compared by a test.

import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { MODULES } from '../app/modules.ts'
import type { Database } from '../store/database.ts'
import { type Migrations, migrate, STORE_MIGRATIONS } from '../store/migrate.ts'
import { sql } from '../store/sql.ts'
import { root } from './sources.ts'

export interface AreaSchema {
  /** Path of the golden file, from the root. */
  readonly file: string
  readonly text: string
}

/** Brings an empty database up, area by area, and tells what each added. */
export async function areaSchemas(db: Database): Promise<AreaSchema[]> {
  const areas = [STORE_MIGRATIONS, ...MODULES.flatMap(module => module.migrations ?? [])]
  const schemas: AreaSchema[] = []
  let before = new Map<string, string>()
  for (const area of areas) {
    await migrate(db, [area])
    const now = await objects(db)
    const added = [...now].filter(([name, text]) => before.get(name) !== text).map(([, text]) => text)
    schemas.push({ file: goldenFile(area), text: HEAD + added.join('\n\n') + '\n' })
    before = now
  }
  return schemas
}

export const goldenText = (file: string): string => readFileSync(join(root, file), 'utf8')

const HEAD = `-- What the numbered files beside it result in. Written by bin/schema.ts; a test compares.\n\n`

const goldenFile = ({ folder }: Migrations) => relative(root, join(folder, 'schema.sql'))

/** Name to text of every table with its indexes, function and search configuration of ours, in order of names. */
async function objects(db: Database): Promise<Map<string, string>> {
  const found = [...(await tables(db)), ...(await functions(db)), ...(await searchConfigurations(db))]
  return new Map(found.map(({ name, text }) => [name, text]))
}

interface Named {
  readonly name: string
  readonly text: string
}

const tables = (db: Database) =>
  db.rows<Named>(sql`
    select 'table ' || c.relname as name,
      'create table ' || c.relname || e' (\n  ' || concat_ws(e',\n  ',
        (select string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then 'not null' end,
            case when a.attidentity = 'a' then 'generated always as identity' end,
            case when a.attgenerated = 's' then 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
              else 'default ' || pg_get_expr(d.adbin, d.adrelid) end,
            case when a.attstorage <> t.typstorage then 'storage ' || case a.attstorage
              when 'e' then 'external' when 'm' then 'main' when 'p' then 'plain' else 'extended' end end),
            e',\n  ' order by a.attnum)
          from pg_attribute a join pg_type t on t.oid = a.atttypid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
        (select string_agg(pg_get_constraintdef(k.oid), e',\n  ' order by k.contype desc, k.conname)
          from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'))
      || e'\n)' || coalesce(' partition by ' || pg_get_partkeydef(c.oid) || ' into ' ||
        nullif((select count(*) from pg_inherits h where h.inhparent = c.oid), 0), '') || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') || ';' ||
      coalesce((select string_agg(e'\n' || replace(pg_get_indexdef(i.indexrelid), ' public.', ' ') || ';', ''
          order by i.indexrelid::regclass::text collate "C")
        from pg_index i where i.indrelid = c.oid
          and not exists (select from pg_constraint k where k.conindid = i.indexrelid)), '') as text
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
    order by c.relname`)

const functions = (db: Database) =>
  db.rows<Named>(sql`
    select 'function ' || p.oid::regprocedure::text as name,
      replace(rtrim(pg_get_functiondef(p.oid)), ' public.', ' ') || ';' as text
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by p.oid::regprocedure::text collate "C"`)

const searchConfigurations = (db: Database) =>
  db.rows<Named>(sql`
    select 'search configuration ' || c.cfgname as name,
      'create text search configuration ' || c.cfgname || '; -- ' || (
        select string_agg(kind || ': ' || dictionaries, '; ' order by kind)
        from (
          select t.alias as kind, string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno) as dictionaries
          from pg_ts_config_map m join ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
          where m.mapcfg = c.oid group by t.alias) maps) as text
    from pg_ts_config c where c.cfgnamespace = 'public'::regnamespace order by c.cfgname`)
