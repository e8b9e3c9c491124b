import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { sendSubmission } from '../model/submission.ts'

let town: TestHouse
let claire: JmapClient
let drafts: string
let sent: string
let identityId: string
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  const { list } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  drafts = list.find(box => box.role === 'drafts')!.id
  sent = list.find(box => box.role === 'sent')!.id
  const identities = (await claire.call('Identity/get')) as { list: { id: string; email: string }[] }
  identityId = identities.list[0]!.id
})
after(() => town.close())

const draft = (more: Args = {}): Args => ({
  mailboxIds: { [drafts]: true },
  keywords: { $draft: true, $seen: true },
  from: [{ name: 'Claire', email: 'claire@montauzan.fr' }],
  to: [{ email: 'paul@montauzan.fr' }],
  bcc: [{ email: 'lecteur@ailleurs.example' }],
  subject: 'Ordre du jour',
  textBody: [{ partId: 't', type: 'text/plain' }],
  bodyValues: { t: { value: 'Voici.' } },
  ...more,
})

async function submit(submission: Args = {}, more: Args = {}, draftMore: Args = {}) {
  const answers = await claire.request([
    ['Email/set', { create: { d: draft(draftMore) } }],
    ['EmailSubmission/set', { create: { s: { emailId: '#d', identityId, ...submission } }, ...more }],
  ])
  const made = answers[1]![1] as {
    created: Record<string, Args> | null
    notCreated: Record<string, Args> | null
  }
  return { answers, made }
}

const send = (id: string) =>
  sendSubmission(town.house, { accountId: town.claire.accountId, id: readId('s', id)! })

test('the first identity is the owner of the account', async () => {
  const { list } = (await claire.call('Identity/get')) as { list: Args[] }
  assert.deepEqual(
    list.map(one => [one['name'], one['email'], one['mayDelete']]),
    [['Claire', 'claire@montauzan.fr', false]],
  )
})

test('an identity is only of an address of one’s own', async () => {
  const { notCreated } = (await claire.call('Identity/set', {
    create: { i: { name: 'Jean', email: 'jean@montauzan.fr' } },
  })) as { notCreated: Record<string, { type: string }> }
  assert.equal(notCreated['i']!.type, 'forbiddenFrom')
})

test('a submission reaches our own people, queues for the others, and hides who is in Bcc', async () => {
  const { answers, made } = await submit(
    {},
    {
      onSuccessUpdateEmail: {
        '#s': { [`mailboxIds/${drafts}`]: null, [`mailboxIds/${sent}`]: true, 'keywords/$draft': null },
      },
    },
  )
  assert.equal(made.notCreated, null)
  assert.equal(answers[2]![0], 'Email/set')
  assert.equal((answers[2]![1] as Args)['notUpdated'], null)
  const id = String(made.created!['s']!['id'])
  await send(id)
  const paul = jmapClient(town.url, town.paul)
  const [, [, got]] = (await paul.request([
    ['Email/query', { limit: 1 }],
    [
      'Email/get',
      { '#ids': { resultOf: 'c0', name: 'Email/query', path: '/ids' }, properties: ['subject', 'bcc'] },
    ],
  ])) as [unknown, [string, { list: Args[] }]]
  assert.deepEqual([got.list[0]!['subject'], got.list[0]!['bcc']], ['Ordre du jour', null])
  const queued = await town.house.db.rows(
    sql`select rcpt, domain, mail_from from outgoing where submission_id = ${readId('s', id)}`,
  )
  const known = (await claire.call('EmailSubmission/get', { ids: [id] })) as { list: Args[] }
  assert.equal(known.list[0]!['undoStatus'], 'final')
  const status = known.list[0]!['deliveryStatus'] as Record<string, { delivered: string }>
  assert.equal(status['paul@montauzan.fr']!.delivered, 'yes')
  assert.ok(['queued', 'no'].includes(status['lecteur@ailleurs.example']!.delivered))
  assert.ok(queued.length <= 1)
})

