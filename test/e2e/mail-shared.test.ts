import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import type { Page } from 'playwright-core'
import { assertNoFaults } from './axe.ts'
import { phone } from './browser.ts'
import { row, text, Visits } from './mail-visit.ts'

// A mailbox of several people, from its making to its end, as each of them sees it.

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

const place = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Courriel' }).getByRole('link', { name: new RegExp(`^${name}`) })

async function choosePerson(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).fill(text)
  await page
    .getByRole('option', { name: new RegExp(text, 'i') })
    .first()
    .click()
}

test('a mailbox is made in one form and is there at once for those who have it open elsewhere', async () => {
  await visits.visit('claire', '/mail', async claire => {
    await place(claire, 'contact@').waitFor()
    await visits.visit('jean', '/mail', async jean => {
      await jean.getByRole('button', { name: 'Créer une boîte partagée' }).click()
      const dialog = jean.getByRole('dialog', { name: 'Créer une boîte partagée' })
      await dialog.getByLabel('Nom').fill('Piscine municipale')
      await dialog.getByLabel('Adresse').fill('piscine')
      await choosePerson(jean, 'Personnes ou groupes', 'Claire')
      await choosePerson(jean, 'Personnes ou groupes', 'Nadège')
      await assertNoFaults(jean, { within: '[role="dialog"]' })
      await dialog.getByRole('button', { name: 'Créer la boîte' }).click()
      await dialog.waitFor({ state: 'detached' })
    })
    await place(claire, 'piscine@').waitFor()
  })
})

const textOf = (page: Page) => page.getByRole('textbox', { name: 'Texte du message' })
const send = (page: Page) => page.getByRole('button', { name: 'Envoyer', exact: true }).click()

const answering = 'Claire Lacombe est en train de répondre'

test('who answers is seen live in the list and the reader, and no longer once they stop', async () => {
  await receive('piscine@montauzan.fr', 'Horaires de la piscine')
  await visits.visit('nadege', '/mail', async nadege => {
    await place(nadege, 'piscine@').click()
    await row(nadege, /Horaires de la piscine/).click()
    await nadege.getByRole('heading', { name: 'Horaires de la piscine' }).waitFor()
    await visits.visit('claire', '/mail', async claire => {
      await place(claire, 'piscine@').click()
      await row(claire, /Horaires de la piscine/).click()
      await claire.getByRole('button', { name: 'Répondre', exact: true }).first().click()
      await nadege.getByRole('status').getByText(answering).waitFor()
      await row(nadege, new RegExp(answering)).waitFor()
      await assertNoFaults(nadege)
      await nadege.getByRole('button', { name: 'Répondre', exact: true }).first().click()
      await textOf(nadege).fill('Elle ouvre à 9 h.')
      await textOf(claire).fill('Elle ouvre à 10 h.')
      await send(claire)
      await nadege.getByRole('region', { name: 'Message de Piscine municipale' }).waitFor()
      await send(nadege)
      await nadege.getByText(/^Une autre réponse est partie/).waitFor()
      await nadege.getByRole('button', { name: 'Supprimer le brouillon' }).click()
    })
    await nadege.getByText(answering).first().waitFor({ state: 'detached' })
  })
})

test('a conversation is given to somebody and commented, which no letter shows', async () => {
  await visits.visit('claire', '/mail', async claire => {
    await place(claire, 'piscine@').click()
    await row(claire, /Horaires de la piscine/).click()
    await claire.getByRole('button', { name: 'Attribuer' }).click()
    await claire
      .getByRole('menuitemcheckbox', { name: 'À moi' })
      .or(claire.getByRole('menuitem', { name: 'À moi' }))
      .first()
      .click()
    await row(claire, /À moi/).waitFor()
    await claire.getByLabel('Écrire un commentaire interne').fill('Je demande au service des sports.')
    await choosePerson(claire, 'Prévenir', 'Nadège')
    await claire.getByRole('button', { name: 'Commenter' }).click()
    await claire.getByText('Je demande au service des sports.').waitFor()
    await claire.getByRole('radio', { name: 'Non attribués' }).click({ force: true })
    await row(claire, /Horaires de la piscine/).waitFor({ state: 'detached' })
    await claire.getByRole('radio', { name: 'À moi' }).click({ force: true })
    await row(claire, /Horaires de la piscine/).waitFor()
    await assertNoFaults(claire)
  })
  await visits.visit('nadege', '/mail', async nadege => {
    await nadege.getByRole('button', { name: /Notifications/ }).click()
    await nadege.getByText('Claire Lacombe vous a mentionné dans « Horaires de la piscine »').waitFor()
    await nadege.getByRole('link', { name: 'Ouvrir' }).first().click()
    await nadege.getByText('Je demande au service des sports.').waitFor()
  })
})

test('one’s own mailbox is shared in the settings, and taken back', async () => {
  await visits.visit('nadege', '/settings/sharing', async nadege => {
    await visits.visit('claire', '/mail', async claire => {
      await nadege.getByRole('button', { name: 'Partager…' }).first().click()
      await choosePerson(nadege, 'Ajouter des personnes ou des groupes', 'Claire')
      await nadege.getByRole('button', { name: 'Partager', exact: true }).click()
      await nadege.getByRole('button', { name: /Retirer Claire/ }).waitFor()
      await assertNoFaults(nadege, { within: '[role="dialog"]' })
      await place(claire, 'Nadège Tournier').click()
      await visits.receive('nadege', { subject: 'Paie de novembre', text: 'La voici.' })
      await row(claire, /Paie de novembre/).click()
      await text(claire).getByText('La voici.').waitFor()
      await claire.getByRole('button', { name: 'Archiver' }).waitFor({ state: 'detached' })
      await claire.getByRole('button', { name: 'Nouveau dossier' }).waitFor({ state: 'detached' })
      await nadege.getByRole('button', { name: /Retirer Claire/ }).click()
      await place(claire, 'Nadège Tournier').waitFor({ state: 'detached' })
    })
  })
})

test('on a phone too', async () => {
  const options = { viewport: phone, hasTouch: true, isMobile: true }
  await visits.visit(
    'claire',
    '/settings/sharing',
    async page => {
      await page.getByRole('heading', { name: 'Partage et délégation', level: 1 }).waitFor()
      await assertNoFaults(page)
    },
    options,
  )
})

async function receive(to: string, subject: string): Promise<void> {
  const { url, ports } = visits.product
  const transport = createTransport({
    host: new URL(url).hostname,
    port: ports['smtp']!,
    tls: { rejectUnauthorized: false },
  })
  await transport.sendMail({ from: 'Paul <paul@ailleurs.example>', to, subject, text: 'Bonjour.' })
  transport.close()
}
