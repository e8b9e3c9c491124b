import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Environment, loadConfig, StartError, unknownVariables } from './config.ts'
import { configurationDocument } from './config-document.ts'

const folder = mkdtempSync(join(tmpdir(), 'config-'))
after(() => rmSync(folder, { recursive: true }))

function load(yaml: string, env: Environment = {}) {
  writeFileSync(join(folder, 'bastide.yaml'), yaml)
  return loadConfig({ BASTIDE_DATA: folder, ...env })
}

const refusal = (pattern: RegExp) => (error: unknown) =>
  error instanceof StartError && pattern.test(error.message) && !error.message.includes('\n')

test('nothing said gives the defaults, on loopback and unprivileged ports', () => {
  const config = loadConfig({ BASTIDE_DATA: join(folder, 'absent') })
  assert.equal(config.host, '127.0.0.1')
  assert.deepEqual([config.http.port, config.smtp.port, config.imap.port], [8080, 2525, 2143])
  assert.equal(config.databaseUrl, null)
})

test('the file is read by levels, and the environment wins over it', () => {
  const config = load('http:\n  port: 80\nsmtp:\n  port: 25\n', { BASTIDE_HTTP_PORT: '0' })
  assert.deepEqual([config.http.port, config.smtp.port], [0, 25])
})

test('the file can stand where BASTIDE_CONFIG says', () => {
  const file = join(folder, 'elsewhere.yaml')
  writeFileSync(file, 'mail: { maxSize: 10 MiB }')
  assert.equal(loadConfig({ BASTIDE_CONFIG: file }).mail.maxSize, 10 * 2 ** 20)
  assert.throws(() => loadConfig({ BASTIDE_CONFIG: `${file}.not` }), refusal(/does not exist/))
})

test('the data folder is an absolute path', () => {
  assert.equal(loadConfig({ BASTIDE_DATA: 'some/data' }).data, join(process.cwd(), 'some/data'))
})

test('an unknown key is refused with the keys that exist there', () => {
  assert.throws(() => load('http: { prot: 80 }'), refusal(/bastide\.yaml: unknown key prot in http; .*port/))
  assert.throws(() => load('constructor: 1'), refusal(/unknown key constructor/))
})

test('a malformed value is refused with its place, what was expected and what was found', () => {
  assert.throws(() => load('smtp: { port: mail }'), refusal(/smtp\.port must be a port .*, found "mail"/))
  assert.throws(
    () => load('', { BASTIDE_IMAP_PORT: '70000' }),
    refusal(/^BASTIDE_IMAP_PORT must be .*"70000"/),
  )
  assert.throws(() => load('http: 80'), refusal(/http must hold keys and values, found 80/))
  assert.throws(
    () => load('http: [1'),
    refusal(/bastide\.yaml is not valid YAML: .* at line 1, column \d+\.$/),
  )
})

test('a secret is never shown in a refusal', () => {
  const hides = (error: unknown) => error instanceof StartError && !error.message.includes('hunter2')
  assert.throws(() => load('', { DATABASE_URL: 'mysql://u:hunter2@host/db' }), hides)
})

test('roles come as a YAML list or as one text with commas', () => {
  assert.deepEqual(load('roles: [web, jobs]').roles, ['web', 'jobs'])
  assert.deepEqual(load('', { BASTIDE_ROLES: 'mx, imap' }).roles, ['mx', 'imap'])
  assert.throws(() => load('roles: [web, cook]'), refusal(/roles must be a list of web, mx, imap, jobs/))
})

test('keys that need each other are checked together', () => {
  assert.throws(() => load('blobs: { store: s3 }'), refusal(/blobs\.s3 needs endpoint/))
  assert.throws(() => load('signals: { kind: nats }'), refusal(/natsUrl/))
  assert.throws(() => load('tls: { cert: a.pem }'), refusal(/tls\.cert and tls\.key/))
})

test('a variable that looks like ours and is not is reported', () => {
  assert.deepEqual(unknownVariables({ BASTIDE_HTPP_PORT: '1', BASTIDE_HTTP_PORT: '1', HOME: '/' }), [
    'BASTIDE_HTPP_PORT',
  ])
})

test('docs/configuration.md is what the declaration says (else run bin/docs-configuration.ts)', () => {
  const document = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8')
  assert.equal(document, configurationDocument())
})
