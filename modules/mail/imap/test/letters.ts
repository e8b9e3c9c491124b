import type { Client } from './client.ts'

let count = 0

/** A small message; what is not said is made up. */
export function letter(fields: Readonly<Record<string, string>> = {}, body = 'Bonjour à tous,\r\n'): string {
  const header = {
    From: 'Claire Fontaine <claire@montauzan.fr>',
    To: 'Paul Garrigue <paul@montauzan.fr>',
    Subject: 'Conseil municipal',
    Date: 'Tue, 24 Nov 2026 09:00:00 +0100',
    'Message-ID': `<${++count}@montauzan.fr>`,
    'Content-Type': 'text/plain; charset=utf-8',
    ...fields,
  }
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${lines.join('')}\r\n${body}`
}

/** Appends a message, as if it had arrived then; the UID that it got. */
export async function append(
  client: Client,
  mailbox: string,
  text = letter(),
  flags = '',
  arrival = '',
): Promise<number> {
  const { end } = await client.say(
    `APPEND ${mailbox} ${flags && `(${flags}) `}${arrival && `"${arrival}" `}{${Buffer.byteLength(text)}+}\r\n${text}`,
  )
  const uid = /\[APPENDUID \d+ (\d+)\]/.exec(end)
  if (!uid) throw new Error(end)
  return Number(uid[1])
}

let mailboxes = 0

/** A new mailbox, selected, with so many small messages. */
export async function freshMailbox(client: Client, messages = 0): Promise<string> {
  const name = `box${++mailboxes}`
  await client.say(`CREATE ${name}`)
  for (let i = 1; i <= messages; i++) await append(client, name, letter({ Subject: `Sujet ${i}` }))
  await client.say(`SELECT ${name}`)
  return name
}
