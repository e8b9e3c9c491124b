import { mustAdminister } from '../../../core/actor.ts'
import { Refused } from '../../../lib/errors.ts'
import type { GetMetadataCommand, SetMetadataCommand } from '../../../wire/imap/command/metadata.ts'
import type { ResponseCode } from '../../../wire/imap/response/code.ts'
import { writeMetadata } from '../../../wire/imap/response/metadata.ts'
import {
  type Annotated,
  type Annotation,
  listAnnotations,
  MAX_ANNOTATION,
  setAnnotations,
} from '../model/annotation.ts'
import { has } from './rights.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { findPlace, type Place } from './tree.ts'

// RFC 5464 §3.2: what begins with /private/ is one's own, what begins with /shared/ everybody's who sees the mailbox.
// About the server (a mailbox without a name), the organisation shares notes that its administrators write.

// RFC 5464 §4.2
export async function getMetadata(session: Session, command: GetMetadataCommand): Promise<Outcome> {
  const { mailbox, entries, depth, maxSize = Number.POSITIVE_INFINITY } = command
  const place = await placeOf(session, mailbox)
  const found: Annotation[] = []
  for (const [sphere, names] of Map.groupBy(entries, sphereOf))
    found.push(...(await listAnnotations(session.house.db, annotated(session, place, sphere), names, depth)))
  const told = found.filter(({ value }) => value.length <= maxSize)
  writeMetadata(
    session.writer,
    mailbox,
    told.map(({ entry, value }) => [entry, value]),
  )
  const longest = Math.max(0, ...found.map(({ value }) => value.length))
  // RFC 5464 §4.2.1
  const code: ResponseCode | undefined =
    longest > maxSize ? { code: 'METADATA LONGENTRIES', value: longest } : undefined
  return ok('GETMETADATA completed', code)
}

// RFC 5464 §4.3
export async function setMetadata(session: Session, command: SetMetadataCommand): Promise<Outcome> {
  const place = await placeOf(session, command.mailbox)
  if (command.entries.some(([, value]) => value !== null && value.length > MAX_ANNOTATION))
    return no('This is too long', { code: 'METADATA MAXSIZE', value: MAX_ANNOTATION })
  const spheres = Map.groupBy(command.entries, ([entry]) => sphereOf(entry))
  if (spheres.has('shared')) mayShare(session, place)
  try {
    await session.house.db.write(async tx => {
      for (const [sphere, entries] of spheres)
        await setAnnotations(tx, annotated(session, place, sphere), new Map(entries))
    })
  } catch (error) {
    if (error instanceof Refused && error.code === 'tooMany') return no(error.message, 'METADATA TOOMANY')
    throw error
  }
  return ok('SETMETADATA completed')
}

type Sphere = 'private' | 'shared'

function sphereOf(entry: string): Sphere {
  if (entry.startsWith('/private/')) return 'private'
  if (entry.startsWith('/shared/')) return 'shared'
  throw new Refused('notPossible', 'Entries begin with /private/ or /shared/')
}

const placeOf = ({ house, who }: Session, mailbox: string): Promise<Place> | null =>
  mailbox === '' ? null : findPlace(house, who, mailbox)

function annotated({ who }: Session, place: Place | null, sphere: Sphere): Annotated {
  const principalId = sphere === 'private' ? who.principalId : null
  if (place) return { accountId: place.access.accountId, mailboxId: place.row.id, principalId }
  return {
    accountId: principalId === null ? who.organisationId : who.accountId,
    mailboxId: null,
    principalId,
  }
}

/** RFC 5464 §5 leaves to the server who writes for all: who may set keywords, and administrators. */
function mayShare({ who }: Session, place: Place | null): void {
  if (!place) mustAdminister(who, who.organisationId)
  else if (!has(place.row.rights, 'maySetKeywords')) throw new Refused('forbidden', 'This needs the right w')
}
