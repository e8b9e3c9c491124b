import { useMemo, useRef, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { noSelection, type RowSwipes, type Verb } from '../../../../web/ui/index.ts'
import type { MailboxRight } from '../../types.ts'
import { isFlagged, isUnread, type ThreadEmail, type ThreadRow, threadsByAccount } from '../list/thread.ts'
import type { Browsing } from '../list/use-browsing.ts'
import type { Part } from '../place/place.ts'
import { mailTexts } from '../texts.ts'
import { type Act, type Ground, isRemoving, patchesOf } from './act.ts'
import { offered, type ThreadVerbs, threadVerbs } from './thread-verbs.ts'
import type { Acts } from './use-acts.ts'
import { useWhole, type Whole } from './use-whole.ts'

/** What is asked before something can be done: where to, which labels, or until when. */
export interface Asked {
  readonly for: 'place' | 'labels' | 'date'
  readonly rowIds: readonly string[]
}

export interface Doing {
  readonly act: (act: Act, rowIds: readonly string[]) => void
  readonly verbsFor: (rowIds: readonly string[]) => ThreadVerbs
  readonly actionsOf: (row: ThreadRow) => readonly Verb[]
  readonly swipesOf: (row: ThreadRow) => RowSwipes
  readonly asked: Asked | null
  readonly answer: () => void
  /** All of the place is meant, beyond what has come. */
  readonly isWhole: boolean
  readonly setWhole: (isWhole: boolean) => void
  readonly whole: Whole
  readonly clear: () => void
}

type Setting = {
  acts: Acts
  browsing: Browsing
  /** What the place is, in each of its accounts. */
  parts: readonly Part[]
  /** Looked at across mailboxes, a conversation stays in sight when it is moved. */
  isOneMailbox: boolean
  maySnooze: boolean
}

/** What verbs of a list do: to some conversations, or to all of the place. */
export function useDoing({ acts, browsing, parts, isOneMailbox, maySnooze }: Setting): Doing {
  const t = useT(mailTexts)
  const whole = useWhole()
  const [isWhole, setWhole] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)

  const clear = (): void => {
    setWhole(false)
    browsing.select(noSelection)
  }
  const act = (act: Act, rowIds: readonly string[]): void => {
    if (isWhole) {
      clear()
      return void whole.run(parts, (email, accountId) => {
        const ground = acts.groundOf(accountId)
        const local = acts.actIn(act, accountId)
        return (ground && local && patchesOf(local, [email], ground)[0]?.patch) ?? null
      })
    }
    if (goesAway(act, acts, isOneMailbox)) browsing.leave(rowIds)
    // What is open would be read again at once.
    else if (act.kind === 'unread') browsing.closeAny(rowIds)
    void acts.run(act, rowIds)
  }
  const destroy = (rowIds: readonly string[]): void => {
    if (isWhole) {
      clear()
      return void whole.run(parts, () => 'destroy')
    }
    browsing.leave(rowIds)
    void acts.destroy(rowIds)
  }
  const verbsOf = (rowIds: readonly string[], emails: readonly ThreadEmail[]): ThreadVerbs => {
    const accountIds = [...threadsByAccount(rowIds).keys()]
    const may = (right: MailboxRight): boolean => accountIds.every(id => acts.may(right, id))
    return threadVerbs({
      t,
      here: acts.here,
      maySnooze,
      mayArchive: accountIds.every(id => mayArchive(acts.groundOf(id))),
      mayFile: may('mayRemoveItems'),
      maySee: may('maySetSeen'),
      mayMark: may('maySetKeywords'),
      isUnread: emails.some(isUnread),
      isFlagged: emails.some(isFlagged),
      act: one => act(one, rowIds),
      destroy: () => destroy(rowIds),
      askPlace: () => setAsked({ for: 'place', rowIds }),
      askDate: () => setAsked({ for: 'date', rowIds }),
      askLabels: () => setAsked({ for: 'labels', rowIds }),
    })
  }
  return {
    act,
    verbsFor: rowIds => verbsOf(rowIds, acts.emailsOf(rowIds)),
    ...useRowVerbs(row => verbsOf([row.id], row.emails)),
    asked,
    answer: () => setAsked(null),
    isWhole,
    setWhole,
    whole,
    clear,
  }
}

const mayArchive = (ground: Ground | null): boolean =>
  ground !== null && ground.archive !== null && ground.archive !== ground.mailboxId

/** What is given another date stays where it waits. */
const goesAway = (act: Act, { here }: Acts, isOneMailbox: boolean): boolean =>
  act.kind === 'trash' ||
  act.kind === 'junk' ||
  (isOneMailbox && isRemoving(act) && !(here === 'snoozed' && act.kind === 'snooze'))

/** What a row offers is made once for each row, and does what is right at the time it is used. */
function useRowVerbs(verbsOf: (row: ThreadRow) => ThreadVerbs): Pick<Doing, 'actionsOf' | 'swipesOf'> {
  const t = useT(mailTexts)
  const latest = useRef(verbsOf)
  latest.current = verbsOf
  return useMemo(() => {
    const late = (row: ThreadRow, name: keyof ThreadVerbs): Verb => ({
      ...latest.current(row)[name],
      onRun: () => latest.current(row)[name].onRun(),
    })
    return {
      actionsOf: row =>
        offered((['back', 'archive', 'trash', 'read', 'flag'] as const).map(name => late(row, name))),
      swipesOf: row => ({
        right: offered([late(row, 'back'), late(row, 'archive')])[0],
        left: offered([late(row, 'trash')])[0],
      }),
    }
    // Other words ask for other verbs.
  }, [t])
}
