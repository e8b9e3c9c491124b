import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Debian's Chromium, told to call nobody. Playwright gives it a fresh profile each time. */
export function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error('The browser tests need Chromium: apt-get install chromium')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }
