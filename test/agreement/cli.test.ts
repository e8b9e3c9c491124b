import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { lockAccounts } from '../../store/sequence.ts'
import { sql } from '../../store/sql.ts'
import { eventually } from '../eventually.ts'
import { testHouse } from '../house.ts'
import { root } from '../sources.ts'

const town = await testHouse()
after(() => town.close())
const { house, organisationId } = town

/** `npm run bastide -- …`, beside the running house. */
async function bastide(words: string, input = ''): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [join(root, 'app', 'cli.ts'), ...words.split(' ').filter(Boolean)], {
    env: { ...process.env, DATABASE_URL: house.config.databaseUrl!, BASTIDE_DATA: house.config.data },
    timeout: 60_000,
  })
  child.stdin.end(input)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code, out, err }
}

const json = async (words: string, input = '') => {
  const { code, out } = await bastide(`${words} --json`, input)
  return { code, answer: JSON.parse(out) as Record<string, unknown> }
}

const enter = (address: string, password: string, door: 'web' | 'imap') =>
  house.login.verifyPassword(address, password, { ip: '192.0.2.1', door })

test('whoever stops listening halfway hears no more, and nothing broke', async () => {
  const child = spawn(process.execPath, [join(root, 'app', 'cli.ts'), '--help'], { timeout: 60_000 })
  child.stdout.destroy()
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  assert.deepEqual([code, err], [0, ''])
})

test('a person who was made from the terminal signs in with the password that it told, and has to replace it', async () => {
  const { code, answer } = await json(
    'person create nina@montauzan.fr --name Nina --service Voirie --quota 2,5',
  )
  assert.equal(code, 0)
  const actor = await enter('nina@montauzan.fr', String(answer['password']), 'web')
  assert.equal(actor.mustChoosePassword, true)
  const row = await house.db.row<{ quota: number }>(
    sql`select quota from account where organisation_id = ${organisationId} and name = 'Nina'`,
  )
  assert.equal(row!.quota, 2.5 * 1024 ** 3)
})

test('a password that is typed comes by the standard input, and may be one to keep', async () => {
  const words = 'person reset-password nina@montauzan.fr --password-stdin --permanent'
  assert.equal((await bastide(words, 'les tuiles du foirail\n')).code, 0)
  assert.equal((await enter('nina@montauzan.fr', 'les tuiles du foirail', 'imap')).mustChoosePassword, false)
})

test('who is disabled is out at once, also of the running house', async () => {
  await enter('nina@montauzan.fr', 'les tuiles du foirail', 'imap')
  assert.equal((await bastide('person disable nina@montauzan.fr')).code, 0)
  await assert.rejects(enter('nina@montauzan.fr', 'les tuiles du foirail', 'imap'), {
    code: 'notAuthenticated',
  })
  assert.equal((await bastide('person enable nina@montauzan.fr')).code, 0)
  await enter('nina@montauzan.fr', 'les tuiles du foirail', 'imap')
})

test('a group is made with its members, and changed', async () => {
  await bastide('group create voirie@montauzan.fr --name Voirie --member nina@montauzan.fr')
  await bastide('group add voirie@montauzan.fr claire@montauzan.fr')
  await bastide('group remove voirie@montauzan.fr nina@montauzan.fr')
  const { answer } = await json('group list')
  const [group] = answer['groups'] as { email: string; members: number }[]
  assert.deepEqual([group!.email, group!.members], ['voirie@montauzan.fr', 1])
})

test('a domain is added, once', async () => {
  assert.equal((await bastide('domain add revel.fr --alias-of montauzan.fr')).code, 0)
  const { out } = await bastide('domain list')
  assert.match(out, /revel\.fr +repeats montauzan\.fr/)
  const again = await json('domain add revel.fr')
  assert.deepEqual([again.code, again.answer['error']], [3, 'alreadyExists'])
})

test('the running house hears at once of a module that is switched', async () => {
  const heard = Promise.race([
    new Promise<boolean>(resolve => {
      house.registry.onSwitch(() => resolve(house.registry.isOn(organisationId, 'notes')))
    }),
    pause(20_000, undefined, { ref: false }).then(() => assert.fail('the house heard nothing')),
  ])
  assert.equal((await bastide('module off notes')).code, 0)
  assert.equal(await heard, false)
  const { answer } = await json('module list')
  assert.deepEqual(
    (answer['modules'] as { name: string; on: boolean }[]).find(({ name }) => name === 'notes')?.on,
    false,
  )
})

test('of commands that run at once, none undoes what another did', async () => {
  const words = [
    'group add voirie@montauzan.fr paul@montauzan.fr',
    'group add voirie@montauzan.fr jean@montauzan.fr',
  ]
  const switches = ['module on notes', 'module off mail']
  const [running] = await house.db.write(async tx => {
    await lockAccounts(tx, [organisationId])
    const all = [...words, ...switches].map(command => bastide(command))
    const waiting = () =>
      house.db.rows(sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)
    await eventually(waiting, rows => rows.length === all.length, 50_000)
    return [Promise.all(all)]
  })
  assert.deepEqual(
    (await running).map(({ code }) => code),
    [0, 0, 0, 0],
  )
  const members = await house.db.rows<{ name: string }>(sql`
    select p.name from member m join principal p on p.account_id = m.account_id and p.id = m.principal_id
    where m.account_id = ${organisationId} order by p.name`)
  assert.deepEqual(
    members.map(({ name }) => name),
    ['Claire', 'Jean', 'Paul'],
  )
  const { answer } = await json('module list')
  const isOn = new Map((answer['modules'] as { name: string; on: boolean }[]).map(one => [one.name, one.on]))
  assert.deepEqual([isOn.get('notes'), isOn.get('mail')], [true, false])
  assert.equal((await bastide('module on mail')).code, 0)
})

test('the audit holds, until somebody touches it', async () => {
  assert.equal((await bastide('audit verify')).code, 0)
  await house.db.run(sql`
    update audit_entry set actor_name = 'personne' where id = (select min(id) from audit_entry)`)
  const { code, answer } = await json('audit verify')
  assert.equal(code, 4)
  assert.match(String(answer['tampered']), /^au\d+$/)
})

test('what cannot be understood is answered with the usage; what is refused says why', async () => {
  for (const words of ['person fly', 'person create', 'person list --nonsense']) {
    const { code, err } = await bastide(words)
    assert.equal(code, 2, words)
    assert.match(err, /Usage: npm run bastide/)
  }
  for (const [words, why] of [
    ['person disable nobody@montauzan.fr', /nobody here has the address/],
    ['person disable jean@montauzan.fr', /no administrator left/],
    ['domain list --organisation ailleurs.fr', /no organisation has the domain/],
  ] as const) {
    const { code, err } = await bastide(words)
    assert.equal(code, 3, words)
    assert.match(err, why)
  }
})
