import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { assertNoFaults } from './axe.ts'
import { phone } from './browser.ts'
import { laidOut, row, text, toasts, Visits } from './mail-visit.ts'

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

const ROOF = /Toiture de la halle/
const WORKSHOPS = /Inscription aux ateliers/
const body = (page: Page) => page.getByRole('textbox', { name: 'Texte du message' })
const to = (page: Page) => page.getByRole('combobox', { name: 'À', exact: true })
const send = (page: Page) => page.getByRole('button', { name: 'Envoyer', exact: true })

/** A new letter, filled in. */
async function write(page: Page, { people, subject, words }: Letter): Promise<void> {
  await page.getByRole('button', { name: 'Nouveau message' }).click()
  await to(page).fill(`${people},`)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Objet' }).fill(subject)
  await body(page).click()
  await page.keyboard.type(words)
}

interface Letter {
  readonly people: string
  readonly subject: string
  readonly words: string
}

const toNadege = (subject: string, words = 'Un mot pour vous.'): Letter => ({
  people: visits.login('nadege').address,
  subject,
  words,
})

test('a letter with a file arrives before the eyes of who it is for', () =>
  visits.visit('nadege', '/mail', async theirs => {
    await theirs.getByRole('grid', { name: 'Conversations' }).waitFor()
    await visits.visit('claire', '/mail', async page => {
      await write(page, toNadege('Le plan de table', 'Voici le plan.'))
      await page.locator('input[type=file]').setInputFiles(file('plan.txt', 'Table 1'))
      await page.getByRole('button', { name: 'Retirer plan.txt' }).waitFor()
      await page.getByRole('progressbar').waitFor({ state: 'detached' })
      await send(page).click()
      await toasts(page).getByText('Message envoyé').waitFor()
      await row(theirs, /Le plan de table/).click()
    })
    await text(theirs).getByText('Voici le plan.').waitFor()
    await theirs.getByRole('button', { name: /^plan\.txt/ }).click()
    await theirs.getByRole('dialog', { name: 'plan.txt' }).getByText('Table 1').waitFor()
  }))

const file = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})

test('people are completed from the directory, and those outside are told', () =>
  visits.visit('claire', '/mail', async page => {
    await page.getByRole('button', { name: 'Nouveau message' }).click()
    await to(page).fill('nad')
    await page.getByRole('option', { name: /Nadège/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Retirer Nadège/ }).waitFor()
    // Typed in one go, without a look at who is found.
    await to(page).fill('aicha')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Retirer Aïcha/ }).waitFor()
    assert.equal(await page.getByText(/hors de votre organisation/).count(), 0)
    await to(page).fill('paul@ailleurs.example,')
    await page.keyboard.press('Enter')
    await page.getByText('1 destinataire hors de votre organisation').waitFor()
  }))

test('a draft is kept as one types, and is there after a reload', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Une ébauche', 'Ceci n’est pas fini'))
    await page.getByText(/^Enregistré à \d\d:\d\d$/).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /^Brouillons/ }).click()
    await row(page, /Une ébauche/).click()
    await body(page).getByText('Ceci n’est pas fini').waitFor()
    await page
      .getByRole('button', { name: /^Retirer/ })
      .first()
      .waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Objet' }).inputValue(), 'Une ébauche')
  }))

test('a draft that is kept again takes the place of the one before', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Une seule ébauche', 'Un'))
    await page.getByText(/^Enregistré à/).waitFor()
    await page.keyboard.type(' et deux')
    await page.getByText(/^Enregistré à/).waitFor({ state: 'hidden' })
    await page.getByText(/^Enregistré à/).waitFor()
    await eventually(
      () => found('Une seule ébauche'),
      ids => ids.length === 1,
    )
  }))

/** How many bytes more the mailbox of Claire takes; null for any. */
async function leaveRoom(bytes: number | null): Promise<void> {
  const organisation = { accountId: 'a1' }
  const properties = ['email', 'used']
  const [[, { list }] = assert.fail()] = await visits.jmap('jean', [
    ['Principal/get', { ...organisation, ids: null, properties }, 'p'],
  ])
  const principals = list as { id: string; email: string; used: number }[]
  const claire = principals.find(({ email }) => email === visits.login('claire').address)!
  const quota = bytes === null ? null : claire.used + bytes
  await visits.jmap('jean', [['Principal/set', { ...organisation, update: { [claire.id]: { quota } } }, 'u']])
}

test('a draft that the server will not have stays before the eyes, put away or sent, and is kept once when it can be', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Plus de place', 'Un texte'))
    await page.getByText(/^Enregistré à/).waitFor()
    await leaveRoom(10)
    try {
      await page.keyboard.type(' plus long')
      await page.getByText(/votre boîte est pleine/).waitFor()
      await page.getByRole('button', { name: 'Enregistrer et fermer' }).click()
      await body(page).getByText('Un texte plus long').waitFor()
      await send(page).click()
      await page.getByText(/Le message n’est pas parti/).waitFor()
      await body(page).getByText('Un texte plus long').waitFor()
    } finally {
      await leaveRoom(null)
    }
    await body(page).click()
    await page.keyboard.press('End')
    await page.keyboard.type(' encore')
    await page.getByText(/^Enregistré à/).waitFor()
    await eventually(
      () => found('Plus de place'),
      ids => ids.length === 1,
    )
  }))