test('letters that leave at once from one account wait for each other, and for nothing else', async t => {
  const small = await testHouse(undefined, { BASTIDE_DATABASE_CONNECTIONS: '2' })
  t.after(() => small.close())
  const client = jmapClient(small.url, small.claire)
  const { list } = (await client.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  const box = list.find(({ role }) => role === 'drafts')!.id
  const identities = (await client.call('Identity/get')) as { list: { id: string }[] }
  const leave = async () => {
    const [, [, answer]] = (await client.request([
      ['Email/set', { create: { d: draft({ mailboxIds: { [box]: true } }) } }],
      ['EmailSubmission/set', { create: { s: { emailId: '#d', identityId: identities.list[0]!.id } } }],
    ])) as [unknown, [string, Args]]
    return answer['notCreated']
  }
  const slow = AbortSignal.timeout(30_000)
  const stuck = new Promise((_, reject) => slow.addEventListener('abort', () => reject(new Error('stuck'))))
  const all = Promise.all(Array.from({ length: 6 }, leave))
  assert.deepEqual(await Promise.race([all, stuck]), Array(6).fill(null))
})

test('an address with more behind it than an address goes nowhere', async () => {
  const strange = ['anna@ailleurs.example\r\n', 'anna@ailleurs.example/>\r\nRSET', 'anna@ailleurs.example?x']
  for (const email of strange) {
    const to = { mailFrom: { email: 'claire@montauzan.fr' }, rcptTo: [{ email }] }
    const { made } = await submit({ envelope: to })
    assert.equal(made.notCreated?.['s']?.['type'], 'invalidRecipients', email)
    const from = {
      mailFrom: { email: `claire@montauzan.fr${email.slice(21)}` },
      rcptTo: [{ email: 'a@b.fr' }],
    }
    const { made: other } = await submit({ envelope: from })
    assert.equal(other.notCreated?.['s']?.['type'], 'forbiddenMailFrom', email)
  }
})

test('who is written with quotes is written to, and nobody of ours has such a name', async () => {
  const mailFrom = { email: 'claire@montauzan.fr' }
  const rcptTo = [{ email: '"anna roux"@ailleurs.example' }, { email: '"paul garrigue"@montauzan.fr' }]
  const { made } = await submit({ envelope: { mailFrom, rcptTo } })
  const id = String(made.created!['s']!['id'])
  await send(id)
  const status = (await got(id))['deliveryStatus'] as Record<string, { smtpReply: string }>
  assert.match(status[rcptTo[0]!.email]!.smtpReply, /^(250 2\.0\.0 Queued|550 5\.|451 4\.)/)
  assert.match(status[rcptTo[1]!.email]!.smtpReply, /^550 5\.1\.1/)
  const bracket = { mailFrom, rcptTo: [{ email: '"a<b"@ailleurs.example' }] }
  assert.equal((await submit({ envelope: bracket })).made.notCreated!['s']!['type'], 'invalidRecipients')
})

test('sending twice sends once', async () => {
  const { made } = await submit({
    envelope: { mailFrom: { email: 'claire@montauzan.fr' }, rcptTo: [{ email: 'jean@montauzan.fr' }] },
  })
  const id = String(made.created!['s']!['id'])
  await Promise.all([send(id), send(id)])
  const jean = jmapClient(town.url, town.jean)
  assert.equal(((await jean.call('Email/query')) as { ids: string[] }).ids.length, 1)
})

test('what is to leave later can be called back, once', async () => {
  const sendAt = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, '')
  const { made } = await submit({ sendAt })
  assert.equal(made.created!['s']!['undoStatus'], 'pending')
  const id = String(made.created!['s']!['id'])
  const cancel = () => claire.call('EmailSubmission/set', { update: { [id]: { undoStatus: 'canceled' } } })
  assert.equal((await cancel())['notUpdated'], null)
  await send(id)
  const { list } = (await claire.call('EmailSubmission/get', { ids: [id] })) as { list: Args[] }
  assert.equal(list[0]!['undoStatus'], 'canceled')
})

const later = (hours = 1): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replace(/\.\d+/, '')

const got = async (id: string): Promise<Args> =>
  ((await claire.call('EmailSubmission/get', { ids: [id] })) as { list: Args[] }).list[0]!

