import type { CheckedRecord } from '../../core/dns/check.ts'
import type { Purpose } from '../../core/dns/records.ts'
import { type Language, type Said, said } from './finding.ts'

const WHY: Readonly<Record<Purpose, Said>> = {
  mx: said(
    'Où les autres serveurs apportent le courrier du domaine.',
    'Where other servers bring the mail of the domain.',
  ),
  spf: said(
    'Qui peut envoyer du courrier du domaine. Un seul de ces enregistrements peut exister.',
    'Who may send mail of the domain. Only one such record may stand.',
  ),
  dkim: said(
    'Par quoi les autres vérifient les signatures de son courrier.',
    'With what others check the signatures of its mail.',
  ),
  dmarc: said(
    'Ce que les autres font du courrier qui prétend en venir.',
    'What others do with mail that pretends to be of it.',
  ),
  submissions: said(
    'Où les logiciels de courriel envoient, en TLS dès le début.',
    'Where mail programs send, with TLS from the start.',
  ),
  submission: said(
    'Où les logiciels de courriel envoient, avec STARTTLS.',
    'Where mail programs send, with STARTTLS.',
  ),
  imaps: said(
    'Où les logiciels de courriel lisent, en TLS dès le début.',
    'Where mail programs read, with TLS from the start.',
  ),
  imap: said(
    'Où les logiciels de courriel lisent, avec STARTTLS.',
    'Where mail programs read, with STARTTLS.',
  ),
  jmap: said('Où les clients JMAP trouvent le serveur.', 'Where JMAP clients find the server.'),
  autoconfig: said('Où Thunderbird demande ses réglages.', 'Where Thunderbird asks for its settings.'),
  autodiscover: said('Où Outlook demande ses réglages.', 'Where Outlook asks for its settings.'),
}

const MARK: Readonly<Record<CheckedRecord['state'], Said>> = {
  good: said('bon', 'good'),
  missing: said('MANQUE', 'MISSING'),
  different: said('DIFFÉRENT', 'DIFFERENT'),
  unknown: said('sans réponse', 'no answer'),
}

const WITHOUT = said(' Le courrier marche sans.', ' Mail works without it.')
const NOW_THERE = said('S’y trouve : ', 'Now there: ')

/** A domain's records, line by line. */
export function linesOf(domain: string, records: readonly CheckedRecord[], language: Language): string[] {
  const lines = [`\n${domain}`]
  for (const { purpose, kind, name, value, state, found, isNeeded } of records) {
    const word = MARK[state][language]
    const mark = state !== 'good' && !isNeeded ? `(${word.toLowerCase()})` : word
    lines.push(`  ${mark.padEnd(15)}${kind.padEnd(6)}${name}  ${value}`)
    if (state === 'good') continue
    lines.push(`  ${''.padEnd(21)}${WHY[purpose][language]}${isNeeded ? '' : WITHOUT[language]}`)
    if (state === 'different') lines.push(`  ${''.padEnd(21)}${NOW_THERE[language]}${found.join(' | ')}`)
  }
  return lines
}
