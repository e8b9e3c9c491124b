import assert from 'node:assert/strict'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CORE_MIGRATIONS } from '../../../core/migrations.ts'
import { migrate } from '../../../store/migrate.ts'
import { sql } from '../../../store/sql.ts'
import { message, messageNames } from '../../../test/corpus/mime/corpus.ts'
import { testDatabase } from '../../../test/database.ts'
import { readEnvelope } from '../../../wire/mime/envelope.ts'
import { packStructure } from '../../../wire/mime/pack.ts'
import { projectMessage } from '../../../wire/mime/projection.ts'
import { mail } from '../module.ts'
import { type Folded, folded } from './folded.ts'

const FIRST_WITH_TEXTS = '0018.sql'
const ours = mail.migrations!

test('mail that was here before it was kept folded is searched and sorted as mail that comes', async t => {
  const before = await mkdtemp(join(tmpdir(), 'bastide-migrations-'))
  t.after(() => rm(before, { recursive: true }))
  const files = (await readdir(ours.folder)).filter(file => file < FIRST_WITH_TEXTS)
  for (const file of files) await copyFile(join(ours.folder, file), join(before, file))
  const { db, close } = await testDatabase([CORE_MIGRATIONS, { ...ours, folder: before }])
  t.after(close)

  const letters = messageNames.map((name, at) => {
    const bytes = message(name)
    const projection = projectMessage(bytes)
    const { structure, subject, from: from_list, to: to_list, cc: cc_list, bcc: bcc_list } = projection
    const envelope = readEnvelope(bytes, structure.headerStart, structure.headerEnd)
    const row = {
      account_id: 1,
      id: at,
      base_subject: '',
      preview: '',
      structure: packStructure(structure),
      envelope,
    }
    return {
      row: { ...row, subject, from_list, to_list, cc_list, bcc_list },
      texts: folded(projection, envelope),
    }
  })
  const rows = JSON.stringify(letters.map(({ row }) => row)).replaceAll('\\u0000', ' ')
  await db.run(
    sql`insert into email_content select c.* from jsonb_populate_recordset(null::email_content, ${rows}::jsonb) c`,
  )
  await migrate(db, [ours])

  const kept = await db.rows<Folded>(sql`
    select from_key, to_key, from_text, to_text, cc_text, bcc_text, subject_text, file_text from email_content where account_id = 1 order by id`)
  for (const [at, { texts }] of letters.entries())
    assert.deepEqual(eachOnce(kept[at]!), eachOnce(texts), messageNames[at])
})

/** A name of a file may stand there twice. */
const eachOnce = (texts: Folded) => ({ ...texts, file_text: new Set(texts.file_text?.split('\n')) })
