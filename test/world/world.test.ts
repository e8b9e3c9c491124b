import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, test } from 'node:test'
import PostalMime, { type Attachment } from 'postal-mime'
import { gatherCast } from './cast.ts'
import { chanceOf } from './chance.ts'
import type { Letter } from './letter.ts'
import { writeMessage } from './mime/message.ts'
import { buildWorld, endBefore, FIXED_END, type Message, type World, writeLetters } from './world.ts'

const SMALL = 0.12

let world: World
let letters: Letter[]
let claire: Message[]

before(() => {
  world = buildWorld({ seed: 'montauzan', end: FIXED_END })
  letters = writeLetters(gatherCast(chanceOf('small/cast')), FIXED_END, SMALL, 'small')
  claire = [...world.messages('claire')]
})

function digest(built: World): string {
  const sum = createHash('sha256')
  for (const { key } of built.people) {
    for (const { raw, mailbox, keywords, receivedAt } of built.messages(key)) {
      sum.update(raw).update(mailbox).update(keywords.join()).update(receivedAt.toISOString())
    }
  }
  return sum.update(JSON.stringify([built.notes, built.people, built.mailboxes])).digest('hex')
}

test('the same seed gives the same world, byte for byte', () => {
  const build = (seed: string) => digest(buildWorld({ seed, end: FIXED_END, scale: SMALL }))
  assert.equal(build('one'), build('one'))
  assert.notEqual(build('one'), build('other'))
})

test('Claire has about three thousand messages, the others some hundreds', () => {
  assert.ok(claire.length > 2900 && claire.length < 3400, `${claire.length}`)
  for (const { key } of world.people.filter(one => one.key !== 'claire')) {
    const count = [...world.messages(key)].length
    assert.ok(count >= 100 && count < 600, `${key}: ${count}`)
  }
})

test('every message is read back with its subject, its sender and its text', async () => {
  for (const letter of letters) {
    const email = await PostalMime.parse(writeMessage(letter))
    assert.equal(email.subject, letter.subject)
    assert.equal(email.from?.address, letter.from.address)
    assert.equal(email.from?.name, letter.from.name)
    assert.equal(email.messageId, `<${letter.id}>`)
    if (!letter.report) assert.equal(comparable(email.text ?? ''), comparable(letter.text))
  }
})

/** What the older charsets cannot say is compared in their plain form. */
function comparable(text: string): string {
  const plain = { '’': "'", '–': '-', '…': '...', '€': 'EUR', œ: 'oe' }
  return text
    .replace(/[’–…€œ]/g, sign => plain[sign as keyof typeof plain])
    .replace(/\s+/g, ' ')
    .trim()
}

test('attachments are read back whole, with their names', async () => {
  for (const letter of letters.filter(({ files, inline }) => files.length + inline.length > 0)) {
    const email = await PostalMime.parse(writeMessage(letter), { forceRfc822Attachments: true })
    for (const file of [...letter.files, ...letter.inline]) {
      const found = email.attachments.find(({ filename }) => filename === file.name)
      assert.ok(found, `${file.name} in ${letter.subject}`)
      if (file.type !== 'message/rfc822') assert.ok(contentOf(found).equals(lineFeeds(file)), file.name)
    }
  }
})

function contentOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content))
}

/** The reader gives calendars with bare line feeds. */
function lineFeeds({ type, bytes }: Letter['files'][number]): Buffer {
  return type === 'text/calendar' ? Buffer.from(bytes().toString().replaceAll('\r\n', '\n')) : bytes()
}

test('every message answers one that exists and is older', () => {
  const known = new Map<string, Letter>()
  for (const letter of letters) {
    assert.ok(!known.has(letter.id), `twice ${letter.id}`)
    known.set(letter.id, letter)
    for (const id of letter.references) assert.ok(known.has(id), `${letter.subject} answers nothing`)
    const parent = known.get(letter.references.at(-1) ?? '')
    if (parent) assert.deepEqual(letter.references, [...parent.references, parent.id])
  }
})

test('all addresses belong to the town or to its outsiders', () => {
  const { people, groups, resources, outsiders } = gatherCast(chanceOf('small/cast'))
  const known = new Set([...people, ...groups, ...resources, ...outsiders].map(({ address }) => address))
  for (const { from, to, cc } of letters) {
    for (const { address } of [from, ...to, ...cc]) assert.ok(known.has(address), address)
  }
})

