import type { Command, CommandName, Request } from '../../../wire/imap/command.ts'
import { writeTagged } from '../../../wire/imap/response/status.ts'
import { deleteAcl, getAcl, listRights, myRights, setAcl } from './acl.ts'
import { compress } from './compress.ts'
import { copy, move } from './copy.ts'
import { close, expunge } from './expunge.ts'
import { fetch } from './fetch.ts'
import { idle } from './idle.ts'
import { list, lsub, namespace } from './list.ts'
import { authenticate, login } from './login.ts'
import { create, remove, rename, subscribe } from './mailbox.ts'
import { getMetadata, setMetadata } from './metadata.ts'
import { capability, enable, id, logout, noop } from './plain.ts'
import { getQuota, getQuotaRoot } from './quota.ts'
import { answer } from './reply.ts'
import { search } from './search.ts'
import { select, unselect } from './select.ts'
import { bad, type Outcome, type Session } from './session.ts'
import { sort } from './sort.ts'
import { starttls } from './starttls.ts'
import { status } from './status.ts'
import { store } from './store.ts'
import { thread } from './thread.ts'
import { refresh, refuseOutsider, tell } from './update.ts'

/** RFC 9051 §3: the state that a command needs; each has those before it, but `fresh` ends with the login. */
type State = 'any' | 'fresh' | 'authenticated' | 'selected'

type Named<N, R = Command> = R extends { readonly name: infer M } ? (N extends M ? R : never) : never

interface Verb<C> {
  readonly in: State
  /** Null: it wrote its own end. */
  run(session: Session, command: C): Promise<Outcome | null>
}

/** The vocabulary: what is not here is not spoken. */
const VERBS: { readonly [N in CommandName]?: Verb<Named<N>> } = {
  capability: { in: 'any', run: capability },
  noop: { in: 'any', run: noop },
  logout: { in: 'any', run: logout },
  id: { in: 'any', run: id },
  starttls: { in: 'fresh', run: starttls },
  login: { in: 'fresh', run: login },
  authenticate: { in: 'fresh', run: authenticate },
  enable: { in: 'authenticated', run: enable },
  compress: { in: 'authenticated', run: compress },
  select: { in: 'authenticated', run: select },
  examine: { in: 'authenticated', run: select },
  create: { in: 'authenticated', run: create },
  delete: { in: 'authenticated', run: remove },
  rename: { in: 'authenticated', run: rename },
  subscribe: { in: 'authenticated', run: subscribe },
  unsubscribe: { in: 'authenticated', run: subscribe },
  list: { in: 'authenticated', run: list },
  lsub: { in: 'authenticated', run: lsub },
  namespace: { in: 'authenticated', run: namespace },
  status: { in: 'authenticated', run: status },
  getmetadata: { in: 'authenticated', run: getMetadata },
  setmetadata: { in: 'authenticated', run: setMetadata },
  getquota: { in: 'authenticated', run: getQuota },
  getquotaroot: { in: 'authenticated', run: getQuotaRoot },
  getacl: { in: 'authenticated', run: getAcl },
  setacl: { in: 'authenticated', run: setAcl },
  deleteacl: { in: 'authenticated', run: deleteAcl },
  listrights: { in: 'authenticated', run: listRights },
  myrights: { in: 'authenticated', run: myRights },
  idle: { in: 'authenticated', run: idle },
  check: { in: 'selected', run: noop },
  close: { in: 'selected', run: close },
  unselect: { in: 'selected', run: unselect },
  expunge: { in: 'selected', run: expunge },
  search: { in: 'selected', run: search },
  sort: { in: 'selected', run: sort },
  thread: { in: 'selected', run: thread },
  fetch: { in: 'selected', run: fetch },
  store: { in: 'selected', run: store },
  copy: { in: 'selected', run: copy },
  move: { in: 'selected', run: move },
}

/** Runs one command and tells its end, with what happened meanwhile before it. */
export async function dispatch(session: Session, command: Command): Promise<void> {
  const outcome = await answer(session, () => run(session, command))
  if (outcome) await finish(session, command.tag, outcome, !keepsNumbers(command))
}

async function run(session: Session, command: Command): Promise<Outcome | null> {
  // The name chooses the verb, and the table pairs each name with its own command.
  const verb = VERBS[command.name] as Verb<Command> | undefined
  if (!verb) return bad('Unknown command')
  const refused = misplaced(session, verb.in)
  if (refused) return refused
  if (verb.in === 'selected' && session.mailbox.stale) await refuseOutsider(session)
  return verb.run(session, command)
}

function misplaced({ actor, selected }: Session, needs: State): Outcome | null {
  if (needs === 'fresh' && actor) return bad('Already logged in')
  if ((needs === 'authenticated' || needs === 'selected') && !actor) return bad('Log in first')
  return needs === 'selected' && !selected ? bad('Select a mailbox first') : null
}

// RFC 9051 §7.5.1: while numbers are in use, none may shift.
const keepsNumbers = (request: Request): boolean =>
  NUMBERING.has(request.name) && !('uid' in request && request.uid)

// RFC 9051 §7.5.1; RFC 5256 §3 for the last two.
const NUMBERING: ReadonlySet<CommandName> = new Set(['fetch', 'store', 'search', 'sort', 'thread'])

export async function finish(
  session: Session,
  tag: string,
  outcome: Outcome,
  mayExpunge: boolean,
): Promise<void> {
  await refresh(session, false)
  tell(session, mayExpunge)
  writeTagged(session.writer, tag, outcome.condition, outcome.text, outcome.code)
  await session.flush()
}
