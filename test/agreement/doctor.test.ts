import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { certificateFindings } from '../../app/doctor/certificate.ts'
import { clockFinding } from '../../app/doctor/clock.ts'
import { diskFinding } from '../../app/doctor/disk.ts'
import { beginAttempt, failAttempt } from '../../core/certificate/attempts.ts'
import { selfSigned } from '../../core/certificate/self-signed.ts'
import { loadConfig } from '../../lib/config.ts'
import { sql } from '../../store/sql.ts'
import { testHouse } from '../house.ts'
import { root } from '../sources.ts'

const town = await testHouse()
after(() => town.close())
const { house } = town

/** What `npm run doctor` says of the running house. */
async function doctor(env: Readonly<Record<string, string>>): Promise<{ code: number; out: string }> {
  const ports = Object.entries(town.ports).map(([name, port]) => [
    `BASTIDE_${name.toUpperCase()}_PORT`,
    String(port),
  ])
  const child = spawn(process.execPath, [join(root, 'app', 'doctor.ts')], {
    env: {
      ...process.env,
      LC_ALL: '',
      LC_MESSAGES: '',
      LANG: 'C.UTF-8',
      DATABASE_URL: house.config.databaseUrl!,
      BASTIDE_DATA: house.config.data,
      BASTIDE_OUTGOING_DNS: '127.0.0.1:9',
      ...Object.fromEntries(ports),
      ...env,
    },
    timeout: 60_000,
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  assert.equal(err, '')
  return { code, out }
}

test('who asks hears of the ports, the queue, what has failed and the filters, in the language of the house', async () => {
  const clamd = createServer(socket => socket.once('data', () => socket.end('PONG\0'))).listen(0, '127.0.0.1')
  await once(clamd, 'listening')
  await house.jobs.enqueue(house.db, 'fragile', {}, { at: new Date(Date.now() + 3_600_000) })
  await house.db.run(sql`
    update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no room left' where task_id =
      (select id from graphile_worker._private_tasks where identifier = 'fragile')`)
  const { code, out } = await doctor({
    BASTIDE_RSPAMD_URL: 'http://127.0.0.1:9',
    BASTIDE_CLAMAV_HOST: '127.0.0.1',
    BASTIDE_CLAMAV_PORT: String((clamd.address() as AddressInfo).port),
  })
  clamd.close()
  assert.equal(code, 1, 'no domain answers')
  for (const name of Object.keys(town.ports))
    assert.match(out, new RegExp(`bon +Le port \\d+ \\(${name}\\) répond`))
  assert.match(out, /à voir +Le certificat de .* est fait maison/)
  assert.match(out, /bon +Il reste .* Go|à voir +Il reste|GRAVE +Il reste/)
  assert.match(out, /bon +Aucun message n’attend de partir/)
  assert.match(out, /à voir +Des tâches ont échoué pour de bon\s: 1 × fragile \(no room left\)/)
  assert.match(out, /bon +L’horloge est à l’heure/)
  assert.match(out, /à voir +Rspamd ne répond pas/)
  assert.match(out, /bon +ClamAV répond/)
  assert.match(out, /montauzan\.fr\n +sans réponse +MX/)
})

test('a port that is silent and a scanner that is down are told with what to do, in the language of the terminal', async () => {
  const { code, out } = await doctor({
    LANG: 'en_GB.UTF-8',
    BASTIDE_IMAP_PORT: '9',
    BASTIDE_CLAMAV_HOST: '127.0.0.1',
    BASTIDE_CLAMAV_PORT: '9',
  })
  assert.equal(code, 1)
  assert.match(out, /BAD +Port 9 \(imap\) does not answer: .*\n +→ Look into the log/)
  assert.match(out, /BAD +ClamAV does not answer.*\n +→ As long as it does not, no mail arrives/)
  assert.match(out, /good +Port \d+ \(http\) answers/)
})

test('a certificate is told of before its end, by whom it names and of the authority that gives none', async t => {
  const data = await mkdtemp(join(tmpdir(), 'bastide-doctor-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const START = new Date('2026-11-24T08:00:00Z')
  const { cert, key } = await selfSigned(data, 'mx.montauzan.example', START)
  await Promise.all([writeFile(join(data, 'c.pem'), cert), writeFile(join(data, 'k.pem'), key)])
  const env = {
    BASTIDE_DATA: data,
    BASTIDE_HOSTNAME: 'mx.montauzan.example',
    BASTIDE_TLS_CERT: join(data, 'c.pem'),
    BASTIDE_TLS_KEY: join(data, 'k.pem'),
  }
  const after = async (days: number, more: Record<string, string> = {}) => {
    const now = new Date(START.getTime() + days * 86_400_000)
    const [first] = await certificateFindings(loadConfig({ ...env, ...more }), now)
    return [first!.state, first!.says.en]
  }
  assert.match((await after(0)).join(' '), /^good .* valid until 23 November 2028|^good .*November 23, 2028/)
  assert.equal((await after(715))[0], 'attention')
  assert.equal((await after(729))[0], 'bad')
  assert.match((await after(731)).join(' '), /^bad .* expired/)
  assert.match((await after(0, { BASTIDE_HOSTNAME: 'autre.example' })).join(' '), /^bad .* does not name/)
  const acme = {
    BASTIDE_DATA: data,
    BASTIDE_HOSTNAME: 'mx.montauzan.example',
    BASTIDE_ACME_ENABLED: 'true',
    BASTIDE_ACME_DIRECTORY: 'https://authority.example/directory',
  }
  const asked = { directory: acme.BASTIDE_ACME_DIRECTORY, hostname: acme.BASTIDE_HOSTNAME }
  await failAttempt(join(data, 'tls'), asked, await beginAttempt(join(data, 'tls'), asked, START), 'Not you')
  const [, refused] = await certificateFindings(loadConfig(acme), START)
  assert.match(refused!.says.en, /attempts: 1, the next at 2026-11-24T08:20:00.*Not you/)
})

test('a disk is told of while there is time, a clock once it is a minute off', () => {
  const GB = 1e9
  const state = (free: number, size: number) => diskFinding('/srv', free * GB, size * GB).state
  assert.deepEqual(
    [state(200, 1000), state(4, 20), state(4, 100), state(0.5, 2)],
    ['good', 'good', 'attention', 'bad'],
  )
  assert.deepEqual([clockFinding(-900).state, clockFinding(-75_000).state], ['good', 'attention'])
})
