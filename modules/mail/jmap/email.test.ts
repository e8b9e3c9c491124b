import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compareRecords } from '../../../lib/filter.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { deliver } from '../model/deliver.ts'
import { indexWaiting } from '../model/unindexed.ts'
import { letter } from '../test/house.ts'
import { email } from '../types.ts'

let town: TestHouse
let claire: JmapClient
let boxes: Record<string, string>
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  const { list } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  boxes = Object.fromEntries(list.map(box => [box.role, box.id]))
})
after(() => town.close())

const receive = (bytes: Buffer) => deliver(town.house, bytes, [{ accountId: town.claire.accountId }])
const inInbox = async (args: Args = {}) =>
  (await claire.call('Email/query', { filter: { inMailbox: boxes['inbox'] }, ...args })) as {
    ids: string[]
    total?: number
    queryState: string
  }
const one = async (id: string, args: Args) =>
  ((await claire.call('Email/get', { ids: [id], ...args }))['list'] as Args[])[0]!

const MIXED = [
  'From: "Claire" <claire@montauzan.fr>',
  'To: Paul <paul@montauzan.fr>, jean@montauzan.fr',
  'Subject: =?utf-8?Q?D=C3=A9lib=C3=A9ration?=',
  'Message-ID: <mixed@montauzan.fr>',
  'X-Note: un',
  'X-Note: deux',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b1',
  '',
  '--b1',
  'Content-Type: multipart/alternative; boundary=b2',
  '',
  '--b2',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Le budget communal est voté.',
  '--b2',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Le <b>budget</b> communal est voté.<img src="https://pixel.example/x.gif"><script>1</script></p>',
  '--b2--',
  '--b1',
  'Content-Type: application/pdf; name="budget.pdf"',
  'Content-Disposition: attachment; filename="budget.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0xLjQK',
  '--b1--',
  '',
].join('\r\n')

test('an email tells its headers in every form, its bodies and its attachments', async () => {
  await receive(Buffer.from(MIXED))
  const { ids } = await inInbox()
  const email = await one(ids[0]!, {
    properties: [
      'subject',
      'to',
      'header:X-Note:all',
      'header:x-note:asText',
      'bodyStructure',
      'attachments',
      'textBody',
      'bodyValues',
      'hasAttachment',
      'preview',
      'sentAt',
    ],
    fetchTextBodyValues: true,
    bodyProperties: ['partId', 'blobId', 'type', 'name', 'size'],
  })
  assert.equal(email['subject'], 'Délibération')
  assert.deepEqual(email['to'], [
    { name: 'Paul', email: 'paul@montauzan.fr' },
    { name: null, email: 'jean@montauzan.fr' },
  ])
  assert.deepEqual(email['header:X-Note:all'], [' un', ' deux'])
  assert.equal(email['header:x-note:asText'], 'deux')
  assert.equal(email['hasAttachment'], true)
  assert.equal(email['preview'], 'Le budget communal est voté.')
  const [attachment] = email['attachments'] as Args[]
  assert.equal(attachment!['name'], 'budget.pdf')
  assert.equal(attachment!['size'], 9)
  const values = email['bodyValues'] as Record<string, { value: string }>
  assert.equal(values['1.1']!.value, 'Le budget communal est voté.')
  assert.equal(((email['bodyStructure'] as Args)['subParts'] as unknown[]).length, 2)
  const download = await fetch(
    `${town.url}/jmap/download/${claire.accountId}/${attachment!['blobId']}/budget.pdf?type=application/pdf`,
    { headers: { authorization: claire.authorization } },
  )
  assert.equal(await download.text(), '%PDF-1.4\n')
})

test('without a list of properties, an email has those of RFC 8621', async () => {
  const { ids } = await inInbox()
  const email = await one(ids[0]!, {})
  assert.ok('htmlBody' in email && 'blobId' in email)
  assert.ok(!('bodyStructure' in email))
})

test('a property that no email has is refused', async () => {
  assert.equal(await claire.refusal('Email/get', { ids: [], properties: ['colour'] }), 'invalidArguments')
  assert.equal(
    await claire.refusal('Email/get', { ids: [], properties: ['header:From:asDate'] }),
    'invalidArguments',
  )
})

