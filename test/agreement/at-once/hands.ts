import { Client } from '../../../modules/mail/imap/test/client.ts'
import { greet, send } from '../../../modules/mail/smtp/test/client.ts'
import type { Chance } from '../../../modules/mail/test/random.ts'
import type { Args, JmapClient } from '../../jmap.ts'
import { letter } from '../letters.ts'

// Hands that work in one account at the same time, each through its door, and know nothing of each other. What one is
// about to change another may have moved, renamed or destroyed: that is said, and is no fault. Anything else is.

/** One thing done. */
export type Hand = () => Promise<void>

const KEYWORDS = ['$seen', '$flagged', '$answered', 'urgent']
const NAMES = ['Voirie', 'Écoles', 'Budget', 'Halle']
const STALE = new Set(['notFound', 'invalidProperties', 'mailboxHasChild', 'invalidPatch', 'alreadyExists'])

export function jmapHand(jmap: JmapClient, { pick, some }: Chance): Hand {
  const set = async (type: string, args: Args) => {
    const answer = await jmap.call(`${type}/set`, args)
    for (const refused of ['notCreated', 'notUpdated', 'notDestroyed'])
      for (const error of Object.values((answer[refused] ?? {}) as Record<string, { type: string }>))
        if (!STALE.has(error.type)) throw new Error(`${type}/set: ${JSON.stringify(error)}`)
  }
  const emails = async () => {
    const { ids } = await jmap.call('Email/query', {
      limit: 60,
      sort: [{ property: pick(['receivedAt', 'size']) }],
    })
    return some(ids as string[], pick([0.05, 0.3]))
  }
  const mailboxes = async () => (await jmap.call('Mailbox/get', { ids: null }))['list'] as Args[]
  const own = (list: readonly Args[]) => list.filter(({ role }) => role === null).map(({ id }) => String(id))
  const each = (ids: readonly string[], patch: () => Args) => Object.fromEntries(ids.map(id => [id, patch()]))
  const acts: Hand[] = [
    async () => {
      const patch = { [`keywords/${pick(KEYWORDS)}`]: pick([true, null]) }
      await set('Email', { update: each(await emails(), () => patch) })
    },
    async () => {
      const ids = (await mailboxes()).map(({ id }) => String(id))
      const into = { [pick(ids)]: true, ...(pick([true, false, false]) && { [pick(ids)]: true }) }
      await set('Email', { update: each(await emails(), () => ({ mailboxIds: into })) })
    },
    async () => {
      const ids = (await mailboxes()).map(({ id }) => String(id))
      const patch = () => ({ [`mailboxIds/${pick(ids)}`]: pick([true, null]), 'keywords/$seen': true })
      await set('Email', { update: each(await emails(), patch) })
    },
    async () => set('Email', { destroy: (await emails()).slice(0, 3) }),
    async () => {
      const list = await mailboxes()
      const drafts = String(list.find(({ role }) => role === 'drafts')!['id'])
      const bodyValues = { text: { value: 'À demain.' } }
      const draft = { subject: pick(NAMES), textBody: [{ partId: 'text', type: 'text/plain' }], bodyValues }
      const of = { mailboxIds: { [drafts]: true }, keywords: { $draft: true } }
      await set('Email', { create: { draft: { ...draft, ...of } } })
    },
    async () => {
      const parents = own(await mailboxes())
      await set('Mailbox', { create: { box: { name: pick(NAMES), parentId: pick([null, ...parents]) } } })
    },
    async () => {
      const ids = own(await mailboxes())
      if (ids.length > 0) await set('Mailbox', { update: { [pick(ids)]: { name: pick(NAMES) } } })
    },
    async () => {
      const ids = own(await mailboxes())
      if (ids.length > 3) await set('Mailbox', { destroy: [pick(ids)], onDestroyRemoveEmails: true })
    },
  ]
  return () => pick(acts)()
}

/** What may have gone or come since the client looked. RFC 9051 §7.1 */
const GONE = /^NO \[(NONEXISTENT|TRYCREATE|ALREADYEXISTS|CANNOT|EXPUNGEISSUED|HASCHILDREN|INUSE)\]/

/** Comes and goes; what it has selected may be deleted under it, and it is then told goodbye. */
export function imapHand(port: number, address: string, { pick }: Chance): Hand {
  const say = async (client: Client, command: string) => {
    const answer = await client.say(command)
    if (!answer.end.startsWith('OK') && !GONE.test(answer.end)) throw new Error(`${command}: ${answer.end}`)
    return answer
  }
  const folders = async (client: Client) => {
    const { lines } = await say(client, 'LIST "" *')
    return lines
      .filter(line => !/\\(Noselect|NonExistent)/i.test(line))
      .map(line => line.replace(/^.* "\/" /, ''))
  }
  return async () => {
    const client = await Client.login(port, address)
    try {
      const names = await folders(client)
      const { lines, end } = await say(client, `SELECT ${pick(['INBOX', ...names])}`)
      if (!end.startsWith('OK')) return
      const exists = Number(lines.map(line => /^\* (\d+) EXISTS/.exec(line)?.[1]).find(n => n) ?? 0)
      for (let n = 0; n < 3; n++) {
        const set =
          exists === 0 ? null : pick(['1', '*', `1:${Math.min(exists, 5)}`, `${Math.ceil(exists / 2)}:*`])
        const flag = pick(['\\Seen', '\\Flagged', '\\Deleted', 'urgent'])
        const acts = [
          `APPEND ${pick(names)} (\\Seen) {${Buffer.byteLength(LETTER)}+}\r\n${LETTER}`,
          'NOOP',
          'EXPUNGE',
          ...(set === null
            ? []
            : [
                `UID STORE ${set} ${pick(['+', '-', ''])}FLAGS (${flag})`,
                `UID STORE ${set} +FLAGS.SILENT (${flag})`,
                `UID COPY ${set} ${pick(names)}`,
                `UID MOVE ${set} ${pick(names)}`,
                `UID FETCH ${set} (FLAGS ENVELOPE)`,
              ]),
        ]
        await say(client, pick(acts))
      }
    } catch (error) {
      if (!(error instanceof Error && error.message === 'the server closed the connection')) throw error
    } finally {
      client.close()
    }
  }
}

const LETTER = letter({ 'Message-ID': '<appended@elsewhere.example>' }).toString()

/** Letters of a few conversations. */
export function smtpHand(port: number, to: string, { pick }: Chance): Hand {
  const sent = ['<first@elsewhere.example>']
  return async () => {
    const client = await greet(port)
    try {
      const id = `<${crypto.randomUUID()}@elsewhere.example>`
      const fields = { 'Message-ID': id, ...(pick([true, false]) && { References: pick(sent) }) }
      const { code, lines } = await send(client, 'helene@elsewhere.example', [to], letter(fields).toString())
      if (code !== 250) throw new Error(`${code} ${lines.join(' ')}`)
      sent.push(id)
    } finally {
      client.close()
    }
  }
}