test('what waits leaves at another time when it is told to, and a job made for the time before does nothing', async () => {
  const { made } = await submit({ sendAt: later() })
  const id = String(made.created!['s']!['id'])
  const before = { accountId: town.claire.accountId, id: readId('s', id)!, sendAt: later() }
  const change = (sendAt: unknown) => claire.call('EmailSubmission/set', { update: { [id]: { sendAt } } })
  const at = later(48)
  assert.deepEqual((await change(at))['updated'], { [id]: { sendAt: at } })
  assert.equal((await got(id))['sendAt'], at)
  await sendSubmission(town.house, before)
  assert.equal((await got(id))['undoStatus'], 'pending')
  const refused = async (sendAt: unknown) =>
    ((await change(sendAt))['notUpdated'] as Record<string, Args>)[id]!['type']
  assert.equal(await refused(later(24 * 31)), 'invalidProperties')
  assert.equal(await refused('demain'), 'invalidProperties')
  await send(id)
  assert.equal((await got(id))['undoStatus'], 'final')
  assert.equal(await refused(later()), 'cannotUnsend')
})

test('the time is as the standard fixes it for who has not asked for more', async () => {
  const { made } = await submit({ sendAt: later() })
  const id = String(made.created!['s']!['id'])
  const update = { [id]: { sendAt: later(2) } }
  const response = await fetch(`${town.url}/jmap/api`, {
    method: 'POST',
    headers: { authorization: claire.authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:submission'],
      methodCalls: [['EmailSubmission/set', { accountId: claire.accountId, update }, 'c']],
    }),
  })
  const { methodResponses } = (await response.json()) as { methodResponses: [string, Args][] }
  const { notUpdated } = methodResponses[0]![1] as { notUpdated: Record<string, Args> }
  assert.deepEqual(notUpdated[id]!['properties'], ['sendAt'])
})

/** Of an email, the mailboxes in which it lies. */
const placesOf = async (id: unknown): Promise<string[]> => {
  const { list } = (await claire.call('Email/get', { ids: [id], properties: ['mailboxIds'] })) as {
    list: { mailboxIds: object }[]
  }
  return Object.keys(list[0]!.mailboxIds)
}

test('what lies among what is to leave later is filed as sent when it leaves, and as a draft when it is called back', async () => {
  const { created } = (await claire.call('Mailbox/set', {
    create: { m: { name: 'Programmés', role: 'scheduled' } },
  })) as { created: { m: { id: string } } }
  const scheduled = created.m.id
  const wait = { [`mailboxIds/${drafts}`]: null, [`mailboxIds/${scheduled}`]: true, 'keywords/$draft': null }
  const scheduling = () => submit({ sendAt: later() }, { onSuccessUpdateEmail: { '#s': wait } })
  const ofFirst = async ({ answers, made }: Awaited<ReturnType<typeof submit>>) => ({
    id: String(made.created!['s']!['id']),
    emailId: (answers[0]![1] as { created: { d: Args } }).created.d['id'],
  })
  const leaving = await ofFirst(await scheduling())
  assert.deepEqual(await placesOf(leaving.emailId), [scheduled])
  await send(leaving.id)
  assert.deepEqual(await placesOf(leaving.emailId), [sent])

  const kept = await ofFirst(await scheduling())
  // RFC 8621 §7.5: the id of a submission that stood before
  const again = { [`mailboxIds/${drafts}`]: true, [`mailboxIds/${scheduled}`]: null, 'keywords/$draft': true }
  const callBack = (id: string) =>
    claire.request([
      [
        'EmailSubmission/set',
        { update: { [id]: { undoStatus: 'canceled' } }, onSuccessUpdateEmail: { [id]: again } },
      ],
    ])
  assert.equal((await callBack(leaving.id)).length, 1)
  assert.deepEqual(await placesOf(leaving.emailId), [sent])
  assert.equal((await callBack(kept.id)).length, 2)
  assert.deepEqual(await placesOf(kept.emailId), [drafts])
  const gone = { destroy: [kept.id], onSuccessDestroyEmail: [kept.id] }
  await claire.request([['EmailSubmission/set', gone]])
  const { notFound } = await claire.call('Email/get', { ids: [kept.emailId], properties: ['id'] })
  assert.deepEqual(notFound, [kept.emailId])
})

