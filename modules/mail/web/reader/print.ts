import reading from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import type { Language, Translate } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import type { ReadEmail } from './email.ts'
import { frameDocument } from './frame-document.ts'
import { printedHtml } from './printed-html.ts'
import { fetchRendered, findRendered } from './rendered.ts'
import type { ReaderTexts } from './texts.ts'

interface Printing {
  readonly accountId: string
  /** Oldest first. */
  readonly emails: readonly ReadEmail[]
  readonly language: Language
  readonly t: Translate<ReaderTexts>
}

/**
 * Prints messages under their subject, each headed by who wrote it to whom: from a frame of its own, where no script runs.
 * Rejects when a text is out of reach.
 */
export async function printMessages(client: Client, printing: Printing): Promise<void> {
  const { accountId, emails, language, t } = printing
  const bodies = await Promise.all(emails.map(({ id }) => textAsShown(client, accountId, id)))
  const page = printedHtml(
    emails.map((email, index) => ({ email, body: bodies[index] ?? null })),
    language,
    t,
  )
  const font = new URL(reading, location.href).href
  printPage(frameDocument(page, { paper: 'theirs', isDark: false, font }, language))
}

/** With the pictures of other hosts where one has let them in. */
const textAsShown = async (client: Client, accountId: string, id: string) =>
  findRendered(client, accountId, id, true) ?? (await fetchRendered(client, accountId, id))

function printPage(html: string): void {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.setAttribute('aria-hidden', 'true')
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0'
  frame.srcdoc = html
  frame.addEventListener('load', () => {
    const page = frame.contentWindow
    page?.addEventListener('afterprint', () => frame.remove())
    void page?.document.fonts.ready.then(() => page.print())
  })
  document.body.append(frame)
}
