import type { Page } from 'playwright-core'
import { adminScreens } from './admin.ts'
import { heading, type Screen } from './screen.ts'

const settings = (name: string, path: string, title: string): Screen => ({
  name: `settings-${name}`,
  path: `/settings/${path}`,
  as: 'person',
  ready: heading(title),
})

const conversation = (page: Page) =>
  page.getByRole('grid', { name: 'Conversations' }).getByRole('row', { name: /Toiture de la halle/ })
const note = (page: Page) => page.getByText('Toiture de la halle : questions à poser')

/** Somebody who has just signed in with a password that was given. */
const firstSignIn = (page: Page) =>
  page.route('**/auth/state', route =>
    route.fulfill({
      json: {
        needsSetup: false,
        signedIn: {
          address: 'jeanne.morel@montauzan.fr',
          name: 'Jeanne Morel',
          language: 'fr',
          roles: [],
          accountId: 'a1',
          principalId: 'p1',
          mustChoosePassword: true,
        },
      },
    }),
  )

export const screens: readonly Screen[] = [
  { name: 'setup', path: '/setup', as: 'founder', ready: heading('Fonder votre bastide') },
  { name: 'login', path: '/', as: 'nobody', ready: heading('Se connecter') },
  {
    name: 'login-refused',
    path: '/',
    as: 'nobody',
    ready: heading('Se connecter'),
    act: async page => {
      await page.getByLabel('Adresse').fill('claire@montauzan.fr')
      await page.getByLabel('Mot de passe', { exact: true }).fill('beffroi')
      await page.keyboard.press('Enter')
      await page.getByText('L’adresse ou le mot de passe n’est pas le bon.').waitFor()
    },
  },
  {
    name: 'choose-password',
    path: '/',
    as: 'nobody',
    network: firstSignIn,
    ready: heading('Choisissez votre mot de passe'),
    act: async page => {
      await page.getByLabel('Nouveau mot de passe').fill('tuiles roses')
      await page.getByText('Convenable.').waitFor()
    },
  },
  {
    name: 'unreachable',
    path: '/',
    as: 'nobody',
    network: page => page.route('**/auth/state', route => route.abort()),
    ready: page => page.getByText('Le serveur ne répond pas'),
  },
  {
    name: 'mail-none',
    path: '/mail/search?q=zzzzzz',
    as: 'person',
    ready: page => page.getByText(/Rien|Aucun/).first(),
  },
  {
    name: 'offline',
    path: '/mail',
    as: 'person',
    network: page => page.routeWebSocket('**/jmap/**', socket => socket.close()),
    ready: conversation,
    act: async page => {
      await page.context().setOffline(true)
      await page.getByText('Hors ligne').first().waitFor()
    },
  },
  { name: 'mail-list', path: '/mail', as: 'person', ready: conversation },
  {
    name: 'mail-thread',
    path: '/mail',
    as: 'person',
    ready: conversation,
    act: async page => {
      await conversation(page).click()
      await page
        .getByRole('heading', { name: /Toiture de la halle/ })
        .first()
        .waitFor()
      await page.frameLocator('iframe').first().locator('body').waitFor()
    },
  },
  {
    name: 'mail-scheduled',
    path: '/mail',
    as: 'person',
    ready: conversation,
    act: async page => {
      await page.getByRole('button', { name: 'Nouveau message' }).first().click()
      await page.getByRole('combobox', { name: 'À', exact: true }).fill('nadege@montauzan.fr,')
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: 'Objet' }).fill('Compte rendu du conseil')
      await page.getByRole('button', { name: 'Envoyer plus tard' }).click()
      await page.getByRole('menuitem', { name: /Demain matin/ }).click()
      await page.goto(new URL('/mail/scheduled', page.url()).href)
      await page
        .getByRole('grid', { name: 'Conversations' })
        .getByRole('row', { name: /Compte rendu du conseil/ })
        .first()
        .click()
      await page.getByText(/^Départ prévu/).waitFor()
    },
  },
  {
    name: 'mail-snoozed',
    path: '/mail',
    as: 'person',
    ready: conversation,
    act: async page => {
      // Another each time: the others are looked for elsewhere.
      await page.getByRole('grid', { name: 'Conversations' }).getByRole('row').nth(3).click()
      await page.keyboard.press('b')
      await page.getByRole('option', { name: /matin/ }).first().click()
      await page.getByText(/^Conversation reportée/).waitFor()
      await page.goto(new URL('/mail/snoozed', page.url()).href)
      await page
        .getByRole('grid', { name: 'Conversations' })
        .getByRole('row', { name: /08:00/ })
        .first()
        .click()
      await page.getByText(/^Reporté\s:/).waitFor()
    },
  },
  {
    name: 'mail-compose',
    path: '/mail',
    as: 'person',
    ready: conversation,
    act: async page => {
      await page.getByRole('button', { name: 'Nouveau message' }).click()
      await page.getByRole('dialog', { name: 'Nouveau message' }).waitFor()
    },
  },
  { name: 'mail-search', path: '/mail/search?q=toiture', as: 'person', ready: conversation },
  { name: 'notes', path: '/notes', as: 'person', ready: note },
  {
    name: 'notes-editor',
    path: '/notes',
    as: 'person',
    ready: note,
    act: async page => {
      await note(page).first().click()
      await page.getByRole('textbox', { name: 'Texte de la note' }).waitFor()
    },
  },
  settings('templates', 'templates', 'Modèles'),
  settings('appearance', 'appearance', 'Apparence'),
  settings('language', 'language', 'Langue et dates'),
  settings('notifications', 'notifications', 'Notifications'),
  {
    ...settings('absence', 'absence', 'Absence'),
    act: async page => {
      await page.getByLabel('Répondre automatiquement').check()
      await page.getByLabel('Dernier jour').fill('2027-08-16')
      await page
        .getByLabel('Message', { exact: true })
        .fill('Bonjour,\n\nJe suis en congé jusqu’au 16 août.\n\nClaire')
      await page.getByLabel('Un autre message pour mes collègues').check()
      await page.getByLabel('Message aux collègues').fill('Voyez Nadège en mon absence.')
    },
  },
  settings('rules', 'rules', 'Règles'),
  {
    ...settings('rule', 'rules', 'Règles'),
    act: async page => {
      await page.getByRole('button', { name: 'Nouvelle règle' }).click()
      await page.getByLabel('Valeur', { exact: true }).fill('@fournisseurs.example')
      await page.getByLabel('Comparaison').selectOption({ label: 'finit par' })
      await page.getByRole('button', { name: 'Ajouter une action' }).click()
      await page.getByRole('dialog', { name: 'Nouvelle règle' }).waitFor()
    },
  },
  settings('password', 'password', 'Mot de passe'),
  {
    ...settings('devices', 'devices', 'Appareils et sessions'),
    ready: page => page.getByRole('button', { name: /Déconnecter/ }),
  },
  settings('app-passwords', 'app-passwords', 'Applications'),
  ...adminScreens,
  { name: 'nowhere', path: '/nowhere', as: 'person', ready: heading('Page introuvable') },
  {
    name: 'shortcuts',
    path: '/settings/appearance',
    as: 'person',
    ready: heading('Apparence'),
    act: async page => {
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    },
  },
  { name: 'style', path: '/style.html', as: 'nobody', ready: page => page.locator('main') },
]
