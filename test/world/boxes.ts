import type { Message } from './world.ts'

export type Right = 'mayRead' | 'maySendOnBehalf' | 'maySendAs' | 'mayManage'

/** A mailbox of several people: a group that receives for itself. */
export type Box = {
  /** The key of the group. */
  key: string
  /** What each may do there, by their keys. */
  delegates: Readonly<Record<string, readonly Right[]>>
  /** Whose letters from outside it has had, as if they had been written to it. */
  like: string
  /** Out of which of their mailboxes. */
  of: readonly string[]
  unread: number
  /** Newest first: who takes care of a conversation, and what was said about it. */
  cared: readonly { assignee: string; comments: readonly { author: string; text: string }[] }[]
}

const READS: readonly Right[] = ['mayRead']
const ON_BEHALF: readonly Right[] = [...READS, 'maySendOnBehalf']
const AS: readonly Right[] = [...ON_BEHALF, 'maySendAs']
const MANAGES: readonly Right[] = [...AS, 'mayManage']

export const BOXES: readonly Box[] = [
  {
    key: 'contact',
    delegates: { michele: MANAGES, kevin: AS, yvette: ON_BEHALF, claire: AS, solange: READS },
    like: 'claire',
    of: ['INBOX', 'Archives', 'Réseau'],
    unread: 7,
    cared: [
      { assignee: 'kevin', comments: [] },
      {
        assignee: 'claire',
        comments: [
          { author: 'michele', text: 'Claire, est-ce que cela relève de l’urbanisme ?' },
          { author: 'kevin', text: 'J’ai cherché dans les archives, rien depuis 2019.' },
        ],
      },
    ],
  },
  {
    key: 'urbanisme',
    delegates: { claire: MANAGES, antoine: AS, leila: AS, emma: ON_BEHALF },
    like: 'claire',
    of: ['Permis de construire', 'Déclarations préalables', 'PLU', 'Certificats', 'Projets/Lotissements'],
    unread: 0,
    cared: [
      {
        assignee: 'antoine',
        comments: [
          { author: 'leila', text: 'Le plan joint n’est pas à l’échelle, je l’ai signalé par téléphone.' },
        ],
      },
    ],
  },
]

const MOST = 60

/** The letters of a box, oldest first. */
export function* messagesOfBox(
  box: Box,
  address: { name: string; address: string },
  domain: string,
  like: Iterable<Message>,
): Iterable<Message> {
  const received = [...like]
    .filter(({ mailbox, raw }) => box.of.includes(mailbox) && !isFrom(raw, domain))
    .slice(-MOST)
  for (const [at, message] of received.entries()) {
    const isUnread = at >= received.length - box.unread
    yield {
      ...message,
      mailbox: 'INBOX',
      raw: readdressed(message.raw, address),
      keywords: isUnread ? [] : ['$seen'],
    }
  }
}

const isFrom = (raw: Buffer, domain: string): boolean =>
  new RegExp(`^From:[^\\r\\n]*@${domain.replaceAll('.', '\\.')}>?`, 'mi').test(headOf(raw))

const headOf = (raw: Buffer): string => {
  const end = raw.indexOf('\r\n\r\n')
  return raw.toString('latin1', 0, end === -1 ? raw.length : end)
}

function readdressed(raw: Buffer, { name, address }: { name: string; address: string }): Buffer {
  const head = headOf(raw)
  const written = head
    .replace(/^(To|Cc):[^\r\n]*(\r\n[ \t][^\r\n]*)*\r\n/gim, '')
    .replace(/^From:/m, `To: =?utf-8?B?${Buffer.from(name).toString('base64')}?= <${address}>\r\nFrom:`)
  return Buffer.concat([Buffer.from(written, 'latin1'), raw.subarray(Buffer.byteLength(head, 'latin1'))])
}