test('a draft is written with what the client gave, and read back', async () => {
  const { created, notCreated } = (await claire.call('Email/set', {
    create: {
      d: {
        mailboxIds: { [boxes['drafts']!]: true },
        keywords: { $draft: true, $seen: true },
        from: [{ name: 'Claire', email: 'claire@montauzan.fr' }],
        to: [{ email: 'paul@montauzan.fr' }],
        subject: 'Réunion à 9 h',
        'header:X-Priority': ' 1',
        textBody: [{ partId: 't', type: 'text/plain' }],
        htmlBody: [{ partId: 'h', type: 'text/html' }],
        bodyValues: { t: { value: 'Bonjour é' }, h: { value: '<p>Bonjour é</p>' } },
      },
    },
  })) as { created: Record<string, Args>; notCreated: unknown }
  assert.equal(notCreated, null)
  const email = await one(String(created['d']!['id']), {
    properties: [
      'subject',
      'bodyValues',
      'keywords',
      'messageId',
      'sentAt',
      'header:X-Priority:asText',
      'mailboxIds',
    ],
    fetchAllBodyValues: true,
  })
  assert.equal(email['subject'], 'Réunion à 9 h')
  assert.deepEqual(email['keywords'], { $draft: true, $seen: true })
  assert.equal(email['header:X-Priority:asText'], '1')
  assert.match((email['messageId'] as string[])[0]!, /@montauzan\.fr$/)
  const values = Object.values(email['bodyValues'] as Record<string, { value: string }>).map(v => v.value)
  assert.deepEqual(values, ['Bonjour é', '<p>Bonjour é</p>'])
})

test('a draft that says too much, or in two ways, is refused by property', async () => {
  const refused = async (draft: Args) => {
    const { notCreated } = (await claire.call('Email/set', {
      create: { d: { mailboxIds: { [boxes['drafts']!]: true }, ...draft } },
    })) as { notCreated: Record<string, { type: string; properties?: string[] }> }
    return notCreated['d']
  }
  assert.deepEqual((await refused({ size: 3, preview: 'a' }))!.properties, ['size', 'preview'])
  assert.deepEqual((await refused({ 'header:Content-Type': ' text/plain' }))!.properties, [
    'header:Content-Type',
  ])
  assert.equal((await refused({ subject: 'a', 'header:Subject': ' b' }))!.type, 'invalidProperties')
  assert.equal((await refused({ mailboxIds: {} }))!.type, 'invalidProperties')
  assert.equal((await refused({ from: [{ name: 'x' }] }))!.type, 'invalidProperties')
  assert.equal(
    (await refused({ attachments: [{ blobId: `b${'0'.repeat(64)}`, type: 'text/plain' }] }))!.type,
    'blobNotFound',
  )
  assert.equal(
    (await refused({ textBody: [{ partId: 'x', type: 'text/plain' }] }))!.type,
    'invalidProperties',
  )
  const text = [{ partId: 't', type: 'text/plain' }]
  const twice = {
    bodyStructure: text[0],
    textBody: text,
    attachments: text,
    bodyValues: { t: { value: 'a' } },
  }
  assert.deepEqual((await refused(twice))!.properties, ['textBody', 'attachments'])
  const broken = { value: 'a', isEncodingProblem: true, isTruncated: true }
  assert.deepEqual((await refused({ textBody: text, bodyValues: { t: broken } }))!.properties, [
    'bodyValues/t/isEncodingProblem',
    'bodyValues/t/isTruncated',
  ])
})

