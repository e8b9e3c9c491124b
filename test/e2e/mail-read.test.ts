import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { unzipSync, zipSync } from 'fflate'
import type { Locator, Page } from 'playwright-core'
import { docx, xlsx } from '../../wire/document/testing/files.ts'
import { winmail } from '../../wire/tnef/testing/winmail.ts'
import { eventually } from '../eventually.ts'
import { commissionDay } from '../world/front.ts'
import { dayOf, longDateWords } from '../world/paris.ts'
import { assertNoFaults } from './axe.ts'
import { phone } from './browser.ts'
import { laidOut, row, text, toasts, Visits } from './mail-visit.ts'

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

const ROOF = /Toiture de la halle/

/** A message that came from outside, open. */
async function read(subject: string, message: object, act: (page: Page) => Promise<void>): Promise<void> {
  await visits.receive('claire', { subject, ...message })
  await visits.visit('claire', '/mail', async page => {
    await row(page, new RegExp(subject)).click()
    await page.getByRole('heading', { name: subject, level: 1 }).waitFor()
    await act(page)
  })
}

const hostile = `<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/">
<link rel="stylesheet" href="https://evil.example/a.css"><base href="https://evil.example/">
<style>@import "https://evil.example/b.css"; body { background: url(https://evil.example/c.png) }</style></head>
<body onload="top.pwned = 1" background="https://evil.example/d.png">
<script>top.pwned = 1</script><img src="x" onerror="top.pwned = 1"><svg onload="top.pwned = 1"></svg>
<iframe src="https://evil.example/e"></iframe><form action="https://evil.example/f"><button id="b">Cliquez</button></form>
<img src="https://evil.example/pixel.gif" width="1" height="1"><p style="background:url(https://evil.example/g.png)">Bonjour
<a id="bad" href="javascript:top.pwned = 1">ici</a> <a id="good" href="https://autre.example/page">là</a></p></body></html>`

// What the visit asserts beside: no request has left, no error was thrown.
test('a hostile letter runs nothing, fetches nothing, and leads nowhere by itself', () =>
  read('Un piège', { html: hostile }, async page => {
    await text(page).getByText('Bonjour').waitFor()
    await page.getByText('Des images d’un autre site sont bloquées').waitFor()
    await text(page).getByText('ici').click()
    const isUntouched = await page.evaluate(() => !('pwned' in window))
    assert.ok(isUntouched)
    const link = text(page).getByText('là', { exact: true })
    assert.equal(await link.getAttribute('target'), '_blank')
    assert.match((await link.getAttribute('rel')) ?? '', /noopener/)
    assert.equal(await page.locator('article iframe').getAttribute('sandbox'), SANDBOX)
    assert.equal(new URL(page.url()).origin, new URL(visits.product.url).origin)
  }))

const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

test('the frame runs no script, whoever brings it', () =>
  read('Une feuille blanche', { html: '<p>Rien</p>' }, async page => {
    await text(page).getByText('Rien').waitFor()
    const ran = await page.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('article iframe')
      const script = frame?.contentDocument?.createElement('script')
      if (!script) return true
      script.textContent = 'top.pwned = 1'
      frame?.contentDocument?.body.append(script)
      return 'pwned' in window
    })
    assert.equal(ran, false)
  }))

test('a conversation shows its last message, and puts the older ones away until asked', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, ROOF).click()
    await text(page).getByText('Les deux entreprises ont répondu').waitFor()
    await page.getByRole('button', { name: 'Ouvrir le message de Vous' }).waitFor()
    const closed = page.getByRole('button', { name: /^Ouvrir le message de/ })
    assert.equal(await closed.count(), 1)
    await page.getByRole('button', { name: '2 messages de plus' }).click()
    assert.equal(await closed.count(), 3)
    await closed.first().click()
    await page.getByRole('button', { name: 'Réduire le message de Vous' }).waitFor()
  }))

test('the frame is as high as what it holds', () =>
  read('Une longue lettre', { html: `${'<p>Ligne</p>'.repeat(200)}<p>Fin</p>` }, async page => {
    await text(page).getByText('Fin').waitFor()
    await page.waitForFunction(() => {
      const frame = document.querySelector<HTMLIFrameElement>('article iframe')
      const page = frame?.contentDocument?.documentElement
      return frame && page && frame.clientHeight > 4000 && page.scrollHeight <= frame.clientHeight
    })
  }))

