import { createHash } from 'node:crypto'

/** One in so many is too big for the database and goes to a file. */
const BIG_EVERY = 50
const SMALL_LINES = 50
const BIG_LINES = 6000

export const messageIdOf = (n: number): string => `letter-${n}@crash.example`

/** Message number `n`, the same at each attempt, and hard to compress as real ones are. */
export function letter(n: number, to: string): string {
  const lines = n % BIG_EVERY === BIG_EVERY - 1 ? BIG_LINES : SMALL_LINES
  return [
    `From: Sender <sender@crash.example>`,
    `To: <${to}>`,
    `Subject: Letter ${n}`,
    `Message-ID: <${messageIdOf(n)}>`,
    'Date: Tue, 24 Nov 2026 09:00:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    ...Array.from({ length: lines }, (_, line) => digest(`${n}.${line}`)),
  ].join('\r\n')
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
