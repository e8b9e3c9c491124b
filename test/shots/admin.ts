import type { Page } from 'playwright-core'
import { failingAt, heading, type Screen, waitingFor } from './screen.ts'

// Every page of the administration: whole, open on one record, being filled in, waiting for the server, refused by it.

type Rest = Partial<Screen>

const admin = (name: string, path: string, ready: Screen['ready'], rest: Rest = {}): Screen => ({
  name: `admin-${name}`,
  path: `/admin/${path}`,
  as: 'administrator',
  ready,
  ...rest,
})

const row = (name: string) => (page: Page) => page.getByRole('row', { name: new RegExp(name) })
const busyList = (page: Page) => page.locator('[role=grid][aria-busy=true]')
const sorry = (page: Page) => page.getByRole('alert').filter({ hasText: 'Réessayer' })

const charted = (page: Page) => page.locator('.recharts-bar-rectangle')

const open = (name: string) => async (page: Page) => {
  await row(name)(page).first().click()
  await page
    .getByRole('heading', { name: new RegExp(name) })
    .first()
    .waitFor()
}

const openTab = (person: string, tab: string) => async (page: Page) => {
  await open(person)(page)
  await page.getByRole('tab', { name: tab }).click()
  await page.getByRole('tabpanel', { name: tab }).waitFor()
}

const press = (name: string, dialogue: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog', { name: dialogue }).waitFor()
}

const CLAIRE = 'Claire Lacombe'

const listForwarding = async (page: Page) => {
  await page.getByLabel('Vers l’extérieur, le transfert est').selectOption('listed')
  const isThere = page.getByRole('button', { name: 'Retirer prefecture.example' })
  if (!(await isThere.isVisible())) {
    await page.getByLabel('Domaine ou adresse').fill('prefecture.example')
    await page.keyboard.press('Enter')
  }
  await isThere.waitFor()
}

const openSignature = (verb: string) => async (page: Page) => {
  const known = row('Nouvelle signature|New signature')(page).first()
  if (await known.isVisible()) await known.click()
  else await page.getByRole('button', { name: verb }).click()
  await page
    .getByRole('region', { name: /Aperçu|Preview/ })
    .getByText('Montauzan')
    .waitFor()
}

