import type { Figure } from './figures.ts'
import { STORED, type Visits } from './imap.ts'
import type { Pace } from './jmap.ts'
import type { Ours } from './ours/measure.ts'
import type { Pages } from './pages.ts'
import type { Full } from './peers/full.ts'
import type { Cyrus, PostfixAndDovecot } from './peers/measure.ts'
import type { Arrivals } from './smtp-source.ts'

/** All lines of the report. */
export function figures(ours: Ours, postfix: PostfixAndDovecot | null, cyrus: Cyrus | null): Figure[] {
  return [
    ...arrivalLines(ours, postfix, cyrus),
    ...ours.readers.flatMap(({ reader: { emails }, pages, visits }) => {
      const of = `of ${count(emails)} emails`
      const [ofDovecot, ofCyrus] = [likest(emails, postfix?.readers), likest(emails, cyrus?.readers)]
      return [
        ...pageLines(of, emails, pages, ofCyrus),
        ...visitLines(of, emails, visits, {
          ...(ofDovecot && { [named('Dovecot', emails, ofDovecot)]: ofDovecot.visits }),
          ...(ofCyrus && { [named('Cyrus', emails, ofCyrus)]: ofCyrus.visits }),
        }),
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
      ...(postfix && {
        'Postfix, into its queue': of(postfix.acceptedForOne),
        'Postfix and Dovecot, into the mailbox': of(postfix.delivered),
        'Dovecot, by LMTP': of(postfix.filed),
      }),
      ...(cyrus && { 'Cyrus, by LMTP': of(cyrus.filed) }),
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

/** The inbox of a peer as full as ours, or the fullest that it has. */
const likest = (emails: number, full: readonly Full[] = []): Full | undefined =>
  full.find(one => one.emails === emails) ?? full.at(-1)

const named = (name: string, emails: number, full: Full): string =>
  full.emails === emails ? name : `${name}, of ${count(full.emails)}`

const count = (emails: number): string => emails.toLocaleString('en')

function pageLines(of: string, emails: number, ours: Pages<Pace>, ofCyrus: Full | undefined): Figure[] {
  const lines = (what: string, pace: (pages: Pages<Pace | null>) => Pace | null): Figure[] => {
    const own = pace(ours)!
    const theirs = ofCyrus?.pages ? pace(ofCyrus.pages) : null
    const beside = (value: number | undefined) =>
      ofCyrus ? { [named('Cyrus', emails, ofCyrus)]: value ?? null } : {}
    return [
      more(`${what}, 4 at once`, own.rate, beside(theirs?.rate)),
      less('– each waits', 'ms', own.wait, beside(theirs?.wait)),
      less('– one in a hundred', 'ms', own.late, beside(theirs?.late)),
    ]
  }
  return [
    ...lines(`first 50 ${of}, JMAP`, pages => pages.first),
    ...lines(`50 from the middle ${of}`, pages => pages.deep),
    ...lines(`first 50 found by words, ${of}`, pages => pages.found),
    ...lines(`first 50 and their number by a word of all, ${of}`, pages => pages.common),
    ...lines(`first 50 and their number from one sender, ${of}`, pages => pages.sender),
    ...lines(`50 further down in a list by sender, ${of}`, pages => pages.sorted),
    ...lines(`a thread opened, ${of}`, pages => pages.thread),
    ...lines(`a flag set, ${of}`, pages => pages.flag),
    ...lines(`a flag set and the list brought up to date, ${of}`, pages => pages.news),
  ]
}

function visitLines(
  of: string,
  emails: number,
  ours: Visits,
  peers: Readonly<Record<string, Visits | null | undefined>>,
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
    line(`STORE of ${count(Math.min(STORED, emails))}`, visits => visits.store),
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

/** What is undefined was not there; null is what could not be had from one who was. */
type Peers = Readonly<Record<string, number | null | undefined>>

function more(what: string, value: number, peers: Peers): Figure {
  return { what, unit: '/s', better: 'more', ours: value, peers: known(peers) }
}

function less(what: string, unit: string, value: number, peers: Peers): Figure {
  return { what, unit, better: 'less', ours: value, peers: known(peers) }
}

function known(peers: Peers): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(peers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