test('a letter that is too long to be shown whole says so, is had whole, and forwarded whole', () =>
  read('Un journal', { html: `<p>Début</p>${'<i>x</i> '.repeat(60_000)}` }, async page => {
    await text(page).getByText('Début').waitFor()
    const notice = page.getByRole('status').filter({ hasText: /trop long pour être montré en entier/ })
    const kept = page.waitForEvent('download')
    await notice.getByRole('button', { name: 'Télécharger le message' }).click()
    assert.equal((await kept).suggestedFilename(), 'Un-journal.eml')
    await page.keyboard.press('f')
    await page.getByRole('region', { name: 'Transfert' }).getByText('Un-journal.eml').waitFor()
  }))

test('what is quoted is folded, and opens', () =>
  read(
    'Une réponse',
    {
      html: `<p>D’accord.</p><div class="gmail_quote"><blockquote>Êtes-vous d’accord ?${'<p>Et là ?</p>'.repeat(80)}</blockquote></div>`,
    },
    async page => {
      await text(page).getByText('D’accord.').waitFor()
      assert.equal(await text(page).getByText('Êtes-vous').count(), 0)
      await page.getByRole('button', { name: 'Afficher les messages cités' }).click()
      await text(page).getByText('Êtes-vous').waitFor()
      await laidOut(page)
      // One reads on from where one was.
      assert.ok(((await text(page).getByText('D’accord.').boundingBox())?.y ?? 0) > 0)
    },
  ))

test('files are looked at one after the other, and kept', () =>
  read(
    'Deux fichiers',
    { text: 'Voici.', attachments: [file('un.txt', 'Premier'), file('deux.txt', 'Second')] },
    async page => {
      await page.getByRole('button', { name: /^un\.txt/ }).click()
      const dialog = page.getByRole('dialog', { name: 'un.txt' })
      await dialog.getByText('Premier').waitFor()
      await assertNoFaults(page, { within: '[role=dialog]' })
      await page.getByRole('button', { name: 'Pièce jointe suivante' }).click()
      await page.getByRole('dialog', { name: 'deux.txt' }).getByText('Second').waitFor()
      const kept = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Télécharger', exact: true }).click()
      assert.equal((await kept).suggestedFilename(), 'deux.txt')
    },
  ))

const file = (filename: string, content: string) => ({ filename, content })

test('a picture of the message stands in its text, and not among the files', () =>
  read(
    'Une image',
    { html: '<p>Voici <img src="cid:plan" alt="Le plan"></p>', attachments: [picture] },
    async page => {
      const image = text(page).getByAltText('Le plan')
      await image.waitFor()
      await page.waitForFunction(() => {
        const frame = document.querySelector<HTMLIFrameElement>('article iframe')
        return (frame?.contentDocument?.querySelector('img')?.naturalWidth ?? 0) > 0
      })
      assert.equal(await page.getByRole('region', { name: 'Pièces jointes' }).count(), 0)
    },
  ))

test('a picture that comes late moves neither the line one reads nor the button under the pointer', async () => {
  const html = `<p><img src="cid:plan" alt=""></p>${'<p>Avant.</p>'.repeat(40)}<p>Ici.</p>${'<p>Après.</p>'.repeat(40)}`
  await visits.receive('claire', { subject: 'Un plan', html, attachments: [{ ...picture, content: tall }] })
  await assertStays(async page => {
    const line = text(page).getByText('Ici.')
    await line.evaluate(element => element.scrollIntoView({ block: 'start' }))
    return line
  })
  await assertStays(async page => {
    const reply = page.getByRole('button', { name: 'Répondre', exact: true }).last()
    await reply.hover()
    return reply
  })
})

/** A GIF that says it is 400 wide and 600 high. */
const tall = Buffer.from('R0lGODlhkAFYAgAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')

