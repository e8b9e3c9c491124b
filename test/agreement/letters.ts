import { randomBytes } from 'node:crypto'
import { message, messageNames } from '../corpus/mime/corpus.ts'

/** Messages that a reader may stumble over, by name. */
export const letters: ReadonlyMap<string, () => Buffer> = new Map([
  ...messageNames.map(name => [name, () => message(name)] as const),
  ['ten thousand recipients in one line', () => recipients(10_000)],
  ['lines that begin with dots', () => letter({}, '.\r\n..\r\n.signature\r\n\r\n.')],
  ['an attachment of 25 MB', () => attachment(25 * 1024 * 1024)],
])

export function letter(
  fields: Readonly<Record<string, string>> = {},
  body = 'Bonjour à tous,\r\n\r\nà demain.\r\n',
): Buffer {
  const header = {
    From: 'Hélène Rivière <helene@elsewhere.example>',
    To: 'Claire Fontaine <claire@montauzan.fr>',
    Subject: 'Conseil municipal',
    Date: 'Tue, 24 Nov 2026 09:00:00 +0100',
    'Message-ID': `<${++letterCount}@elsewhere.example>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    ...fields,
  }
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${lines.join('')}\r\n${body}`)
}
let letterCount = 0

function recipients(count: number): Buffer {
  const addresses = Array.from({ length: count }, (_, i) => `Voisin ${i} <voisin${i}@elsewhere.example>`)
  return letter({ To: addresses.join(', ') })
}

function attachment(size: number): Buffer {
  const content = randomBytes(size).toString('base64')
  const lines = content.replace(/.{76}/g, line => `${line}\r\n`)
  const parts = [
    ['Content-Type: text/plain; charset=utf-8', '', 'Ci-joint le plan.'],
    [
      'Content-Type: application/pdf; name="plan.pdf"',
      "Content-Disposition: attachment; filename*=utf-8''plan%20g%C3%A9n%C3%A9ral.pdf",
      'Content-Transfer-Encoding: base64',
      '',
      lines,
    ],
  ]
  const body = parts.map(part => `--plan\r\n${part.join('\r\n')}\r\n`).join('')
  return letter({ 'Content-Type': 'multipart/mixed; boundary=plan' }, `${body}--plan--\r\n`)
}
