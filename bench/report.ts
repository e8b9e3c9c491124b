import type { Figure } from './figures.ts'
import { STORED, type Visits } from './imap.ts'
import type { Pace } from './jmap.ts'
import type { Ours } from './ours/measure.ts'
import type { Cyrus, PostfixAndDovecot } from './peers/measure.ts'
import type { Arrivals } from './smtp-source.ts'

/** All lines of the report. */
export function figures(ours: Ours, postfix: PostfixAndDovecot | null, cyrus: Cyrus | null): Figure[] {
  return [
    ...arrivalLines(ours, postfix, cyrus),
    ...ours.readers.flatMap(({ reader, pages, visits }) => {
      const of = `of ${reader.emails.toLocaleString('en')} emails`
      return [
        ...paceLines(`first 50 ${of}, JMAP`, pages.first, cyrus?.firstEmails),
        ...paceLines(`50 from the middle ${of}`, pages.deep),
        ...paceLines(`first 50 found by words, ${of}`, pages.found),
        ...paceLines(`first 50 and their number by a word of all, ${of}`, pages.common),
        ...paceLines(`a thread opened, ${of}`, pages.thread),
        ...paceLines(`a flag set, ${of}`, pages.flag),
        ...paceLines(`a flag set and the list brought up to date, ${of}`, pages.news),
        ...visitLines(of, reader.emails, visits, {}),
      ]
    }),
    ...visitLines('of 2,100 just received', 2100, ours.visits, {
      Dovecot: postfix?.visits,
      Cyrus: cyrus?.visits,
    }),
    more("IMAP, imaptest's mix, 10 clients in one inbox", ours.mix, {
      Dovecot: postfix?.mix,
      Cyrus: cyrus?.mix,
    }),
    ...listeningLines(ours),
    ...ours.attachments.map(({ file, wait }) =>
      less(`an attachment of 100 pages read, ${file}`, 'ms', wait, {}),
    ),
    more('notes created, 10 at once', ours.noteCreations.rate, {}),
    more('first 50 of 10,000 notes, 4 at once', ours.firstNotes.rate, {}),
    less('memory at rest', 'MB', ours.memory, {
      'Postfix and Dovecot': postfix?.memory,
      Cyrus: cyrus?.memory,
    }),
  ]
}

function arrivalLines(ours: Ours, postfix: PostfixAndDovecot | null, cyrus: Cyrus | null): Figure[] {
  const line = (what: string, of: (arrivals: Arrivals) => number): Figure =>
    more(`deliveries to one person, 4 KB, ${what}`, of(ours.toOne), {
      'Postfix, into its queue': postfix && of(postfix.acceptedForOne),
      'Postfix and Dovecot, into the mailbox': postfix && of(postfix.delivered),
      'Dovecot, by LMTP': postfix && of(postfix.filed),
      'Cyrus, by LMTP': cyrus && of(cyrus.filed),
    })
  return [
    line('1 sender', arrivals => arrivals.alone),
    line('10 senders', arrivals => arrivals.ten),
    line('50 senders', arrivals => arrivals.fifty),
    more('deliveries to ten people, 10 senders', ours.toTen, {
      'Postfix, into its queue': postfix?.acceptedForTen,
    }),
  ]
}

function paceLines(what: string, pace: Pace, cyrus?: Pace): Figure[] {
  return [
    more(`${what}, 4 at once`, pace.rate, { 'Cyrus, of 2,100': cyrus?.rate }),
    less('– each waits', 'ms', pace.wait, { 'Cyrus, of 2,100': cyrus?.wait }),
    less('– one in a hundred', 'ms', pace.late, { 'Cyrus, of 2,100': cyrus?.late }),
  ]
}

function visitLines(
  of: string,
  count: number,
  ours: Visits,
  peers: Readonly<Record<string, Visits | undefined>>,
): Figure[] {
  const line = (what: string, wait: (visits: Visits) => number | null): Figure =>
    less(
      `IMAP, ${of}: ${what}`,
      'ms',
      wait(ours)!,
      Object.fromEntries(Object.entries(peers).map(([name, visits]) => [name, visits && wait(visits)])),
    )
  return [
    line('SELECT', visits => visits.select),
    line('1,000 envelopes', visits => visits.envelopes),
    line('UID SEARCH UNSEEN', visits => visits.search),
    line(`STORE of ${Math.min(STORED, count).toLocaleString('en')}`, visits => visits.store),
    line('QRESYNC of 100 changes', visits => visits.resync),
  ]
}

const listeningLines = ({ listening }: Ours): Figure[] => [
  less('memory of one more in IDLE, of 1,000', 'KB', listening.idleMemory, {}),
  less('memory of one more on EventSource, of 1,000', 'KB', listening.eventSourceMemory, {}),
  less('from 250 to a line in IDLE, 2,000 listen', 'ms', listening.idle.half, {}),
  less('– one in a hundred', 'ms', listening.idle.last, {}),
  less('from 250 to an event, 2,000 listen', 'ms', listening.eventSource.half, {}),
  less('– one in a hundred', 'ms', listening.eventSource.last, {}),
]

type Peers = Readonly<Record<string, number | null | undefined>>

function more(what: string, value: number, peers: Peers): Figure {
  return { what, unit: '/s', better: 'more', ours: value, peers: known(peers) }
}

function less(what: string, unit: string, value: number, peers: Peers): Figure {
  return { what, unit, better: 'less', ours: value, peers: known(peers) }
}

function known(peers: Peers): Record<string, number> {
  return Object.fromEntries(
    Object.entries(peers).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  )
}