async function assertStays(lookAt: (page: Page) => Promise<Locator>): Promise<void> {
  await visits.visit('claire', '/mail', async page => {
    const arrival = Promise.withResolvers<void>()
    await page.route('**/jmap/download/**', route => arrival.promise.then(() => route.continue()))
    await row(page, /Un plan/).click()
    await text(page).getByText('Ici.').waitFor()
    const looked = await lookAt(page)
    const before = await looked.boundingBox()
    arrival.resolve()
    await page.waitForFunction(() => {
      const frame = document.querySelector<HTMLIFrameElement>('article iframe')
      const letter = frame?.contentDocument?.documentElement
      const picture = frame?.contentDocument?.images[0]
      return picture?.naturalHeight === 600 && frame?.clientHeight === letter?.offsetHeight
    })
    assert.deepEqual(await looked.boundingBox(), before)
  })
}

const picture = {
  filename: 'plan.gif',
  cid: 'plan',
  contentType: 'image/gif',
  content: Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64'),
}

test('a message inside a message is read in its turn', () =>
  read('Un message joint', { text: 'Voir dessous.', attachments: [nested] }, async page => {
    await page.getByRole('button', { name: /^ancien\.eml/ }).click()
    const dialog = page.getByRole('dialog', { name: 'ancien.eml' })
    await dialog.getByRole('heading', { name: 'Ancien sujet' }).waitFor()
    await dialog.frameLocator('iframe').getByText('Texte ancien').waitFor()
    await dialog.getByText('Des images d’un autre site sont bloquées').waitFor()
  }))

const nested = {
  filename: 'ancien.eml',
  contentType: 'message/rfc822',
  content:
    'From: a@ailleurs.example\r\nTo: b@ailleurs.example\r\nSubject: Ancien sujet\r\nContent-Type: text/html\r\n\r\n' +
    '<p>Texte ancien<img src="https://evil.example/pixel.gif"></p><script>top.pwned = 1</script>\r\n',
}

test('a document is read in a preview, found by what it says, and kept with all others at once', () =>
  read('Le dossier', { text: 'Voir ci-joint.', attachments: [report, sheet] }, async page => {
    const files = page.getByRole('region', { name: 'Pièces jointes' })
    await files.getByRole('button', { name: /^rapport\.docx/ }).click()
    const preview = page.getByRole('dialog', { name: 'rapport.docx' })
    await preview.getByText('Une charpente en acacia').waitFor()
    await assertNoFaults(page, { within: '[role=dialog]' })
    await preview.getByRole('button', { name: 'Pièce jointe suivante' }).click()
    await page.getByRole('dialog', { name: 'budget.xlsx' }).getByRole('cell', { name: 'Voirie' }).waitFor()
    await page.keyboard.press('Escape')
    const [all] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('button', { name: 'Tout télécharger' }).click(),
    ])
    const entries = unzipSync(await readFile(await all.path()))
    assert.deepEqual(Object.keys(entries), ['rapport.docx', 'budget.xlsx'])
    await eventually(
      async () => await visits.jmap('claire', [['Email/query', { filter: { text: 'acacia' } }, 'q']]),
      ([answer]) => (answer![1]['ids'] as string[]).length === 1,
    )
    await page.goto(`${visits.product.url}/mail/search?q=acacia`)
    await row(page, /charpente en acacia/).waitFor()
  }))

const report = { filename: 'rapport.docx', content: docx(['Une charpente en acacia']) }
const sheet = { filename: 'budget.xlsx', content: xlsx('Dépenses', [['Voirie', 46350]]) }

test('what Outlook wrapped into a winmail.dat stands where it would without', () =>
  read('Par Outlook', { text: '', attachments: [wrapped] }, async page => {
    await text(page).getByText('Bonjour à tous').waitFor()
    await page.getByRole('button', { name: /^rapport\.docx/ }).click()
    await page.getByRole('dialog').getByText('Une charpente en acacia').waitFor()
    assert.equal(await page.getByRole('button', { name: /winmail/ }).count(), 0)
  }))

const wrapped = {
  filename: 'winmail.dat',
  contentType: 'application/ms-tnef',
  content: winmail({
    rtf: String.raw`{\rtf1\ansi Bonjour \'e0 tous}`,
    files: [{ name: report.filename, bytes: report.content }],
  }),
}

