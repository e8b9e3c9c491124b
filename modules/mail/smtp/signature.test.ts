import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { createPrincipal, updatePrincipal } from '../../../core/principal.ts'
import { readId, writeAccountId, writeId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { PASSWORD } from '../../../test/house.ts'
import { type Args, jmapClient } from '../../../test/jmap.ts'
import { readBodyValue } from '../../../wire/mime/body-value.ts'
import { walkParts } from '../../../wire/mime/part.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { sendSubmission } from '../model/submission.ts'
import { greet, plainToken, send } from './test/client.ts'
import { town as openTown } from './test/town.ts'

// What an organisation puts under what its people write, by the two doors through which a letter leaves.

const town = await openTown()
const { house, ports, organisationId, claire, paul, inbox } = town
const admin = jmapClient(town.url, town.jean)
const clerk = jmapClient(town.url, claire)
const directory = { accountId: writeAccountId(organisationId) }

await house.db.write(tx =>
  updatePrincipal(tx, null, organisationId, claire.principalId, {
    title: '<Cheffe> & Co',
    service: 'Voirie',
  }),
)

const HTML = '<p><strong>{name}</strong>, {title}</p><p>{service} — {organisation}</p><p>{email}</p>'

async function only(...signatures: Args[]): Promise<string[]> {
  const { ids } = await admin.call('OrganisationSignature/query', directory)
  const create = Object.fromEntries(
    signatures.map((one, rank) => [
      `s${rank}`,
      { name: `n${rank}`, html: HTML, isEnabled: true, rank, ...one },
    ]),
  )
  const { created } = await admin.call('OrganisationSignature/set', { ...directory, destroy: ids, create })
  return Object.values((created ?? {}) as Record<string, Args>).map(({ id }) => String(id))
}
beforeEach(() => house.db.run(sql`delete from outgoing`))

const letter = (fields: string[] = [], body = 'Bonjour', from = 'claire@montauzan.fr') =>
  [`From: Claire <${from}>`, 'To: paul@montauzan.fr', 'Subject: x', ...fields, '', body].join('\r\n')

async function sent(text = letter(), to = ['paul@montauzan.fr']): Promise<string> {
  const client = await greet(ports['submissions']!, { tls: true })
  await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)
  assert.equal((await send(client, 'claire@montauzan.fr', to, text)).code, 250)
  client.close()
  return (await inbox(paul)).at(-1)!
}

function textOf(message: string, type = 'text/plain'): string {
  const bytes = Buffer.from(message)
  const part = [...walkParts(readStructure(bytes))].find(one => one.type === type)!
  return readBodyValue(bytes, part).value
}

test('without a signature a letter leaves as it was written', async () => {
  await only({ isEnabled: false })
  assert.ok((await sent()).endsWith('\r\n\r\nBonjour\r\n'))
})

test('a letter by SMTP has it, filled from the directory', async () => {
  await only({})
  const text = textOf(await sent())
  assert.match(text, /^Bonjour\n\nClaire, <Cheffe> & Co\n+Voirie — .+\n+claire@montauzan\.fr\n$/)
})

