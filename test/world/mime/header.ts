import iconv from 'iconv-lite'
import type { Correspondent } from '../letter.ts'
import type { Charset } from './charset.ts'

const SPECIALS = /[()<>[\]:;@\\,."]/
const BASE64_BYTES = 42
const QUOTED_SIGNS = 18

export function header(name: string, value: string, charset: Charset = 'utf-8'): string {
  return folded(`${name}: ${encodeWords(value, charset)}`)
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
export function encodeWords(text: string, charset: Charset = 'utf-8'): string {
  if (isAscii(text)) return text
  const word = charset === 'utf-8' ? base64Word : quotedWord
  return pieces(text, charset === 'utf-8' ? BASE64_BYTES : QUOTED_SIGNS)
    .map(piece => word(piece, charset))
    .join('\r\n ')
}

function pieces(text: string, bytes: number): string[] {
  const found: string[] = []
  let piece = ''
  for (const sign of text) {
    if (Buffer.byteLength(piece + sign) > bytes) {
      found.push(piece)
      piece = ''
    }
    piece += sign
  }
  return [...found, piece]
}

function base64Word(piece: string): string {
  return `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`
}

// RFC 2047 §4.2
function quotedWord(piece: string, charset: Charset): string {
  const signs = [...iconv.encode(piece, charset)].map(byte => {
    if (byte === 32) return '_'
    const sign = String.fromCharCode(byte)
    return /[A-Za-z0-9!*+/-]/.test(sign) ? sign : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
  return `=?${charset}?Q?${signs.join('')}?=`
}

// RFC 5322 §2.2.3
function folded(line: string): string {
  if (line.includes('\r\n') || line.length <= 78) return line
  return line.replace(/(.{40,74}?) (?=\S)/g, '$1\r\n ')
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