test('what is read for a second is no longer unread', async () => {
  await visits.receive('claire', { subject: 'À lire', text: 'Un mot.' })
  await visits.visit('claire', '/mail', async page => {
    const line = row(page, /À lire/)
    await line.waitFor()
    assert.match(await line.innerText(), /Non lu/)
    await line.click()
    await page.waitForFunction(
      () =>
        !/Non lu/.test(
          [...document.querySelectorAll('[role=row]')].find(r => /À lire/.test(r.textContent ?? ''))
            ?.textContent ?? 'Non lu',
        ),
    )
  })
})

test('an invitation says when and where', () =>
  visits.visit(
    'claire',
    '/mail',
    async page => {
      await row(page, ROOF).click()
      const card = page.getByRole('region', { name: 'Commission travaux' })
      const day = longDateWords(commissionDay(dayOf(new Date())))
      await card.getByText(`${day}, 14:00 – 15:00 · Salle Garonne`).waitFor()
    },
    { timezoneId: 'Europe/Paris' },
  ))

test('links of plain text work, and an address begins a letter', () =>
  read(
    'Des liens',
    { text: 'Voir https://montauzan.example/plan et demander à mairie@montauzan.example.' },
    async page => {
      const link = text(page).getByText('https://montauzan.example/plan')
      assert.equal(await link.getAttribute('href'), 'https://montauzan.example/plan')
      await text(page).getByText('mairie@montauzan.example').click()
      const letter = page.getByRole('dialog', { name: 'Nouveau message' })
      await letter.getByRole('button', { name: 'Retirer mairie@montauzan.example' }).waitFor()
    },
  ))

test('addresses are told in full on request, and the source can be read', () =>
  read('Les détails', { text: 'Un mot.' }, async page => {
    await page.getByRole('button', { name: 'Voir toutes les adresses' }).click()
    await page.getByText('Paul Ailleurs <paul@ailleurs.example>').waitFor()
    await page.getByRole('button', { name: 'Autres actions pour ce message' }).click()
    await page.getByRole('menuitem', { name: 'Voir la source' }).click()
    await page
      .getByRole('dialog')
      .getByText(/^Subject: =\?UTF-8\?/m)
      .or(page.getByText(/Message-ID:/))
      .first()
      .waitFor()
  }))

test('a letter to a colleague is recalled, and is gone from her mailbox', async () => {
  const to = { name: 'Nadège', email: visits.login('nadege').address }
  await write('claire', 'Mauvais fichier', to)
  const theirs = () => countOf('nadege', 'Mauvais fichier')
  await eventually(theirs, count => count === 1)
  await visits.visit('claire', '/mail/sent', async page => {
    await row(page, /Mauvais fichier/).click()
    await page.getByRole('button', { name: 'Autres actions pour ce message' }).click()
    await page.getByRole('menuitem', { name: 'Rappeler le message…' }).click()
    const question = page.getByRole('dialog', { name: /^Rappeler ce message/ })
    await assertNoFaults(page, { within: '[role=dialog]' })
    await question.getByRole('button', { name: 'Rappeler' }).click()
    const report = page.getByRole('dialog', { name: 'Rappel du message' })
    await report.getByText('Repris chez 1 destinataire.').waitFor()
    await report.getByText('Repris', { exact: true }).waitFor()
    await assertNoFaults(page, { within: '[role=dialog]' })
  })
  assert.equal(await theirs(), 0)
})

/** A letter that was sent from elsewhere than these screens. */
async function write(from: string, subject: string, to: { name: string; email: string }): Promise<void> {
  const [[, { list: boxes }] = assert.fail(), [, { list: identities }] = assert.fail()] = await visits.jmap(
    from,
    [
      ['Mailbox/get', { ids: null }, 'm'],
      ['Identity/get', { ids: null }, 'i'],
    ],
  )
  const sent = (boxes as { id: string; role: string | null }[]).find(({ role }) => role === 'sent')!.id
  const [identity] = identities as { id: string; email: string }[]
  const letter = {
    mailboxIds: { [sent]: true },
    keywords: { $seen: true },
    from: [{ email: identity!.email }],
    to: [to],
    subject,
    textBody: [{ partId: 't', type: 'text/plain' }],
    bodyValues: { t: { value: 'Voici.' } },
  }
  await visits.jmap(from, [
    ['Email/set', { create: { l: letter } }, 'e'],
    ['EmailSubmission/set', { create: { s: { emailId: '#l', identityId: identity!.id } } }, 's'],
  ])
}