test('the parts of a draft are texts or blobs, with fields of their own, and the outermost has those of the message', async () => {
  const response = await fetch(`${town.url}/jmap/upload/${claire.accountId}`, {
    method: 'POST',
    headers: { authorization: claire.authorization, 'content-type': 'text/plain' },
    body: 'Été',
  })
  const { blobId } = (await response.json()) as { blobId: string }
  const part = { type: 'text/plain', 'header:From': ' paul@montauzan.fr', 'header:X-Note': ' un' }
  const draft = (body: Args): Args => ({ mailboxIds: { [boxes['drafts']!]: true }, ...body })
  const answer = await claire.call('Email/set', {
    create: {
      blob: draft({ textBody: [{ ...part, blobId, charset: 'utf-8' }] }),
      structure: draft({ bodyStructure: { ...part, partId: 't' }, bodyValues: { t: { value: 'Été' } } }),
      twice: draft({ subject: 'a', textBody: [{ blobId, type: 'text/plain', 'header:Subject': ' b' }] }),
      sized: draft({
        textBody: [{ partId: 't', type: 'text/plain', size: 3 }],
        bodyValues: { t: { value: 'Été' } },
      }),
      missing: draft({ htmlBody: [{ blobId: 'bnothing', type: 'text/html' }] }),
    },
  })
  for (const { id } of Object.values(answer['created'] as Record<string, { id: string }>)) {
    const properties = ['from', 'header:X-Note:asText', 'textBody', 'bodyValues']
    const email = await one(id, { properties, fetchTextBodyValues: true })
    assert.deepEqual(email['from'], [{ name: null, email: 'paul@montauzan.fr' }])
    assert.equal(email['header:X-Note:asText'], 'un')
    assert.equal(Object.values(email['bodyValues'] as Record<string, { value: string }>)[0]!.value, 'Été')
  }
  assert.deepEqual(Object.keys(answer['created'] as object), ['blob', 'structure'])
  const refused = answer['notCreated'] as Record<string, Args>
  assert.deepEqual(refused['twice']!['properties'], ['header:Subject'])
  assert.deepEqual(refused['sized']!['properties'], ['textBody/size'])
  assert.deepEqual(
    [refused['missing']!['type'], refused['missing']!['notFound']],
    ['blobNotFound', ['bnothing']],
  )
})

test('keywords and mailboxes are patched together, many emails at once', async () => {
  await receive(letter())
  const { ids } = await inInbox()
  const update = Object.fromEntries(
    ids.map(id => [id, { 'keywords/$flagged': true, [`mailboxIds/${boxes['archive']}`]: true }]),
  )
  const { updated, notUpdated } = (await claire.call('Email/set', { update })) as {
    updated: Args
    notUpdated: unknown
  }
  assert.equal(notUpdated, null)
  assert.deepEqual(Object.keys(updated).sort(), [...ids].sort())
  const email = await one(ids[0]!, { properties: ['keywords', 'mailboxIds'] })
  assert.deepEqual(email['keywords'], { $flagged: true })
  assert.deepEqual(email['mailboxIds'], { [boxes['inbox']!]: true, [boxes['archive']!]: true })
})

test('an email cannot be left in no mailbox, nor be put in one that is not there', async () => {
  const { ids } = await inInbox()
  const { notUpdated } = (await claire.call('Email/set', {
    update: { [ids[0]!]: { mailboxIds: {} }, [ids[1]!]: { 'mailboxIds/m999999': true } },
  })) as { notUpdated: Record<string, { type: string }> }
  assert.equal(notUpdated[ids[0]!]!.type, 'invalidProperties')
  assert.equal(notUpdated[ids[1]!]!.type, 'invalidProperties')
})

test('filters find by people, words, headers, dates and keywords', async () => {
  const accountId = town.paul.accountId
  const paul = jmapClient(town.url, town.paul)
  const put = (fields: Record<string, string>, body?: string) =>
    deliver(town.house, letter(fields, body), [{ accountId }])
  await put(
    { Subject: 'Marché de voirie', From: 'Odile Roux <odile@autre.example>' },
    'Les pavés sont livrés.\r\n',
  )
  await put({ Subject: 'École Jean-Jaurès', 'X-Service': 'Éducation' })
  await indexWaiting(town.house, { accountId })
  const subjects = async (filter: Args) => {
    const [, [, got]] = (await paul.request([
      ['Email/query', { filter }],
      [
        'Email/get',
        { '#ids': { resultOf: 'c0', name: 'Email/query', path: '/ids' }, properties: ['subject'] },
      ],
    ])) as [unknown, [string, { list: { subject: string }[] }]]
    return got.list.map(e => e.subject)
  }
  assert.deepEqual(await subjects({ from: 'odile roux' }), ['Marché de voirie'])
  assert.deepEqual(await subjects({ text: 'pavé' }), ['Marché de voirie'])
  assert.deepEqual(await subjects({ body: 'pave' }), ['Marché de voirie'])
  assert.deepEqual(await subjects({ body: 'voirie' }), [])
  assert.deepEqual(await subjects({ subject: 'ecole jaures' }), ['École Jean-Jaurès'])
  assert.deepEqual(await subjects({ header: ['X-Service', 'education'] }), ['École Jean-Jaurès'])
  assert.deepEqual(await subjects({ operator: 'NOT', conditions: [{ header: ['X-Service'] }] }), [
    'Marché de voirie',
  ])
  assert.deepEqual(await subjects({ hasKeyword: '$seen' }), [])
  assert.equal((await subjects({ notKeyword: '$seen', minSize: 1, after: '2000-01-01T00:00:00Z' })).length, 2)
  assert.equal((await subjects({ noneInThreadHaveKeyword: '$flagged' })).length, 2)
  assert.equal(await paul.refusal('Email/query', { filter: { colour: 'red' } }), 'unsupportedFilter')
  const snippets = (await paul.call('SearchSnippet/get', {
    filter: { text: 'pavé' },
    emailIds: (await paul.call('Email/query', { filter: { text: 'pavé' } }))['ids'],
  })) as { list: { subject: string | null; preview: string | null }[] }
  assert.equal(snippets.list[0]!.preview, 'Les <mark>pavés</mark> sont livrés.')
})

