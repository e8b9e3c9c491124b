import { createHash } from 'node:crypto'
import { fold } from '../../../../lib/filter.ts'
import { readAddresses } from '../../../../wire/mime/address.ts'
import { readBodyValue } from '../../../../wire/mime/body-value.ts'
import { readHeaders, readText } from '../../../../wire/mime/headers.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { walkParts } from '../../../../wire/mime/part.ts'
import { readStructure } from '../../../../wire/mime/structure.ts'

/** What is read of each text of a message, and how many tokens count. */
const MAX_TEXT = 64 * 1024
export const MAX_TOKENS = 400

/**
 * What a message is recognised by: words of its text and of its subject, its author, the hosts of its links. Hashed to
 * 48 bits: what is kept of a message cannot be read again.
 */
export function tokensOf(bytes: Buffer): number[] {
  const structure = readStructure(bytes)
  const tokens = new Set<string>()
  for (const { name, value } of readHeaders(bytes, structure)) {
    if (name.toLowerCase() === 'subject') for (const word of words(readText(value))) tokens.add(`s:${word}`)
    if (name.toLowerCase() === 'from') for (const one of authors(value)) tokens.add(one)
  }
  for (const part of walkParts(structure)) {
    if (!part.type.startsWith('text/') || tokens.size >= MAX_TOKENS) continue
    const { value } = readBodyValue(bytes, part, { maxBytes: MAX_TEXT })
    for (const host of hosts(value)) tokens.add(host)
    const text = part.type === 'text/html' ? htmlToText(value, { maxLength: MAX_TEXT }) : value
    for (const word of words(text)) tokens.add(word)
  }
  return [...tokens].slice(0, MAX_TOKENS).map(hash)
}

const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}€$%'’-]{3,24}/gu) ?? []

const authors = (value: string): string[] =>
  readAddresses(value).flatMap(({ email }) => [
    `f:${fold(email)}`,
    `f:${fold(email.slice(email.lastIndexOf('@')))}`,
  ])

const hosts = (text: string): string[] =>
  [...text.matchAll(/\bhttps?:\/\/([a-z0-9.-]{3,100})/gi)].map(([, host]) => `u:${host!.toLowerCase()}`)

const hash = (token: string): number => createHash('sha256').update(token).digest().readUIntBE(0, 6)