test('what one writes when the session ends lies open again after the sign-in', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Fin de session', 'Une phrase au milieu'))
    const [[, { list }] = assert.fail()] = await visits.jmap('claire', [
      ['LoginSession/get', { ids: null, properties: ['id'] }, 's'],
    ])
    const destroy = (list as { id: string }[]).map(({ id }) => id)
    await visits.jmap('claire', [['LoginSession/set', { destroy }, 'd']])
    await page.getByText('Votre session a pris fin.').waitFor()
    await page.getByLabel('Mot de passe', { exact: true }).fill(visits.login('claire').password)
    await page.keyboard.press('Enter')
    await body(page).getByText('Une phrase au milieu').waitFor()
    await eventually(
      () => found('Fin de session'),
      ids => ids.length === 1,
    )
  }))

/** Sendings that have not left. */
async function pending(): Promise<readonly string[]> {
  const filter = { undoStatus: 'pending' }
  const [[, answer] = assert.fail()] = await visits.jmap('claire', [
    ['EmailSubmission/query', { filter }, 'q'],
  ])
  return answer['ids'] as readonly string[]
}

async function found(subject: string): Promise<readonly string[]> {
  const [[, answer] = assert.fail()] = await visits.jmap('claire', [
    ['Email/query', { filter: { subject } }, 'q'],
  ])
  return answer['ids'] as readonly string[]
}

test('a sending is taken back, and the letter lies open again', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Trop vite', 'Je n’aurais pas dû'))
    await send(page).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await toasts(page).getByRole('button', { name: 'Annuler' }).click()
    await toasts(page)
      .getByText(/Envoi annulé/)
      .waitFor()
    await body(page).getByText('Je n’aurais pas dû').waitFor()
    await eventually(pending, ids => ids.length === 0)
  }))

test('an answer stays in its conversation, and names what it answers', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, WORKSHOPS).click()
    await text(page).getByText('Il reste huit places').waitFor()
    await page.keyboard.press('r')
    await page.getByRole('region', { name: 'Réponse' }).waitFor()
    await body(page).click()
    await page.keyboard.type('Je viendrai.')
    await page.keyboard.press('Control+Enter')
    await toasts(page).getByText('Message envoyé').waitFor()
    await text(page).getByText('Je viendrai.').waitFor()
    const [id] = await eventually(
      () => found('Re: Inscription aux ateliers'),
      ids => ids.length > 0,
    )
    const properties = ['inReplyTo', 'references', 'threadId', 'subject', 'keywords']
    const [[, answer] = assert.fail()] = await visits.jmap('claire', [
      ['Email/get', { ids: [id], properties }, 'g'],
    ])
    const [email = assert.fail()] = answer['list'] as readonly Record<string, unknown>[]
    assert.equal((email['inReplyTo'] as string[]).length, 1)
    assert.ok((email['references'] as string[]).length >= 1)
    assert.ok(page.url().endsWith(String(email['threadId'])))
    assert.equal(email['subject'], 'Re: Inscription aux ateliers d’hiver')
  }))

test('an answer to all is offered by its key, with the others in copy', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, ROOF).click()
    await laidOut(page)
    await page.getByRole('button', { name: 'Autres façons de répondre' }).click()
    await page.getByRole('menuitem', { name: /Répondre à tous/ }).click()
    await page.getByRole('region', { name: 'Réponse' }).waitFor()
    await page.getByRole('combobox', { name: 'Copie', exact: true }).waitFor()
    assert.equal(await page.getByRole('button', { name: /^Retirer Claire/ }).count(), 0)
  }))

test('files go along when a message is forwarded', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, ROOF).click()
    await page.getByRole('button', { name: 'Autres actions pour ce message' }).last().click()
    await page.getByRole('menuitem', { name: 'Transférer', exact: true }).click()
    const letter = page.getByRole('region', { name: 'Transfert' })
    await letter.getByRole('button', { name: 'Retirer devis-charpente-A.pdf' }).waitFor()
    await letter.getByRole('button', { name: 'Afficher le message cité' }).click()
    await letter.frameLocator('iframe').getByText('Message transféré').waitFor()
  }))

test('a file that one speaks of and forgets is asked for', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('', 'Vous trouverez ci-joint le plan.'))
    await send(page).click()
    await page.getByText('Votre message parle d’une pièce jointe, mais il n’en a pas.').waitFor()
    await page.getByText('Votre message n’a pas d’objet.').waitFor()
    await page.getByRole('button', { name: 'Envoyer quand même' }).click()
    await toasts(page).getByText('Message envoyé').waitFor()
  }))

