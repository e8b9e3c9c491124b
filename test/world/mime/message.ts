import { hash } from '../chance.ts'
import type { Attachment } from '../files/attachment.ts'
import type { Letter } from '../letter.ts'
import { mailDate } from '../paris.ts'
import { charsetFor, encodeText, encodeTransfer, mannerFor } from './charset.ts'
import { addressHeader, header, parameter } from './header.ts'

/** A part of a message: its own headers and its encoded bytes. */
type Part = { headers: string[]; body: Buffer }

export function writeMessage(letter: Letter): Buffer {
  const root = rootPart(letter)
  return written([...topHeaders(letter), 'MIME-Version: 1.0', ...root.headers], root.body)
}

function topHeaders(letter: Letter): string[] {
  const lines = [
    `Date: ${mailDate(letter.at)}`,
    addressHeader('From', [letter.from]),
    letter.to.length > 0 ? addressHeader('To', letter.to) : 'To: undisclosed-recipients:;',
    header('Subject', letter.subject, charsetFor(letter.subject, letter.manner)),
    `Message-ID: <${letter.id}>`,
  ]
  if (letter.cc.length > 0) lines.push(addressHeader('Cc', letter.cc))
  const parent = letter.references.at(-1)
  if (parent) {
    lines.push(`In-Reply-To: <${parent}>`)
    lines.push(`References: ${letter.references.map(id => `<${id}>`).join('\r\n ')}`)
  }
  return [...lines, ...letter.headers.map(([name, value]) => header(name, value))]
}

function rootPart(letter: Letter): Part {
  if (letter.report) return reportPart(letter, letter.report)
  const body = withInline(letter, alternatives(letter))
  if (letter.files.length === 0) return body
  return multipart('mixed', letter, [body, ...letter.files.map(file => filePart(file, 'attachment'))])
}

function alternatives(letter: Letter): Part {
  const parts = [textPart('plain', letter.text, letter)]
  if (letter.html) parts.push(textPart('html', letter.html, letter))
  if (letter.calendar) parts.push(calendarPart(letter.calendar))
  return parts.length === 1 ? (parts[0] as Part) : multipart('alternative', letter, parts)
}

function withInline(letter: Letter, body: Part): Part {
  if (letter.inline.length === 0) return body
  return multipart('related', letter, [body, ...letter.inline.map(file => filePart(file, 'inline'))])
}

function textPart(subtype: string, text: string, letter: Letter): Part {
  const manner = mannerFor(text, letter.manner)
  return {
    headers: [
      `Content-Type: text/${subtype}; charset=${manner.charset}`,
      `Content-Transfer-Encoding: ${manner.transfer}`,
    ],
    body: encodeText(text.replace(/\r?\n/g, '\r\n'), manner),
  }
}

// RFC 6047 §2.4
function calendarPart({ method, text }: { method: string; text: string }): Part {
  return {
    headers: [
      `Content-Type: text/calendar; charset=utf-8; method=${method}`,
      'Content-Transfer-Encoding: base64',
    ],
    body: encodeTransfer(Buffer.from(text), 'base64'),
  }
}

function filePart(file: Attachment, disposition: 'attachment' | 'inline'): Part {
  // RFC 2046 §5.2.1: a message inside a message is never encoded in base64.
  const transfer = file.type === 'message/rfc822' ? '8bit' : 'base64'
  const headers = [
    `Content-Type: ${file.type};\r\n ${parameter('name', file.name)}`,
    `Content-Transfer-Encoding: ${transfer}`,
    `Content-Disposition: ${disposition};\r\n ${parameter('filename', file.name)}`,
  ]
  if (file.cid) headers.push(`Content-ID: <${file.cid}>`)
  return { headers, body: encodeTransfer(file.bytes(), transfer) }
}

// RFC 6522 §3
function reportPart(letter: Letter, report: { type: string; text: string; fields: string }): Part {
  const fields: Part = {
    headers: [`Content-Type: message/${report.type}`],
    body: Buffer.from(report.fields.replace(/\r?\n/g, '\r\n')),
  }
  return multipart(
    'report',
    letter,
    [textPart('plain', report.text, letter), fields],
    `; report-type=${report.type}`,
  )
}

function multipart(subtype: string, letter: Letter, parts: readonly Part[], more = ''): Part {
  const boundary = `=_${subtype}_${hash(letter.id + subtype).toString(36)}`
  const pieces = parts.flatMap(part => [Buffer.from(`--${boundary}\r\n`), written(part.headers, part.body)])
  return {
    headers: [`Content-Type: multipart/${subtype}${more};\r\n boundary="${boundary}"`],
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

function written(headers: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`), body, Buffer.from('\r\n')])
}