test('what is destroyed as it is sent leaves all the same', async () => {
  const { answers, made } = await submit({}, { onSuccessDestroyEmail: ['#s'] }, { subject: 'Sans trace' })
  assert.equal(((answers[2]![1] as Args)['destroyed'] as string[]).length, 1)
  await send(String(made.created!['s']!['id']))
  const paul = jmapClient(town.url, town.paul)
  assert.equal(
    ((await paul.call('Email/query', { filter: { subject: 'Sans trace' } })) as { ids: string[] }).ids.length,
    1,
  )
})

test('one writes neither in the name of another nor to nobody', async () => {
  const envelope = (from: string, to: string[]) => ({
    envelope: { mailFrom: { email: from }, rcptTo: to.map(email => ({ email })) },
  })
  const refused = async (submission: Args, more: Args = {}) =>
    (await submit(submission, {}, more)).made.notCreated!['s']!['type']
  assert.equal(await refused(envelope('jean@montauzan.fr', ['paul@montauzan.fr'])), 'forbiddenMailFrom')
  assert.equal(
    await refused({}, { from: [{ email: 'jean@montauzan.fr' }], sender: [{ email: 'claire@montauzan.fr' }] }),
    'forbiddenFrom',
  )
  assert.equal(await refused(envelope('claire@montauzan.fr', [])), 'noRecipients')
  assert.equal(await refused(envelope('claire@montauzan.fr', ['pas une adresse'])), 'invalidRecipients')
  assert.equal(await refused({ identityId: 'i999999' }), 'invalidProperties')
})

test('what the envelope asks of other servers goes to them with each recipient', async () => {
  const envelope = {
    mailFrom: { email: 'claire@montauzan.fr', parameters: { RET: 'HDRS', ENVID: 'b1' } },
    rcptTo: [
      {
        email: 'anna@example.org',
        parameters: { NOTIFY: 'success,failure', ORCPT: 'rfc822;anna@example.org' },
      },
      { email: 'bob@example.org', parameters: { NOTIFY: 'SOMETIMES' } },
    ],
  }
  const { made } = await submit({ envelope })
  await send(made.created!['s']!['id'] as string)
  const rows = await town.house.db.rows<{ parameters: object }>(
    sql`select parameters from outgoing where rcpt in ('anna@example.org', 'bob@example.org') order by rcpt`,
  )
  assert.deepEqual(
    rows.map(row => row.parameters),
    [
      { ret: 'HDRS', envid: 'b1', notify: 'SUCCESS,FAILURE', orcpt: 'rfc822;anna@example.org' },
      { ret: 'HDRS', envid: 'b1' },
    ],
  )
})

test('a letter that says twice who it is from is not sent', async () => {
  const raw =
    'From: Jean <jean@montauzan.fr>\r\nFrom: Claire <claire@montauzan.fr>\r\nTo: paul@montauzan.fr\r\n' +
    'Subject: Virement\r\n\r\nUrgent.\r\n'
  const uploaded = await fetch(`${town.url}/jmap/upload/${claire.accountId}`, {
    method: 'POST',
    headers: { authorization: claire.authorization },
    body: raw,
  })
  const { blobId } = (await uploaded.json()) as { blobId: string }
  const answers = await claire.request([
    ['Email/import', { emails: { d: { blobId, mailboxIds: { [drafts]: true } } } }],
    ['EmailSubmission/set', { create: { s: { emailId: '#d', identityId } } }],
  ])
  const { notCreated } = answers[1]![1] as { notCreated: Record<string, { type: string }> }
  assert.equal(notCreated['s']?.type, 'invalidEmail')
})

test('what is to be held is said as SMTP says it, or not understood', async () => {
  const parameters = (given: Args) => ({
    envelope: {
      mailFrom: { email: 'claire@montauzan.fr', parameters: given },
      rcptTo: [{ email: 'paul@montauzan.fr' }],
    },
  })
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const { made } = await submit(parameters({ holdfor: '3600' }))
  assert.ok(Date.parse(String(made.created!['s']!['sendAt'])) > Date.now() + 3_000_000)
  for (const wrong of [
    { HOLDFOR: '1e3' },
    { HOLDFOR: '-5' },
    { HOLDFOR: '60', HOLDUNTIL: inAnHour },
    { HOLDUNTIL: 'tomorrow' },
  ]) {
    const { notCreated } = (await submit(parameters(wrong))).made
    assert.equal(notCreated?.['s']?.['type'], 'invalidProperties')
  }
})
