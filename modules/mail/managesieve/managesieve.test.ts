import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { core } from '../../../core/face.ts'
import { createSession, revokeSessions } from '../../../core/login/session.ts'
import { updateOrganisation } from '../../../core/organisation.ts'
import { DOMAIN, PASSWORD, testHouse } from '../../../test/house.ts'
import { writeRequest } from '../../../wire/managesieve/request.ts'
import { writeBearer } from '../../../wire/sasl/oauthbearer.ts'
import { setForwardingRule } from '../model/forwarding.ts'
import { mail } from '../module.ts'
import { scramClient } from '../sasl/test/scram.ts'
import { managesieve } from './listener.ts'

const MOMENT = { timeout: 20_000 }
const town = await testHouse([core, { ...mail, listeners: [managesieve] }])
const sockets = new Set<Socket>()
after(async () => {
  for (const socket of sockets) socket.destroy()
  await town.close()
})

/** A client that hears until a line says how it ended. */
class Client {
  private socket: Socket
  private text = ''
  private stir: () => void = () => {}

  constructor(socket: Socket) {
    this.socket = socket
    sockets.add(socket)
    socket.on('data', chunk => {
      this.text += chunk
      this.stir()
    })
    socket.on('close', () => this.stir())
  }

  static async open(): Promise<Client> {
    const socket = connect(town.ports['managesieve']!, '127.0.0.1')
    const client = new Client(socket)
    await client.hear()
    return client
  }

  static async login(name = 'claire', password = PASSWORD): Promise<Client> {
    const client = await Client.open()
    const token = Buffer.from(`\0${name}@${DOMAIN}\0${password}`).toString('base64')
    assert.match(await client.say('AUTHENTICATE', 'PLAIN', token), /^OK/m)
    return client
  }

  say(name: string, ...given: (string | number)[]): Promise<string> {
    return this.send(writeRequest({ name, arguments: given }))
  }

  send(text: string, ending?: RegExp): Promise<string> {
    this.socket.write(text)
    return this.hear(ending)
  }

  async hear(ending = /^(?:OK|NO|BYE)\b[^\n]*\r\n/m): Promise<string> {
    for (;;) {
      const found = ending.exec(this.text)
      const literal = /\{(\d+)\}\r\n$/.exec(found?.[0] ?? '')
      const end = found ? found.index + found[0].length + (literal ? Number(literal[1]) + 2 : 0) : 0
      if (found && this.text.length >= end) {
        const heard = this.text.slice(0, end)
        this.text = this.text.slice(end)
        return heard
      }
      if (this.socket.destroyed) throw new Error('the server closed the connection')
      await new Promise<void>(resolve => {
        this.stir = resolve
      })
    }
  }

  async startTls(): Promise<string> {
    await this.say('STARTTLS')
    this.socket.removeAllListeners('data')
    const secured = connectTls({ socket: this.socket, rejectUnauthorized: false })
    sockets.add(secured)
    this.socket = secured
    secured.on('data', chunk => {
      this.text += chunk
      this.stir()
    })
    return this.hear()
  }
}

test('the greeting says what there is', MOMENT, async () => {
  const socket = connect(town.ports['managesieve']!, '127.0.0.1')
  const greeting = await new Client(socket).hear()
  for (const line of [
    '"IMPLEMENTATION" "Bastide"',
    '"SASL" "SCRAM-SHA-256 OAUTHBEARER PLAIN"',
    '"STARTTLS"',
    '"VERSION" "1.0"',
    '"MAXREDIRECTS" "4"',
  ])
    assert.ok(greeting.includes(`${line}\r\n`), line)
  assert.match(greeting, /"SIEVE" "[^"]*fileinto[^"]*vacation[^"]*"\r\n/)
})