export const adminScreens: readonly Screen[] = [
  admin('overview', '', charted),
  admin('overview-en', '', charted, { language: 'en' }),
  admin('overview-waiting', '', heading('Tableau de bord'), {
    network: waitingFor('Organisation/overview'),
    act: page => page.waitForTimeout(400),
  }),
  admin('overview-failing', '', sorry, { network: failingAt('Organisation/overview') }),
  admin('queue', 'queue', heading('File d’envoi')),
  admin('people', 'people', row(CLAIRE)),
  admin('people-en', 'people', row(CLAIRE), { language: 'en', act: open(CLAIRE) }),
  admin('people-waiting', 'people', busyList, { network: waitingFor('Principal/query') }),
  admin('people-failing', 'people', sorry, { network: failingAt('Principal/query') }),
  admin('people-none', 'people', row(CLAIRE), {
    act: async page => {
      await page.getByRole('searchbox').fill('zzzz')
      await page.getByText('Rien ne correspond à cette recherche.').waitFor()
    },
  }),
  admin('person', 'people', row(CLAIRE), { act: open(CLAIRE) }),
  admin('person-access', 'people', row(CLAIRE), { act: openTab(CLAIRE, 'Accès') }),
  admin('person-groups', 'people', row(CLAIRE), { act: openTab(CLAIRE, 'Groupes') }),
  admin('person-quota', 'people', row(CLAIRE), { act: openTab(CLAIRE, 'Quota') }),
  admin('person-audit', 'people', row(CLAIRE), { act: openTab(CLAIRE, 'Journal') }),
  admin('person-gone', 'people/p999999', page => page.getByText('Cette fiche n’existe plus.')),
  admin('person-new', 'people', row(CLAIRE), { act: press('Ajouter', 'Ajouter une personne') }),
  admin('person-new-faults', 'people', row(CLAIRE), {
    act: async page => {
      await press('Ajouter', 'Ajouter une personne')(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Ajouter' }).click()
      await page.getByText('Écrivez un nom.').waitFor()
    },
  }),
  admin('person-password', 'people', row(CLAIRE), {
    act: async page => {
      await open(CLAIRE)(page)
      await page.getByRole('button', { name: 'Mot de passe', exact: true }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  }),
  admin('person-leaving', 'people', row(CLAIRE), {
    act: async page => {
      await open(CLAIRE)(page)
      await press('Départ…', `Départ de ${CLAIRE}`)(page)
    },
  }),
  admin('people-import', 'people', row(CLAIRE), { act: press('Importer un CSV', 'Importer des personnes') }),
  admin('people-import-tried', 'people', row(CLAIRE), {
    act: async page => {
      await press('Importer un CSV', 'Importer des personnes')(page)
      const lines = [
        'Nom;Adresse;Service;Quota;Téléphone',
        'Léa Brun;lea.brun@montauzan.fr;Voirie;5;',
        'Hugo Serres;hugo.serres@montauzan.fr;Voirie;;',
        ';sans.nom@montauzan.fr;Voirie;;',
        'Claire;claire@montauzan.fr;;;',
        'Nora;nora@ailleurs.example;;beaucoup;',
      ]
      const buffer = Buffer.from(lines.join('\r\n'))
      await page.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer })
      await page.getByText('2 personnes peuvent être ajoutées.').waitFor()
    },
  }),
  admin('groups', 'groups', row('Comité de direction')),
  admin('group', 'groups', row('Comité de direction'), { act: open('Comité de direction') }),
  admin('group-new', 'groups', row('Comité de direction'), { act: press('Ajouter', 'Ajouter un groupe') }),
  admin('groups-en', 'groups', row('Comité de direction'), {
    language: 'en',
    act: open('Comité de direction'),
  }),
  admin('resources', 'resources', row('Salle')),
  admin('resource', 'resources', row('Salle'), { act: open('Salle') }),
  admin('resource-new', 'resources', row('Salle'), {
    act: press('Ajouter', 'Ajouter une salle, un matériel ou un lieu'),
  }),
  admin('domains', 'domains', row('montauzan.fr')),
  admin('domain', 'domains', row('montauzan.fr'), { act: open('mairie-montauzan.example') }),
  admin('domain-new', 'domains', row('montauzan.fr'), { act: press('Ajouter', 'Ajouter un domaine') }),
  admin('domains-waiting', 'domains', busyList, { network: waitingFor('Domain/query') }),
  admin('domains-failing', 'domains', sorry, { network: failingAt('Domain/query') }),
  admin('mail', 'mail', row('Transfert à l’extérieur')),
  admin('mail-forwarding', 'mail/forwarding', page => page.getByLabel('Vers l’extérieur, le transfert est'), {
    act: listForwarding,
  }),
  admin('mail-forwarding-en', 'mail/forwarding', page => page.getByLabel('To outside, forwarding is'), {
    language: 'en',
  }),
  admin('mail-signature', 'mail', row('Transfert à l’extérieur'), {
    act: openSignature('Ajouter une signature'),
  }),
  admin('mail-signature-en', 'mail', row('Forwarding to outside'), {
    language: 'en',
    act: openSignature('Add a signature'),
  }),
  admin('mail-failing', 'mail', sorry, { network: failingAt('ForwardingRule/read') }),
  admin('modules', 'modules', page => page.getByRole('switch', { name: 'Notes' })),
  admin('modules-en', 'modules', page => page.getByRole('switch', { name: 'Notes' }), { language: 'en' }),
  admin('modules-waiting', 'modules', heading('Éléments'), {
    network: waitingFor('Organisation/query'),
    act: page => page.waitForTimeout(400),
  }),
  admin('modules-failing', 'modules', sorry, { network: failingAt('Organisation/query') }),
  admin('audit', 'audit', row('Jean')),
  admin('audit-entry', 'audit', row('Jean'), {
    act: async page => {
      await row('Jean')(page).first().click()
      await page.getByText('Quand').waitFor()
    },
  }),
  admin('audit-integrity', 'audit', row('Jean'), {
    act: async page => {
      await page.getByRole('button', { name: /ntégrité/ }).click()
      await page
        .getByRole('status')
        .filter({ hasText: /intact|entrée|chaîne/ })
        .first()
        .waitFor()
    },
  }),
  admin('audit-en', 'audit', row('Jean'), { language: 'en' }),
  admin('audit-waiting', 'audit', busyList, { network: waitingFor('AuditEntry/query') }),
  admin('audit-failing', 'audit', sorry, { network: failingAt('AuditEntry/query') }),
]
