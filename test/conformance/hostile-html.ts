import assert from 'node:assert/strict'
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { text, Visits } from '../e2e/mail-visit.ts'
import { readCollections, type Vector } from './hostile/collections.ts'
import { findLiveParts } from './hostile/live-parts.ts'

// Letters made of public collections of hostile HTML are opened in the reader of the running product, in a real browser:
//
//   node test/conformance/hostile-html.ts FOLDER [--from PortSwigger]
//
// FOLDER holds the work trees H5SC, xss-cheatsheet-data, DOMPurify and HTTPLeaks. A vector fails when a script runs, when
// something that could run stands in the frame, when a request leaves, or when the page goes elsewhere; once as the letter
// comes, once more with its remote pictures asked for.

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' } },
})
const [folder = assert.fail('say which folder holds the collections')] = positionals
const all = await readCollections(folder)
const vectors = values.from === undefined ? all : all.filter(({ from }) => from === values.from)

let filed = 0
/** Letters whose remote pictures were asked for. */
let pictured = 0

/** What a page was seen to do. */
interface Watch {
  readonly deeds: string[]
}

const visits = new Visits()
try {
  await visits.open()
  process.exitCode = (await run()) ? 0 : 1
} finally {
  await visits.close()
}

async function run(): Promise<boolean> {
  const failed: string[] = []
  const { address, password } = visits.login('claire')
  const { url } = visits.product
  const context = await visits.browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })
  await context.request.post(`${url}/auth/login`, { headers: { origin: url }, data: { address, password } })
  const watch = watchContext(context)
  const page = await openReader(context)
  for (const [at, vector] of vectors.entries()) {
    const deeds = await open(page, watch, vector)
    if (deeds.length > 0) failed.push(`${vector.from} ${vector.name}: ${[...new Set(deeds)].join('; ')}`)
    if (at % 100 === 99) console.log(`${at + 1} of ${vectors.length}, ${failed.length} failed`)
  }
  for (const line of failed) console.log(line)
  for (const [from, list] of Map.groupBy(vectors, one => one.from))
    console.log(
      `${from}: ${list.length} vectors, ${failed.filter(line => line.startsWith(`${from} `)).length} failed`,
    )
  console.log(`with remote pictures: ${pictured}`)
  return failed.length === 0
}

function watchContext(context: BrowserContext): Watch {
  const deeds: string[] = []
  context.on('request', request => {
    const to = request.url()
    if (!to.startsWith(visits.product.url) && !/^(?:data|blob|about):/.test(to)) deeds.push(`called ${to}`)
  })
  context.on('page', page => {
    page.on('dialog', dialog => {
      deeds.push(`said ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('popup', popup => {
      deeds.push(`opened ${popup.url()}`)
    })
  })
  return { deeds }
}

async function openReader(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${visits.product.url}/mail`)
  await page.getByRole('grid', { name: 'Conversations' }).waitFor()
  return page
}

/** What a vector did, once it was shown. */
async function open(page: Page, watch: Watch, vector: Vector): Promise<readonly string[]> {
  watch.deeds.length = 0
  const threadId = await file(`<p id="begin">Début</p>${vector.html}`)
  const path = `/mail/inbox/${threadId}`
  await page.evaluate(to => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await text(page).getByText('Début').first().waitFor()
  const found = [...(await page.evaluate(findLiveParts))]
  const pictures = page.getByRole('button', { name: 'Afficher une fois' })
  if (await pictures.isVisible()) {
    pictured++
    await pictures.click()
    await text(page).getByText('Début').first().waitFor()
    found.push(...(await page.evaluate(findLiveParts)))
  }
  if (new URL(page.url()).pathname !== path) {
    found.push(`went to ${page.url()}`)
    await page.goto(`${visits.product.url}/mail`)
  }
  return [...watch.deeds, ...found]
}

/** A letter of that HTML, in the inbox. */
async function file(html: string): Promise<string> {
  const message = [
    'From: Paul <paul@ailleurs.example>',
    `Subject: Piège ${++filed}`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...Buffer.from(html)
      .toString('base64')
      .match(/.{1,76}/g)!,
    '',
  ].join('\r\n')
  const data = [{ 'data:asBase64': Buffer.from(message).toString('base64') }]
  const [[, boxes] = assert.fail(), [, blob] = assert.fail()] = await visits.jmap('claire', [
    ['Mailbox/query', { filter: { role: 'inbox' } }, 'm'],
    ['Blob/upload', { create: { b: { data, type: 'message/rfc822' } } }, 'b'],
  ])
  const [inbox] = boxes['ids'] as string[]
  const { id } = (blob['created'] as { b: { id: string } }).b
  const emails = { e: { blobId: id, mailboxIds: { [inbox!]: true }, keywords: { $seen: true } } }
  const [[, imported] = assert.fail()] = await visits.jmap('claire', [['Email/import', { emails }, 'i']])
  return (imported['created'] as { e: { threadId: string } }).e.threadId
}