test('a script is kept, listed, made active, given back, renamed and destroyed', MOMENT, async () => {
  const client = await Client.login()
  const source = 'require "fileinto";\r\nfileinto "été";\r\n'
  assert.match(await client.say('HAVESPACE', 'a', 1000), /^OK/)
  assert.match(await client.say('PUTSCRIPT', 'a "b"', source), /^OK/)
  assert.match(await client.say('SETACTIVE', 'a "b"'), /^OK/)
  assert.equal(await client.say('LISTSCRIPTS'), '"a \\"b\\"" ACTIVE\r\nOK "Done"\r\n')
  assert.equal(
    await client.say('GETSCRIPT', 'a "b"'),
    `{${Buffer.byteLength(source)}}\r\n${source}\r\nOK "Done"\r\n`,
  )
  assert.match(await client.say('DELETESCRIPT', 'a "b"'), /^NO \(ACTIVE\)/)
  assert.match(await client.say('RENAMESCRIPT', 'a "b"', 'c'), /^OK/)
  assert.match(await client.say('GETSCRIPT', 'a "b"'), /^NO \(NONEXISTENT\)/)
  assert.match(await client.say('PUTSCRIPT', 'd', 'keep;'), /^OK/)
  assert.match(await client.say('RENAMESCRIPT', 'd', 'c'), /^NO \(ALREADYEXISTS\)/)
  assert.match(await client.say('SETACTIVE', ''), /^OK/)
  assert.match(await client.say('DELETESCRIPT', 'c'), /^OK/)
  assert.equal(await client.say('LISTSCRIPTS'), '"d"\r\nOK "Done"\r\n')
})