async function countOf(name: string, subject: string): Promise<number> {
  const [[, { ids }] = assert.fail()] = await visits.jmap(name, [
    ['Email/query', { filter: { subject } }, 'q'],
  ])
  return (ids as string[]).length
}

test('a file of messages is imported into a folder, and the folder taken along as a file', () =>
  visits.visit('claire', '/mail/archive', async page => {
    await page.getByRole('heading', { name: 'Archives', level: 1 }).waitFor()
    const choosing = page.waitForEvent('filechooser')
    await folderVerb(page, 'Archives', 'Importer des messages…')
    await (await choosing).setFiles([
      { name: 'vieux.mbox', mimeType: 'application/mbox', buffer: Buffer.from(mbox(120)) },
      { name: 'seul.eml', mimeType: 'message/rfc822', buffer: Buffer.from('Subject: Seul\r\n\r\nx\r\n') },
      { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') },
    ])
    const card = page.getByRole('region', { name: 'Travaux en cours' })
    await card.getByText('121 messages importés').waitFor()
    await card.getByText(/^Importation terminée/).waitFor()
    await row(page, /Seul/).waitFor()
    await assertNoFaults(page)
    await card.getByRole('button', { name: 'Fermer' }).click()
    const again = page.waitForEvent('filechooser')
    await folderVerb(page, 'Archives', 'Importer des messages…')
    await (await again).setFiles([
      { name: 'tout.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(zipped())) },
    ])
    await card.getByText('1 message importé, 120 déjà là').waitFor()
    await card.getByRole('button', { name: 'Fermer' }).click()
    const downloading = page.waitForEvent('download')
    await folderVerb(page, 'Archives', 'Exporter (.mbox)')
    const download = await downloading
    assert.match(download.suggestedFilename(), /\.mbox$/)
    const file = await readFile(await download.path(), 'utf8')
    assert.equal(file.match(/^Subject: Vieux \d+$/gm)?.length, 120)
  }))

const mbox = (count: number): string =>
  Array.from(
    { length: count },
    (_, n) => `From x Sat Jan 10 08:00:00 2015\nStatus: RO\nSubject: Vieux ${n}\n\nTexte ${n}\n\n`,
  ).join('')

const zipped = () => ({
  'boite/vieux.mbox': Buffer.from(mbox(120)),
  'boite/neuf.eml': Buffer.from('Subject: Neuf\r\n\r\nx\r\n'),
})

async function folderVerb(page: Page, folder: string, verb: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${folder}`) }).hover()
  await page.getByRole('button', { name: `Actions sur ${folder}` }).click()
  await page.getByRole('menuitem', { name: verb }).click()
}

test('messages of a conversation are reached and opened by keyboard', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, ROOF).click()
    await text(page).getByText('Les deux entreprises').waitFor()
    await page.keyboard.press('p')
    await page.keyboard.press('p')
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Réduire le message de Vous' }).waitFor()
    await page.keyboard.press('f')
    await page.getByRole('region', { name: 'Transfert' }).waitFor()
  }))

test('all messages are opened at once, and one of them is thrown away by itself', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, ROOF).click()
    await page.getByRole('button', { name: 'Ouvrir tous les messages' }).click()
    const messages = page.locator('article [data-message]')
    await page.waitForFunction(() => document.querySelectorAll('article iframe').length === 4)
    await messages.nth(1).getByRole('button', { name: 'Autres actions pour ce message' }).click()
    await page.getByRole('menuitem', { name: 'Supprimer ce message' }).click()
    await page.getByText('1 message de cette conversation est dans la corbeille.').waitFor()
    assert.equal(await messages.count(), 3)
    await toasts(page).getByRole('button', { name: 'Annuler' }).click()
    await page.getByText(/est dans la corbeille/).waitFor({ state: 'detached' })
    assert.equal(await messages.count(), 4)
  }))

for (const [name, options] of Object.entries({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: phone, hasTouch: true },
} as const))
  test(`an open conversation passes axe: ${name}`, () =>
    visits.visit(
      'claire',
      '/mail',
      async page => {
        await row(page, ROOF).click()
        await text(page).getByText('Les deux entreprises').waitFor()
        await page.getByRole('region', { name: 'Commission travaux' }).waitFor()
        await assertNoFaults(page)
      },
      options,
    ))