test('what a colleague sends is the same message in the Sent of one and the boxes of the others', () => {
  const sent = new Map<string, Buffer>()
  for (const { raw, mailbox } of world.messages('solange'))
    if (mailbox === 'Envoyés') sent.set(idOf(raw), raw)
  const received = claire.filter(({ raw, mailbox }) => mailbox !== 'Envoyés' && sent.has(idOf(raw)))
  assert.ok(received.length > 3)
  for (const { raw } of received) assert.ok(raw.equals(sent.get(idOf(raw)) as Buffer))
})

function idOf(raw: Buffer): string {
  return /^Message-ID: (.*)$/m.exec(raw.toString('latin1'))?.[1] ?? ''
}

test('the top of Claire’s inbox is the one of the drawing', async () => {
  const rows = new Map<string, string>()
  for (const { raw, mailbox } of claire.toReversed()) {
    if (mailbox !== 'INBOX' || rows.size === 9) continue
    const { subject = '', from } = await PostalMime.parse(raw)
    if (!rows.has(subject)) rows.set(subject, from?.name ?? '')
  }
  assert.deepEqual(
    [...rows],
    [
      ['Toiture de la halle : deux devis reçus', 'Service Patrimoine'],
      ['Ordre du jour du conseil du 3 décembre', 'Direction générale'],
      ['Re: Capteurs CO₂ des classes', 'École Jean-Moulin'],
      ['Planning des congés de fin d’année', 'Ressources humaines'],
      ['Convocation des délégués', 'Préfecture, bureau des élections'],
      ['Rue des Tanneurs : fin du chantier', 'Atelier voirie'],
      ['Inscription aux ateliers d’hiver', 'Médiathèque municipale'],
      ['Fin de la messagerie Exchange : calendrier', 'Systèmes d’information'],
      ['Relevé de décisions, bureau du 18', 'Communauté de communes'],
    ],
  )
})

test('Claire has twelve unread messages in her inbox and one draft', () => {
  const inbox = claire.filter(({ mailbox }) => mailbox === 'INBOX')
  assert.equal(inbox.filter(({ keywords }) => !keywords.includes('$seen')).length, 12)
  assert.equal(claire.filter(({ keywords }) => keywords.includes('$draft')).length, 1)
})

test('messages lie in mailboxes that exist, oldest first, none after the end', () => {
  for (const { key } of world.people) {
    const paths = new Set(world.mailboxes[key]?.map(({ path }) => path))
    let last = 0
    for (const { mailbox, receivedAt } of world.messages(key)) {
      assert.ok(paths.has(mailbox), mailbox)
      assert.ok(receivedAt.getTime() >= last && receivedAt <= FIXED_END)
      last = receivedAt.getTime()
    }
  }
})

test('the year knows long threads, invitations, lists, receipts, pictures and big messages', () => {
  const sizes = new Map<string, number>()
  for (const { conversation } of letters) sizes.set(conversation, (sizes.get(conversation) ?? 0) + 1)
  assert.ok(Math.max(...sizes.values()) >= 10)
  for (const post of [
    'mail',
    'list',
    'newsletter',
    'notice',
    'invitation',
    'junk',
    'draft',
    'receipt',
  ] as const) {
    assert.ok(
      letters.some(letter => letter.post === post),
      post,
    )
  }
  assert.ok(letters.some(({ inline }) => inline.length > 0))
  assert.ok(claire.some(({ raw }) => raw.length > 4_000_000))
})

test('the text of every letter is finished: no slot and no choice is left open', () => {
  for (const { subject, text } of letters) assert.doesNotMatch(`${subject}\n${text}`, /\{\w+\}|\[[^\]]*\|/)
})

test('slots agree with the words before them', () => {
  const fault =
    /(?<!\p{L})(de (le|les) (kiosque|gymnase|pigeonnier|presbytère|cimetière|stade)|à le \p{L}|la (avenue|allée|impasse)|de (avril|août|octobre))/u
  for (const { subject, text } of letters) assert.doesNotMatch(`${subject}\n${text}`, fault)
})

test('the demo ends at the last morning that has passed', () => {
  assert.equal(endBefore(new Date('2026-11-24T16:00:00+01:00')).toISOString(), '2026-11-24T09:45:00.000Z')
  assert.equal(endBefore(new Date('2026-07-24T08:00:00+02:00')).toISOString(), '2026-07-23T08:45:00.000Z')
})

test('notes are shared only with people of the town', () => {
  const keys = new Set(world.people.map(({ key }) => key))
  for (const { owner, sharedWith } of world.notes) {
    for (const key of [owner, ...sharedWith]) assert.ok(keys.has(key), key)
  }
})