test('what is no script is refused with its faults, and not kept', MOMENT, async () => {
  const client = await Client.login()
  const refusal = await client.say('PUTSCRIPT', 'bad', 'keep;\nfrob;\nfileinto "a";')
  assert.match(
    refusal,
    /^NO \{\d+\}\r\nline 2, column 1: The command "frob" is not known\.\r\nline 3, column 1: /,
  )
  assert.match(await client.say('CHECKSCRIPT', 'keep;'), /^OK/)
  assert.match(await client.say('CHECKSCRIPT', 'keep'), /^NO "line 1, column 5: /)
  assert.doesNotMatch(await client.say('LISTSCRIPTS'), /bad/)
  assert.match(await client.say('HAVESPACE', 'x', 10_000_000), /^NO \(QUOTA\/MAXSIZE\)/)
})

test('nobody sees the scripts of another', MOMENT, async () => {
  const claire = await Client.login()
  await claire.say('PUTSCRIPT', 'mine', 'keep;')
  const paul = await Client.login('paul')
  assert.equal(await paul.say('LISTSCRIPTS'), 'OK "Done"\r\n')
  assert.match(await paul.say('GETSCRIPT', 'mine'), /^NO \(NONEXISTENT\)/)
})

test('before the login nothing is given but what one logs in with', MOMENT, async () => {
  const client = await Client.open()
  for (const name of ['LISTSCRIPTS', 'UNAUTHENTICATE']) assert.match(await client.say(name), /^NO/)
  assert.match(await client.say('AUTHENTICATE', 'PLAIN', 'AGEAYg=='), /^NO/)
  assert.match(await client.say('AUTHENTICATE', 'LOGIN'), /^NO/)
  assert.equal(await client.say('NOOP', 'tag'), 'OK (TAG "tag") "Done"\r\n')
  assert.match(await client.say('LOGOUT'), /^OK/)
})

test('one logs in over TLS, asked for the response, and is told who one is', MOMENT, async () => {
  const client = await Client.open()
  const told = await client.startTls()
  assert.doesNotMatch(told, /STARTTLS/)
  assert.match(told, /"SASL" "SCRAM-SHA-256 OAUTHBEARER PLAIN"/)
  const token = Buffer.from(`\0claire@${DOMAIN}\0${PASSWORD}`).toString('base64')
  assert.equal(await client.send('AUTHENTICATE "PLAIN"\r\n', /^""\r\n/m), '""\r\n')
  assert.match(await client.send(`"${token}"\r\n`), /^OK/)
  assert.match(await client.say('CAPABILITY'), /"OWNER" "claire@montauzan\.fr"/)
  assert.match(await client.say('UNAUTHENTICATE'), /^OK/)
  assert.match(await client.say('LISTSCRIPTS'), /^NO/)
})

test(
  'a password is proved without being said, and the success proves that the house knows it',
  MOMENT,
  async () => {
    const prove = async (password: string) => {
      const client = await Client.open()
      const scram = scramClient(`claire@${DOMAIN}`, password)
      const said = await client.send(`AUTHENTICATE "SCRAM-SHA-256" "${scram.first}"\r\n`, /^"[^"]+"\r\n/m)
      const { final, expected } = scram.prove(said.slice(1, -3))
      return { client, end: await client.send(`"${final}"\r\n`), expected }
    }
    const { client, end, expected } = await prove(PASSWORD)
    assert.equal(end, `OK (SASL "${expected}") "Logged in"\r\n`)
    assert.match(await client.say('LISTSCRIPTS'), /^OK/m)
    assert.match((await prove('wrong')).end, /^NO/)
  },
)

test('a client that calls its login off may begin another', MOMENT, async () => {
  const client = await Client.open()
  assert.equal(await client.send('AUTHENTICATE "PLAIN"\r\n', /^""\r\n/m), '""\r\n')
  assert.match(await client.send('"*"\r\n'), /^NO "Cancelled"/)
  assert.match(await client.say('AUTHENTICATE', 'PLAIN', '?'), /^NO "This is not base64"/)
  const token = Buffer.from(`\0claire@${DOMAIN}\0${PASSWORD}`).toString('base64')
  assert.match(await client.say('AUTHENTICATE', 'PLAIN', token), /^OK/)
})

test('a bearer token of the house logs in, and its end is the end of what it opened', MOMENT, async () => {
  const { house, claire } = town
  const opened = await house.db.write(tx =>
    createSession(tx, claire, { kind: 'bearer', userAgent: 'Phone', ip: '127.0.0.1' }),
  )
  const said = (authorize: string) => writeBearer({ authorize, token: opened.token }).toString('base64')
  const client = await Client.open()
  assert.match(await client.say('AUTHENTICATE', 'OAUTHBEARER', said(`paul@${DOMAIN}`)), /^NO "Nobody acts/)
  assert.match(await client.say('AUTHENTICATE', 'OAUTHBEARER', said(`claire@${DOMAIN}`)), /^OK/)
  await house.db.write(tx => revokeSessions(tx, claire, [opened.id]))
  assert.match(await client.say('LISTSCRIPTS'), /^BYE/)
})

test('what cannot be read ends the connection', MOMENT, async () => {
  const client = await Client.open()
  assert.match(await client.send('NOOP (\r\n'), /^BYE/)
})

test(
  'a script that forwards to where the administrators let nothing go is refused, with the reason',
  MOMENT,
  async () => {
    const rule = (forwarding: 'allowed' | 'refused') =>
      town.house.db.write(tx =>
        setForwardingRule(tx, town.jean, town.organisationId, { forwarding, listed: [] }),
      )
    const client = await Client.login()
    await rule('refused')
    const out = 'redirect "anna@exemple.example";'
    for (const said of [await client.say('PUTSCRIPT', 'out', out), await client.say('CHECKSCRIPT', out)])
      assert.match(said, /^NO[\s\S]*does not let mail be forwarded to [\s\S]*anna@exemple\.example/)
    assert.match(await client.say('CHECKSCRIPT', `redirect "paul@${DOMAIN}";`), /^OK/)
    await rule('allowed')
    assert.match(await client.say('CHECKSCRIPT', out), /^OK/)
  },
)

test('where mail is switched off nobody logs in, and who was is let out', MOMENT, async () => {
  const client = await Client.login('jean')
  const { house, jean, organisationId } = town
  const switched = new Promise(resolve => house.registry.onSwitch(resolve))
  await house.db.write(tx => updateOrganisation(tx, jean, organisationId, { modules: { mail: false } }))
  await switched
  assert.match(await client.say('LISTSCRIPTS'), /^BYE/)
  const token = Buffer.from(`\0claire@${DOMAIN}\0${PASSWORD}`).toString('base64')
  assert.match(await (await Client.open()).say('AUTHENTICATE', 'PLAIN', token), /^NO "Mail is switched off/)
})