test('changes of a list, of threads or of emails, filtered or whole, agree with a fresh list', async () => {
  const jean = jmapClient(town.url, town.jean)
  const accountId = town.jean.accountId
  const { list } = (await jean.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  const [inbox, archive] = ['inbox', 'archive'].map(role => list.find(box => box.role === role)!.id)
  interface Listed {
    ids: string[]
    queryState: string
    total: number
  }
  const sorts = ['listedAt', 'subject', 'size'].map(property => [{ property, isAscending: false }])
  const lists = sorts.flatMap(sort =>
    [true, false].flatMap(collapseThreads =>
      [{ inMailbox: inbox }, { inMailbox: inbox, notKeyword: '$seen' }].map(filter => ({
        filter,
        sort,
        collapseThreads,
        calculateTotal: true,
      })),
    ),
  )
  const fresh = () =>
    Promise.all(lists.map(args => jean.call('Email/query', args) as Promise<unknown> as Promise<Listed>))
  let minute = 0
  const put = (fields: Record<string, string>) =>
    deliver(town.house, letter(fields), [{ accountId }], new Date(Date.UTC(2026, 10, 1, 0, ++minute)))
  const update = (id: string, patch: object) => jean.call('Email/set', { update: { [id]: patch } })
  for (const thread of [0, 1, 2, 3]) await put({ 'Message-ID': `<fil${thread}@x>`, Subject: `Fil ${thread}` })
  // Below and above others of their thread, at the top and far down.
  const steps: ((ids: readonly string[]) => Promise<unknown>)[] = [
    () => put({ Subject: 'Re: Fil 0', 'In-Reply-To': '<fil0@x>' }),
    ids => update(ids.at(-2)!, { 'keywords/$seen': true }),
    ids => update(ids[0]!, { [`mailboxIds/${inbox}`]: null, [`mailboxIds/${archive}`]: true }),
    () => put({ Subject: 'Re: Fil 2', 'In-Reply-To': '<fil2@x>' }),
    ids => jean.call('Email/set', { destroy: [ids.at(-1)!] }),
    ids => update(ids[0]!, { 'keywords/$seen': true }),
    () => put({ Subject: 'Seul' }),
    ids => jean.call('Email/set', { destroy: [ids[1]!] }),
  ]
  let known = await fresh()
  for (const [n, step] of steps.entries()) {
    await step(known[2]!.ids)
    const now = await fresh()
    for (const [at, args] of lists.entries()) {
      const before = known[at]!
      const changes = (await jean.call('Email/queryChanges', {
        ...args,
        sinceQueryState: before.queryState,
      })) as { removed: string[]; added: { id: string; index: number }[]; total: number }
      const kept = before.ids.filter(id => !changes.removed.includes(id))
      for (const { id, index } of changes.added) kept.splice(index, 0, id)
      assert.deepEqual(kept, now[at]!.ids, `step ${n}, list ${at}`)
      assert.equal(changes.total, now[at]!.total, `step ${n}, list ${at}`)
    }
    known = now
  }
})

test('an anchor and a negative position find their window', async () => {
  for (const property of ['receivedAt', 'subject', 'sentAt']) {
    const sort = [{ property, isAscending: false }]
    const { ids } = await inInbox({ sort })
    const window = async (args: Args) => (await inInbox({ sort, ...args })).ids
    assert.deepEqual(await window({ anchor: ids[1], anchorOffset: -1, limit: 2 }), ids.slice(0, 2), property)
    assert.deepEqual(await window({ position: -1 }), ids.slice(-1), property)
    assert.deepEqual(await window({ position: 1, limit: 1 }), ids.slice(1, 2), property)
    assert.deepEqual(await window({ position: ids.length }), [], property)
    assert.equal(await claire.refusal('Email/query', { sort, anchor: 'e999999' }), 'anchorNotFound', property)
  }
  const [, second] = (await inInbox()).ids
  assert.deepEqual((await inInbox({ anchor: second, limit: 1, collapseThreads: true })).ids, [second])
  assert.equal(await claire.refusal('Email/query', { anchor: 'e999999' }), 'anchorNotFound')
})

async function upload(body: string): Promise<string> {
  const response = await fetch(`${town.url}/jmap/upload/${claire.accountId}`, {
    method: 'POST',
    headers: { authorization: claire.authorization, 'content-type': 'message/rfc822' },
    body,
  })
  return ((await response.json()) as { blobId: string }).blobId
}

test('a blob is parsed, imported and rendered', async () => {
  const blobId = await upload(MIXED.replace('mixed@', 'import@'))
  const { parsed } = (await claire.call('Email/parse', {
    blobIds: [blobId],
    properties: ['subject', 'id'],
  })) as {
    parsed: Record<string, Args>
  }
  assert.deepEqual(parsed[blobId], { id: null, subject: 'Délibération' })
  const { created } = (await claire.call('Email/import', {
    emails: { i: { blobId, mailboxIds: { [boxes['archive']!]: true }, keywords: { $seen: true } } },
  })) as { created: Record<string, { id: string; blobId: string }> }
  assert.equal(created['i']!.blobId, blobId)
  const { list } = (await claire.call('Email/render', { ids: [created['i']!.id] })) as { list: Args[] }
  assert.equal(list[0]!['blockedRemote'], 1)
  assert.ok(!String(list[0]!['html']).includes('script'))
  assert.match(String(list[0]!['html']), /<b>budget<\/b>/)
})

test('what is longer than what is shown of it says so, as HTML and as text', async () => {
  const rendered = async (type: string, body: string) => {
    const blobIds = [await upload(`Content-Type: ${type}\r\n\r\n${body}`)]
    const { list } = await claire.call('Email/render', { blobIds })
    return (list as [{ isCut: boolean }])[0].isCut
  }
  const long = 4 * 1024 * 1024
  assert.equal(await rendered('text/html', `<p>${'x'.repeat(long - 3)}`), false)
  assert.equal(await rendered('text/html', `<p>${'x'.repeat(long - 2)}`), true)
  assert.equal(await rendered('text/plain', 'x'.repeat(long)), false)
  assert.equal(await rendered('text/plain', 'x'.repeat(long + 1)), true)
  assert.equal(await rendered('text/plain', 'x\r\n'.repeat(100_000)), true)
})

test('an import that says no time came when it was last received', async () => {
  const text = [
    'Received: by b.example; Tue, 3 Mar 2020 10:00:02 +0100',
    'Received: by a.example; Tue, 3 Mar 2020 08:00:00 +0000',
    'Subject: Ancien',
    '',
    'x',
  ].join('\r\n')
  const [, [, { created }]] = (await claire.request([
    ['Blob/upload', { create: { b: { data: [{ 'data:asText': text }] } } }],
    ['Email/import', { emails: { e: { blobId: '#b', mailboxIds: { [boxes['inbox']!]: true } } } }],
  ])) as unknown as [unknown, [string, { created: { e: { id: string } } }]]
  const ids = [created.e.id]
  const { list } = (await claire.call('Email/get', { ids, properties: ['receivedAt'] })) as unknown as {
    list: object[]
  }
  assert.deepEqual(list, [{ id: ids[0], receivedAt: '2020-03-03T09:00:02Z' }])
})

test('an import that is repeated leaves out what stands in the mailbox, when it is asked to', async () => {
  const run = async (names: readonly string[], box: string, skipExisting: boolean) => {
    const data = (name: string) => [{ 'data:asText': `Subject: ${name}\r\n\r\nx\r\n` }]
    const create = Object.fromEntries(names.map((name, at) => [`b${at}`, { data: data(name) }]))
    const emails = Object.fromEntries(
      names.map((_, at) => [`e${at}`, { blobId: `#b${at}`, mailboxIds: { [boxes[box]!]: true } }]),
    )
    const [, [, answer]] = (await claire.request([
      ['Blob/upload', { create }],
      ['Email/import', { emails, skipExisting }],
    ])) as unknown as [unknown, [string, { created: Args | null; notCreated: Record<string, Args> | null }]]
    const refused = Object.entries(answer.notCreated ?? {}).map(([key, { type }]) => `${key} ${type}`)
    return { made: Object.keys(answer.created ?? {}), refused, answer }
  }
  const first = await run(['Reprise 1', 'Reprise 2', 'Reprise 1'], 'archive', true)
  assert.deepEqual([first.made, first.refused], [['e0', 'e1'], ['e2 alreadyExists']])
  const again = await run(['Reprise 1', 'Reprise 3'], 'archive', true)
  assert.deepEqual([again.made, again.refused], [['e1'], ['e0 alreadyExists']])
  const existing = (first.answer.created!['e0'] as Args)['id']
  assert.equal(again.answer.notCreated!['e0']!['existingId'], existing)
  assert.deepEqual((await run(['Reprise 1'], 'inbox', true)).made, ['e0'])
  assert.deepEqual((await run(['Reprise 1'], 'archive', false)).made, ['e0'])
})

test('what stands there already is known, whatever it says of itself and whatever thread it is in', async () => {
  const texts = [
    'Subject: Toiture\r\nMessage-ID: <toit-1@x>\r\n\r\nun\r\n',
    'Subject: Toiture\r\nMessage-ID: <toit-2@x>\r\n\r\ndeux\r\n',
    'Subject: Re: Toiture\r\nMessage-ID: <toit-3@x>\r\nReferences: <toit-2@x> <toit-1@x>\r\n\r\ntrois\r\n',
    'Subject: Toiture\r\nReferences: <toit-3@x>\r\n\r\nquatre\r\n',
    'Subject: Toiture\r\nDate: Mon, 2 Feb 2026 09:00:00 +0100\r\n\r\ncinq\r\n',
    'Subject: Toiture\r\nMessage-ID: \r\nDate: Mon, 2 Feb 2026 09:00:00 +0100\r\n\r\nsix\r\n',
  ]
  const run = async () => {
    const create = Object.fromEntries(
      texts.map((text, at) => [`b${at}`, { data: [{ 'data:asText': text }] }]),
    )
    const mailboxIds = { [boxes['archive']!]: true }
    const emails = Object.fromEntries(texts.map((_, at) => [`e${at}`, { blobId: `#b${at}`, mailboxIds }]))
    const [, [, answer]] = (await claire.request([
      ['Blob/upload', { create }],
      ['Email/import', { emails, skipExisting: true }],
    ])) as unknown as [unknown, [string, { created: Args | null; notCreated: Record<string, Args> | null }]]
    return answer
  }
  const ids = Object.values((await run()).created!).map(record => (record as Args)['id'])
  const { created, notCreated } = await run()
  assert.equal(created, null)
  assert.deepEqual(
    texts.map((_, at) => notCreated![`e${at}`]!['existingId']),
    ids,
  )
})

test('the name of a group is found in the field that has it, and in no other', async () => {
  await receive(
    letter({ Cc: '=?utf-8?q?Conseil_=C3=A9largi?=: Ana <ana@ailleurs.example>, b@ailleurs.example;' }),
  )
  const found = async (filter: Args) =>
    ((await claire.call('Email/query', { filter })) as { ids: string[] }).ids.length
  assert.deepEqual(
    await Promise.all([{ cc: 'conseil elargi' }, { cc: 'ana@ailleurs' }, { to: 'conseil' }].map(found)),
    [1, 1, 0],
  )
})

test('an import that names no blob is refused alone', async () => {
  const mailboxIds = { [boxes['inbox']!]: true }
  const { notCreated } = await claire.call('Email/import', {
    emails: { none: { mailboxIds }, odd: { blobId: {}, mailboxIds }, gone: { blobId: 'bgone', mailboxIds } },
  })
  for (const refused of Object.values(notCreated as Record<string, Args>)) {
    assert.equal(refused['type'], 'invalidProperties')
    assert.deepEqual(refused['properties'], ['blobId'])
  }
  assert.equal(Object.keys(notCreated as object).length, 3)
  const bare = (await claire.call('Email/import', { emails: { e: {} } }))['notCreated'] as Record<
    string,
    Args
  >
  assert.deepEqual(bare['e']!['properties'], ['blobId', 'mailboxIds'])
})

test('a thread tells its emails, oldest first, and changes when one comes', async () => {
  await receive(letter({ 'Message-ID': '<t@x>', Subject: 'Suite' }))
  const { ids } = await inInbox({ limit: 1 })
  const { threadId } = await one(ids[0]!, { properties: ['threadId'] })
  const before = (await claire.call('Thread/get', { ids: [threadId] })) as { state: string }
  await receive(letter({ 'In-Reply-To': '<t@x>', Subject: 'Re: Suite' }))
  const changes = await claire.call('Thread/changes', { sinceState: before.state })
  assert.deepEqual(changes['updated'], [threadId])
  const after = (await claire.call('Thread/get', { ids: [threadId] })) as { list: { emailIds: string[] }[] }
  assert.equal(after.list[0]!.emailIds.length, 2)
  assert.equal(after.list[0]!.emailIds[0], ids[0])
})

test('what came a moment ago is found by its words at once', async () => {
  await receive(letter({ Subject: 'Pergola' }, 'La pergola est livrée au foirail.\r\n'))
  for (const filter of [{ text: 'pergola foirail' }, { body: 'foirail livré' }]) {
    const { ids } = (await claire.call('Email/query', { filter })) as { ids: string[] }
    assert.equal(ids.length, 1)
  }
})

test('a character that stands where the index cuts a title does not stop the index', async () => {
  const jean = jmapClient(town.url, town.jean)
  const subject = `Empreinte ${'a'.repeat(489)}😀 fin`
  const message = letter({ Subject: `=?utf-8?B?${btoaOf(subject)}?=` })
  await deliver(town.house, message, [{ accountId: town.jean.accountId }])
  const { ids } = (await jean.call('Email/query', { filter: { text: 'empreinte' } })) as { ids: string[] }
  assert.equal(ids.length, 1)
})

test('by sender, recipient and subject, the browser orders emails as the server does', async () => {
  const { accountId } = town.jean
  const jean = jmapClient(town.url, town.jean)
  const words = [
    'Élagage',
    'elagage',
    'Re: Élagage',
    '[voirie] TR : Zinc',
    '',
    '9 juin',
    '😀 fête',
    'ﬁn',
    '\uffdc',
  ]
  const mailbox = (at: number) => `a${(at * 7) % 5}@exemple.fr`
  for (const [at, word] of words.entries()) {
    const name = words[(at * 4 + 1) % words.length]!
    const people = name === '' ? mailbox(at) : `=?utf-8?B?${btoaOf(name)}?= <${mailbox(at)}>`
    const message = letter({ From: people, To: people, Subject: `=?utf-8?B?${btoaOf(word)}?=` })
    await deliver(town.house, message, [{ accountId }])
  }
  for (const property of ['from', 'to', 'subject'])
    for (const isAscending of [true, false]) {
      const sort = [{ property, isAscending }]
      const { ids } = (await jean.call('Email/query', { sort })) as { ids: string[] }
      const asked = { ids, properties: ['from', 'to', 'baseSubject'] }
      const { list } = (await jean.call('Email/get', asked)) as { list: Args[] }
      const here = list.toSorted((a, b) => compareRecords(email, sort, a, b)).map(({ id }) => id)
      assert.deepEqual(here, ids, `${property} ${isAscending}`)
    }
})

const btoaOf = (text: string): string => Buffer.from(text).toString('base64')

test('a search of a hundred thousand words is shown at once', async () => {
  const text = Array.from({ length: 20_000 }, (_, at) => `mot${at}`).join(' ')
  const deliveries = await receive(Buffer.from(`From: a@b.fr\r\nSubject: Mots\r\n\r\n${text}\r\n`))
  const placed = deliveries.get(town.claire.accountId)!
  assert.ok('emailId' in placed)
  const sought = Array.from({ length: 100_000 }, (_, at) => `z${at}`).join(' ')
  const begin = performance.now()
  await claire.call('SearchSnippet/get', { filter: { text: sought }, emailIds: [`e${placed.emailId}`] })
  assert.ok(performance.now() - begin < 20_000)
})