test('a letter by JMAP has it in both of its texts, and what the directory says is no HTML', async () => {
  await only({})
  const { list } = (await clerk.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  const identities = (await clerk.call('Identity/get')) as { list: { id: string }[] }
  const answers = await clerk.request([
    [
      'Email/set',
      {
        create: {
          d: {
            mailboxIds: { [list.find(({ role }) => role === 'drafts')!.id]: true },
            from: [{ email: 'claire@montauzan.fr' }],
            to: [{ email: 'paul@montauzan.fr' }],
            textBody: [{ partId: 't', type: 'text/plain' }],
            htmlBody: [{ partId: 'h', type: 'text/html' }],
            bodyValues: { t: { value: 'Voici.' }, h: { value: '<p>Voici.</p>' } },
          },
        },
      },
    ],
    ['EmailSubmission/set', { create: { s: { emailId: '#d', identityId: identities.list[0]!.id } } }],
  ])
  const { id } = (answers[1]![1]['created'] as Record<string, Args>)['s']!
  await sendSubmission(house, { accountId: claire.accountId, id: readId('s', String(id))! })
  const message = (await inbox(paul)).at(-1)!
  assert.match(textOf(message), /^Voici\.\n\nClaire, <Cheffe> & Co/)
  assert.match(
    textOf(message, 'text/html'),
    /<p>Voici\.<\/p><div><p><strong>Claire<\/strong>, &lt;Cheffe&gt; &amp; Co<\/p>/,
  )
})

test('what is signed is not touched, octet for octet', async () => {
  await only({})
  const body = [
    '--b',
    'Content-Type: text/plain',
    '',
    'Bonjour',
    '--b',
    'Content-Type: application/pgp-signature',
    '',
    'x',
    '--b--',
  ].join('\r\n')
  const message = await sent(letter(['Content-Type: multipart/signed; boundary=b'], body))
  assert.ok(message.endsWith(`\r\n\r\n${body}\r\n`))
})

test('the first that fits is put, by whom it is for, to whom it goes, and what it answers', async () => {
  const group = await house.db.write(tx =>
    createPrincipal(tx, house.registry, null, organisationId, {
      type: 'group',
      name: 'Élus',
      members: [claire.principalId],
    }),
  )
  const [both, answer] = [['paul@montauzan.fr', 'anna@exemple.example'], ['In-Reply-To: <a@b>']]
  await only(
    { html: '<p>autre service</p>', audience: 'services', targets: ['Culture'] },
    { html: '<p>dehors</p>', onlyOutside: true, onlyFirst: true },
    { html: '<p>groupe</p>', audience: 'groups', targets: [writeId('p', group.id)], onlyFirst: true },
    { html: '<p>service</p>', audience: 'services', targets: ['voirie '] },
  )
  assert.match(textOf(await sent()), /\ngroupe\n/)
  assert.match(textOf(await sent(letter(), both)), /\ndehors\n/)
  assert.match(textOf(await sent(letter(answer), both)), /\nservice\n/)
  await only({ html: '<p>domaine</p>', audience: 'domains', targets: ['montauzan.fr'] })
  assert.match(textOf(await sent()), /\ndomaine\n/)
  await only({ html: '<p>domaine</p>', audience: 'domains', targets: ['ailleurs.fr'] })
  assert.doesNotMatch(textOf(await sent()), /domaine/)
})

test('what nobody said of somebody leaves no line, and what is no word stays', async () => {
  await house.db.write(tx => updatePrincipal(tx, null, organisationId, paul.principalId, { title: null }))
  const { html, text } = await admin.call('OrganisationSignature/preview', {
    ...directory,
    principalId: writeId('p', paul.principalId),
    html: '<p>{name}</p><p><em>{title}</em> · {service}</p><p>{autre}</p><script>x()</script>',
  })
  assert.equal(html, '<div><p>Paul</p><p>{autre}</p></div>')
  const filled = await admin.call('OrganisationSignature/preview', {
    ...directory,
    principalId: writeId('p', claire.principalId),
    html: '<p>{name}<br>{title} · {service}</p>',
  })
  const half = await admin.call('OrganisationSignature/preview', {
    ...directory,
    principalId: writeId('p', paul.principalId),
    html: '<p>{name} – {title}<br>{service}<br>{organisation}</p>',
  })
  assert.match(String(filled['html']), /<p>Claire<br \/>&lt;Cheffe&gt; &amp; Co · Voirie<\/p>/)
  assert.match(String(half['html']), /<p>Paul<br \/>[^<]+<\/p>/)
  assert.match(String(text), /^Paul\n+\{autre\}$/)
})

test('only administrators see and change signatures, and what they did is in the audit', async () => {
  const [id] = await only({ name: 'Mairie' })
  const ids = { ...directory, ids: [id!] }
  assert.equal(await clerk.refusal('OrganisationSignature/get', ids), 'forbidden')
  const preview = { ...directory, html: '', principalId: writeId('p', claire.principalId) }
  assert.equal(await clerk.refusal('OrganisationSignature/preview', preview), 'forbidden')
  const { notUpdated } = await admin.call('OrganisationSignature/set', {
    ...directory,
    update: { [id!]: { name: ' ' } },
  })
  assert.deepEqual((notUpdated as Record<string, Args>)[id!]!['properties'], ['name'])
  await admin.call('OrganisationSignature/set', { ...directory, update: { [id!]: { isEnabled: false } } })
  await admin.call('OrganisationSignature/set', { ...directory, destroy: [id!] })
  const told = async (action: string) => {
    const { ids } = await admin.call('AuditEntry/query', { ...directory, filter: { action } })
    const { list } = await admin.call('AuditEntry/get', { ...directory, ids: (ids as string[]).slice(0, 1) })
    return (list as Args[])[0]?.['targetName']
  }
  for (const action of ['signatureAdded', 'signatureChanged', 'signatureRemoved'])
    assert.equal(await told(action), 'Mairie', action)
})
