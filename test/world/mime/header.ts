import type { Correspondent } from '../letter.ts'

const SPECIALS = /[()<>[\]:;@\\,."]/
const WORD_BYTES = 45

export function header(name: string, value: string): string {
  return folded(`${name}: ${encodeWords(value)}`)
}

export function addressHeader(name: string, list: readonly Correspondent[]): string {
  return `${name}: ${list.map(writeAddress).join(',\r\n ')}`
}

export function writeAddress({ name, address }: Correspondent): string {
  if (!name) return address
  if (!isAscii(name)) return `${encodeWords(name)} <${address}>`
  return SPECIALS.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}" <${address}>` : `${name} <${address}>`
}

/** A parameter such as a file's name: RFC 2231 §4 when it leaves ASCII. */
export function parameter(name: string, value: string): string {
  if (isAscii(value)) return `${name}="${value}"`
  const escaped = encodeURIComponent(value).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)
  return `${name}*=utf-8''${escaped}`
}

// RFC 2047 §2: an encoded word is at most 75 characters, and never splits a character.
export function encodeWords(text: string): string {
  if (isAscii(text)) return text
  const words: string[] = []
  let piece = ''
  for (const sign of text) {
    if (Buffer.byteLength(piece + sign) > WORD_BYTES) {
      words.push(piece)
      piece = ''
    }
    piece += sign
  }
  words.push(piece)
  return words.map(word => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

// RFC 5322 §2.2.3
function folded(line: string): string {
  if (line.includes('\r\n') || line.length <= 78) return line
  return line.replace(/(.{40,74}?) (?=\S)/g, '$1\r\n ')
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
