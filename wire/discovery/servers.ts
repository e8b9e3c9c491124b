/** Where a mail program finds its servers. */
export interface Servers {
  readonly host: string
  readonly imaps: number
  readonly imap: number
  readonly submissions: number
  readonly submission: number
}

/** A text inside of XML, or in an attribute of it. */
export const xmlText = (text: string): string =>
  text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, '')
    .replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
