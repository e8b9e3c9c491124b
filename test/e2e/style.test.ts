import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { faultsOf } from './axe.ts'
import { desk, launchBrowser, phone } from './browser.ts'
import { startStyleServer } from './style-server.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof startStyleServer>>

before(async () => {
  server = await startStyleServer()
  browser = await launchBrowser()
})

after(async () => {
  await browser.close()
  await server.stop()
})

type Setting = {
  colorScheme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
  hasTouch?: boolean
  isMobile?: boolean
}

async function withPage(screen: string, setting: Setting, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    viewport: desk,
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    ...setting,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', request => {
    if (!request.url().startsWith(new URL(server.url).origin) && !/^(data|blob):/.test(request.url())) {
      complaints.push(`called ${request.url()}`)
    }
  })
  try {
    await page.goto(server.url + screen)
    await page.waitForSelector('main')
    await act(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

const settings: Record<string, Setting> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: phone, hasTouch: true },
}

for (const [name, setting] of Object.entries(settings)) {
  test(`every component passes axe: ${name}`, () =>
    withPage('', setting, async page => {
      await page.waitForSelector('[contenteditable]')
      assert.deepEqual(await faultsOf(page), [])
    }))

  for (const screen of ['#mail', '#people']) {
    test(`the composed screen ${screen} passes axe: ${name}`, () =>
      withPage(screen, setting, async page => assert.deepEqual(await faultsOf(page), [])))
  }
}

test('what opens over the page passes axe and gives the focus back', () =>
  withPage('', {}, async page => {
    for (const [opener, role] of [
      ['Ouvrir un dialogue', 'dialog'],
      ['Ouvrir un tiroir', 'dialog'],
      ['Voir les raccourcis', 'dialog'],
      ['Ouvrir un menu', 'menu'],
    ] as const) {
      const button = page.getByRole('button', { name: opener })
      await button.click()
      await page.getByRole(role).waitFor()
      // A menu is drawn at the end of the document and owned by its button: it belongs to no landmark.
      assert.deepEqual(await faultsOf(page, { without: ['region'] }), [], opener)
      await page.keyboard.press('Escape')
      await page.getByRole(role).waitFor({ state: 'hidden' })
      assert.ok(await button.evaluate(element => element === document.activeElement), opener)
    }
  }))

test('what was typed in a dialogue is lost neither by a click beside it nor by one Escape', () =>
  withPage('', {}, async page => {
    const dialog = page.getByRole('dialog')
    const beside = () => page.mouse.click(5, 5)
    await page.getByRole('button', { name: 'Ouvrir un dialogue' }).click()
    await dialog.waitFor()
    await beside()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Ouvrir un dialogue' }).click()
    const field = dialog.getByLabel('Nom du libellé')
    await field.fill('Voirie')
    await beside()
    await dialog.getByRole('alert').waitFor()
    assert.deepEqual(await faultsOf(page, { without: ['region'] }), [])
    await field.press('End')
    await page.keyboard.type(' 2')
    await dialog.getByRole('alert').waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await dialog.getByRole('alert').waitFor()
    assert.equal(await field.inputValue(), 'Voirie 2')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    // A drawer keeps it as well.
    await page.getByRole('button', { name: 'Ouvrir un tiroir' }).click()
    await dialog.getByLabel('Note').fill('Voirie')
    await beside()
    await dialog.getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }))

test('a list is driven by keyboard alone', () =>
  withPage('#mail', {}, async page => {
    const list = page.getByRole('grid', { name: 'Messages' })
    await list.focus()
    await page.keyboard.press('End')
    assert.match(await currentRow(page), /Communauté de communes/)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    assert.match(await currentRow(page), /Direction générale/)
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    const chosen = list.locator('[data-chosen]')
    assert.equal(await chosen.count(), 2)
    await page.keyboard.press('Escape')
    assert.equal(await chosen.count(), 0)
  }))

function currentRow(page: Page): Promise<string> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant')
    return (id && document.getElementById(id)?.textContent) || ''
  })
}

test('a hundred thousand rows scroll with a bounded document', () =>
  withPage('#long', {}, async page => {
    const list = page.getByRole('grid', { name: 'Messages' })
    await list.getByText('Service Patrimoine 1', { exact: true }).waitFor()
    assert.equal(await list.getAttribute('aria-rowcount'), '100000')
    const most = await list.evaluate(async element => {
      let most = 0
      for (let step = 0; step <= 100; step++) {
        element.scrollTop = (element.scrollHeight * step) / 100
        await new Promise(requestAnimationFrame)
        most = Math.max(most, element.querySelectorAll('*').length)
      }
      return most
    })
    assert.ok(most < 1500, `${most} elements`)
    await list.focus()
    await page.keyboard.press('End')
    await list
      .getByText('Service Patrimoine 100000')
      .or(list.getByText(/ 100000$/))
      .first()
      .waitFor()
  }))

test('rows that are far away are asked for page by page', () =>
  withPage('#long', {}, async page => {
    const list = page.getByRole('grid', { name: 'Messages' })
    await list.evaluate(element => {
      element.scrollTop = element.scrollHeight / 2
    })
    await list.getByText(/ 50000$/).waitFor()
  }))

test('a row that is pressed before it is here opens once it is, wherever its press ends', () =>
  withPage('#long', {}, async page => {
    const list = page.getByRole('grid', { name: 'Messages' })
    const place = (row: number) => list.locator(`[data-loading][aria-rowindex="${row}"]`)
    const opened = list.locator('[role=row][data-open]:not([data-loading])')
    await list.getByText('Service Patrimoine 1', { exact: true }).waitFor()
    // Rows come when it is said here.
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 1000)
    const rowsCome = () => page.clock.runFor(1000)
    const scrollTo = (row: number) =>
      list.evaluate((element, part) => {
        element.scrollTop = element.scrollHeight * part
      }, row / 100_000)

    await scrollTo(30_000)
    await place(30_005).click()
    await rowsCome()
    await opened.getByText(/ 30005$/).waitFor()

    await scrollTo(60_000)
    await place(60_005).hover()
    await page.mouse.down()
    await rowsCome()
    await list.getByText(/ 60005$/).waitFor()
    await page.mouse.up()
    await opened.getByText(/ 60005$/).waitFor()

    await list.focus()
    await page.keyboard.press('End')
    await place(100_000).waitFor()
    await page.keyboard.press('Enter')
    await rowsCome()
    await opened.getByText(/ 100000$/).waitFor()
  }))

test('an action is undone from its toast', () =>
  withPage('', {}, async page => {
    await page.getByRole('button', { name: 'Archiver', exact: true }).last().click()
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Annuler' }).click()
    await page.getByText('Remise en réception').waitFor()
  }))

test('pasted addresses become people, and a wrong one is shown', () =>
  withPage('', {}, async page => {
    const field = page.getByRole('combobox', { name: 'Copie' })
    await field.focus()
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'Marc <marc@montauzan.fr>; jean@montauzan.fr, paul@')
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    })
    await page.getByRole('button', { name: 'Retirer Marc' }).waitFor()
    await page.getByRole('button', { name: 'Retirer jean@montauzan.fr' }).waitFor()
    await page.getByTitle(/Cette adresse n’est pas complète\s: paul@/).waitFor()
  }))

test('people are completed from what is typed', () =>
  withPage('', {}, async page => {
    const field = page.getByRole('combobox', { name: 'Copie' })
    await field.fill('voir')
    await page.getByRole('option', { name: /Atelier voirie/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Retirer Atelier voirie' }).waitFor()
  }))

test('a sequence of keys runs its verb, but not while typing', () =>
  withPage('#mail', {}, async page => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('gi')
    assert.equal(await page.getByRole('combobox').inputValue(), 'gi')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.type('gi')
    await page.getByRole('region', { name: 'Messages' }).getByText('Réception').waitFor()
  }))

for (const [where, viewport] of [
  ['on a phone', phone],
  ['in a narrow window', { width: 720, height: 800 }],
] as const)
  test(`${where} one pane shows at a time, and the way back is there`, () =>
    withPage('#mail', { viewport, hasTouch: true }, async page => {
      await page.getByRole('row', { name: /Atelier voirie/ }).click()
      await page.getByRole('grid', { name: 'Messages' }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Retour' }).click()
      await page.getByRole('grid', { name: 'Messages' }).waitFor()
    }))

test('a swipe far enough runs the verb of its side', () =>
  withPage('#mail', { viewport: phone, hasTouch: true }, async page => {
    const row = await page.getByRole('row', { name: /Direction générale/ }).boundingBox()
    assert.ok(row)
    const y = row.y + row.height / 2
    const touch = await page.context().newCDPSession(page)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 100, y }] })
    for (const x of [120, 160, 210, 260]) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] })
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await page.getByText('Conversation archivée').waitFor()
    assert.ok(await page.getByRole('grid', { name: 'Messages' }).isVisible())
  }))

test('a finger that rests on a row chooses it, and then those that it taps', () =>
  withPage('#mail', { viewport: phone, hasTouch: true, isMobile: true }, async page => {
    const chosen = page.getByRole('button', { pressed: true, name: /^Choisir/ })
    const box = await page.getByRole('row', { name: /Direction générale/ }).boundingBox()
    assert.ok(box)
    const touch = await page.context().newCDPSession(page)
    const touchPoints = [{ x: 140, y: box.y + box.height / 2 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    await chosen.waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await page.getByRole('row', { name: /École Jean-Moulin/ }).tap()
    await chosen.nth(1).waitFor()
    assert.ok(await page.getByRole('grid', { name: 'Messages' }).isVisible())
  }))
