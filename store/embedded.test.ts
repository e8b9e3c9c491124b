import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../lib/config.ts'
import { openLog } from '../lib/log.ts'
import { findBinaries } from './embedded/binaries.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

const log = openLog({ level: 'error' })
const folders: string[] = []
after(() => Promise.all(folders.map(removeData)))

async function newData(name = 'data') {
  const folder = await mkdtemp(join(tmpdir(), `bastide-${name}-`))
  folders.push(folder)
  return join(folder, 'data')
}

// Under root's closed home the database stands elsewhere, and goes with the link that leads to it.
async function removeData(folder: string) {
  const home = await realpath(join(folder, 'data', 'postgres')).catch(() => folder)
  await rm(home, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}

async function start(data: string, t: TestContext): Promise<Embedded> {
  const embedded = await startEmbedded({ data, log })
  t.after(() => embedded.stop())
  return embedded
}

async function makeCluster(data: string) {
  const embedded = await startEmbedded({ data, log })
  await embedded.stop()
}

async function ask(embedded: Embedded, sql: string): Promise<unknown> {
  const client = new pg.Client(embedded.connection)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** A server in a process of its own, which can be killed. */
async function startElsewhere(data: string, through: readonly string[] = []) {
  const [embedded, logs] = ['./embedded.ts', '../lib/log.ts'].map(path => new URL(path, import.meta.url).href)
  const script = `
    import { startEmbedded } from '${embedded}'
    import { openLog } from '${logs}'
    const { pid } = await startEmbedded({ data: process.argv[1], log: openLog({ level: 'error' }) })
    console.log(pid)`
  const [command = '', ...args] = [...through, process.execPath, '--input-type=module', '-e', script, data]
  const node = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(node.stdout), 'line')
  return { node, postgres: Number(line) }
}

async function killed(node: ReturnType<typeof spawn>) {
  node.kill('SIGKILL')
  await once(node, 'exit')
}

test('a first start makes a UTF-8 database with checksums, and a second one finds what was written', async t => {
  const data = await newData()
  const first = await startEmbedded({ data, log })
  await ask(first, "create table kept as select 'Château' as name")
  assert.equal(await ask(first, 'show server_encoding'), 'UTF8')
  assert.equal(await ask(first, 'show data_checksums'), 'on')
  assert.equal(await ask(first, "select lower('ÉTÉ')"), 'été')
  await first.stop()
  const second = await start(data, t)
  assert.equal(await ask(second, 'select name from kept'), 'Château')
})

test('a warm start takes less than two seconds', async t => {
  const data = await newData()
  await makeCluster(data)
  const before = performance.now()
  await start(data, t)
  assert.ok(performance.now() - before < 2000)
})

test('it listens on no port, only on a socket in a folder that is closed to others', async t => {
  const embedded = await start(await newData(), t)
  assert.equal(await ask(embedded, 'show listen_addresses'), '')
  assert.equal(await ask(embedded, 'show unix_socket_directories'), embedded.connection.host)
})

test('a data folder whose path is too long for a socket is served all the same', async t => {
  const data = await newData('long'.repeat(30))
  // Or, for root, the database would stand elsewhere, under a short path.
  await chmod(join(data, '..'), 0o711)
  const embedded = await start(data, t)
  assert.equal(await ask(embedded, 'select 1'), 1)
})

test('stop ends the process', async () => {
  const embedded = await startEmbedded({ data: await newData(), log })
  await embedded.stop()
  assert.match(await embedded.ended, /database system is shut down/)
  assert.throws(() => process.kill(embedded.pid, 0))
})

test('a stop says nothing of the connections that it closes', async () => {
  const said: string[] = []
  const telling = openLog({ level: 'warn', write: line => said.push(line) })
  const embedded = await startEmbedded({ data: await newData(), log: telling })
  const client = new pg.Client(embedded.connection)
  client.on('error', () => {})
  await client.connect()
  said.length = 0
  await embedded.stop()
  assert.match(await embedded.ended, /terminating connection/)
  assert.deepEqual(said, [])
})

test('two instances with different data folders run side by side', async t => {
  const [one, two] = await Promise.all([start(await newData(), t), start(await newData(), t)])
  await ask(one, 'create table only_here ()')
  assert.equal(await ask(two, "select to_regclass('only_here')"), null)
})

test('a data folder in use by a living server is refused, and its database goes on', async t => {
  const data = await newData()
  const embedded = await start(data, t)
  await assert.rejects(startEmbedded({ data, log }), (error: unknown) => {
    return error instanceof StartError && /in use by another Bastide/.test(error.message)
  })
  assert.equal(await ask(embedded, 'select 1'), 1)
})

test('a copy of a data folder with the link to a database in use is refused, and that database goes on', async t => {
  const data = await newData()
  const embedded = await start(data, t)
  const copy = join(data, '..', 'copy')
  await mkdir(copy, { mode: 0o711 })
  await symlink(await realpath(join(data, 'postgres')), join(copy, 'postgres'))
  await assert.rejects(startEmbedded({ data: copy, log }), /in use by another Bastide/)
  assert.equal(await ask(embedded, 'select 1'), 1)
})

test('after kill -9 of the server its database is ended, and the next start finds all that was committed', async t => {
  const data = await newData()
  const { node, postgres } = await startElsewhere(data)
  await killed(node)
  const embedded = await start(data, t)
  assert.notEqual(embedded.pid, postgres)
  assert.equal(await ask(embedded, 'select 1'), 1)
})

test('after kill -9 of the server its database ends by itself', async () => {
  const data = await newData()
  const { node } = await startElsewhere(data)
  await killed(node)
  // PostgreSQL removes its lock file as the last thing of an orderly end.
  while (existsSync(join(data, 'postgres', 'cluster', 'postmaster.pid'))) await pause(20)
})

test('after kill -9 of the server and of its database the next start recovers', async t => {
  const data = await newData()
  const { node, postgres } = await startElsewhere(data)
  process.kill(postgres, 'SIGKILL')
  await killed(node)
  assert.ok(existsSync(join(data, 'postgres', 'cluster', 'postmaster.pid')))
  assert.equal(await ask(await start(data, t), 'select 1'), 1)
})

test('a stale postmaster.pid that names somebody else’s living process is overcome, and that process is left alone', async t => {
  const data = await newData()
  await makeCluster(data)
  const other = spawn('sleep', ['60'])
  t.after(() => other.kill())
  const cluster = join(data, 'postgres', 'cluster')
  await writeFile(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1\n5432\n${cluster}\n\n`)
  assert.equal(await ask(await start(data, t), 'select 1'), 1)
  assert.equal(other.exitCode ?? other.signalCode, null)
})

test('a cluster cut short while it was made is made anew', async t => {
  const data = await newData()
  await makeCluster(data)
  const home = await realpath(join(data, 'postgres'))
  await rm(join(home, 'cluster'), { recursive: true })
  await writeFile(join(home, 'draft-before'), 'half')
  assert.equal(await ask(await start(data, t), 'select 1'), 1)
  assert.deepEqual(await readdir(home), ['cluster'])
})

test('a cluster of another version of PostgreSQL is refused in one sentence', async () => {
  const data = await newData()
  await makeCluster(data)
  const file = join(await realpath(join(data, 'postgres')), 'cluster', 'PG_VERSION')
  assert.match(await readFile(file, 'utf8'), /^\d+\n$/)
  await writeFile(file, '9\n')
  await assert.rejects(startEmbedded({ data, log }), /was made by PostgreSQL 9, and this Bastide has \d+/)
})

// A /var/lib of its own, binaries that were installed for root alone, and all that is made closed to others.
const asClosedRoot = `
  mount -t tmpfs none /var/lib && cp -r "$1" /var/lib/closed && chmod -R go= /var/lib/closed &&
  mount --bind /var/lib/closed "$1" && umask 077 && shift && exec "$@"`
const mayMount = spawnSync('unshare', ['--mount', 'true']).status === 0 && process.getuid?.() === 0

test('root whose umask closes everything to others starts it all the same', { skip: !mayMount }, async t => {
  const data = await newData()
  const args = ['--mount', '/bin/sh', '-c', asClosedRoot, 'sh', findBinaries().folder]
  const { node, postgres } = await startElsewhere(data, ['unshare', ...args])
  t.after(() => killed(node))
  assert.ok(postgres > 0)
})

test('a setting that PostgreSQL does not know is told as it said it', async () => {
  const data = await newData()
  await makeCluster(data)
  await writeFile(
    join(await realpath(join(data, 'postgres')), 'cluster', 'local.conf'),
    'no_such_setting = 1\n',
  )
  await assert.rejects(startEmbedded({ data, log }), /does not start: it said “.*configuration file/)
})

test('a data folder that cannot be made is refused in one sentence', async () => {
  const folder = join(await newData(), '..')
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(startEmbedded({ data: join(folder, 'file', 'data'), log }), (error: unknown) => {
    return error instanceof StartError && /cannot be set up: it said “ENOTDIR: .*file/.test(error.message)
  })
})