test('a letter without people, or to what is no address, does not leave', () =>
  visits.visit('claire', '/mail', async page => {
    await page.getByRole('button', { name: 'Nouveau message' }).click()
    await send(page).click()
    await page.getByText('Ajoutez au moins un destinataire.').waitFor()
    // As typed: the comma ends it, whoever has been found meanwhile.
    await to(page).pressSequentially('paul@,')
    await send(page).click()
    await page.getByText('Corrigez l’adresse « paul@ ».').waitFor()
  }))

test('a letter leaves later when one wishes', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Pour demain'))
    await page.getByRole('button', { name: 'Envoyer plus tard' }).click()
    await page.getByRole('menuitem', { name: 'Demain matin, 08:00' }).click()
    await toasts(page)
      .getByText(/Message programmé\s: demain, 08:00/)
      .waitFor()
    await eventually(putOff, times => times.length === 1)
    await page.reload()
    await page.getByRole('link', { name: /^Programmés/ }).click()
    await row(page, /Pour demain.*demain, 08:00|demain, 08:00.*Pour demain/).click()
    await page.getByText('Départ prévu : demain, 08:00').waitFor()
    await assertNoFaults(page)

    await page.getByRole('button', { name: 'Changer l’heure' }).click()
    const inThreeDays = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('Date et heure d’envoi').fill(`${inThreeDays}T09:30`)
    await page.getByRole('button', { name: 'Programmer l’envoi' }).click()
    await page.getByText(/Départ prévu\s: .*09:30/).waitFor()
    const sendAt = new Date(`${inThreeDays}T09:30`).toISOString().slice(0, 19)
    await eventually(putOff, times => times[0] === `${sendAt}Z`)

    await page.getByRole('button', { name: 'Annuler l’envoi' }).click()
    await body(page).getByText('Un mot pour vous.').waitFor()
    await eventually(putOff, times => times.length === 0)
    await page.getByRole('button', { name: 'Enregistrer et fermer' }).click()
    await page.getByRole('link', { name: /^Brouillons/ }).click()
    await row(page, /Pour demain/).waitFor()
  }))

test('a letter that waits is sent at once when one wishes, and lies among what was sent', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('Finalement maintenant'))
    await page.getByRole('button', { name: 'Envoyer plus tard' }).click()
    await page.getByRole('menuitem', { name: 'Demain matin, 08:00' }).click()
    await page.getByRole('link', { name: /^Programmés/ }).click()
    await row(page, /Finalement maintenant/).click()
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await toasts(page).getByText('Message envoyé').waitFor()
    await page.getByRole('link', { name: /^Envoyés/ }).click()
    await row(page, /Finalement maintenant/).waitFor()
    await visits.visit('nadege', '/mail', theirs => row(theirs, /Finalement maintenant/).waitFor())
  }))

/** When what was put off will leave; what was just sent waits too, for as long as it can be taken back. */
async function putOff(): Promise<readonly string[]> {
  const [, [, answer] = assert.fail()] = await visits.jmap('claire', [
    ['EmailSubmission/query', { filter: { undoStatus: 'pending' } }, 'q'],
    [
      'EmailSubmission/get',
      { '#ids': { resultOf: 'q', name: 'EmailSubmission/query', path: '/ids' }, properties: ['sendAt'] },
      'g',
    ],
  ])
  const times = (answer['list'] as { sendAt: string }[]).map(({ sendAt }) => sendAt)
  return times.filter(time => Date.parse(time) > Date.now() + 3_600_000)
}

test('a draft thrown away comes back when that is undone', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('À jeter', 'Des mots de trop'))
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await toasts(page).getByRole('button', { name: 'Annuler' }).click()
    await body(page).getByText('Des mots de trop').waitFor()
  }))

test('Escape puts a letter aside, and a click brings it back', () =>
  visits.visit('claire', '/mail', async page => {
    await write(page, toNadege('De côté', 'Plus tard'))
    await page.keyboard.press('Escape')
    await body(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Rouvrir' }).click()
    await body(page).getByText('Plus tard').waitFor()
  }))

for (const [name, options] of Object.entries({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: phone, hasTouch: true },
} as const))
  test(`a letter being written passes axe: ${name}`, () =>
    visits.visit(
      'claire',
      '/mail',
      async page => {
        await write(page, { people: 'paul@ailleurs.example', subject: 'Un essai', words: 'ci-joint le plan' })
        await send(page).click()
        await page.getByRole('button', { name: 'Envoyer quand même' }).waitFor()
        await page.locator('input[type=file]').setInputFiles(file('plan.txt', 'Table 1'))
        await page.getByRole('button', { name: 'Retirer plan.txt' }).waitFor()
        await assertNoFaults(page)
      },
      options,
    ))
