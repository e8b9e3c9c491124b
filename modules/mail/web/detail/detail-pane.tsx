import { IconArrowLeft, IconChecks, IconMailOpened } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Boundary } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { BackButton, EmptyState, IconButton, Pane, Toolbar } from '../../../../web/ui/index.ts'
import { offered } from '../action/thread-verbs.ts'
import type { Doing } from '../action/use-doing.ts'
import { readRowId } from '../list/thread.ts'
import type { Browsing } from '../list/use-browsing.ts'
import { SnoozeNote } from '../snooze/snooze-note.tsx'
import { mailTexts } from '../texts.ts'

const ThreadReader = lazy(() =>
  import('../reader/thread-reader.tsx').then(({ ThreadReader }) => ({ default: ThreadReader })),
)

type Props = {
  browsing: Browsing
  doing: Doing
  /** Takes the place of the list, also on a wide screen. */
  alone: boolean
}

/** The right pane: the conversation that is open. */
export function DetailPane({ browsing, doing, alone }: Props) {
  const t = useT(mailTexts)
  const { openId, selection, close } = browsing
  if (openId === null || selection.chosen.size > 1) return <NothingOpen count={selection.chosen.size} />
  const { back, archive, trash, move, snooze, label, read, flag, junk } = doing.verbsFor([openId])
  const toolbar = (
    <Toolbar
      label={t('detail.label')}
      start={
        alone ? (
          <IconButton icon={IconArrowLeft} label={t('keys.back')} onClick={close} />
        ) : (
          <BackButton onBack={close} />
        )
      }
      verbs={offered([back, archive, trash, snooze, move, label])}
      more={offered([read, flag, junk])}
    />
  )
  const actions = (
    <>
      {toolbar}
      <SnoozeNote
        {...readRowId(openId)}
        onChange={snooze.onRun}
        onWake={() => doing.act({ kind: 'wake' }, [openId])}
      />
    </>
  )
  return (
    <Boundary of={openId}>
      <Suspense fallback={<Pane label={t('detail.label')}>{actions}</Pane>}>
        <ThreadReader key={openId} {...readRowId(openId)} onClose={close} onMoved={close} actions={actions} />
      </Suspense>
    </Boundary>
  )
}

function NothingOpen({ count }: { count: number }) {
  const t = useT(mailTexts)
  return (
    <Pane label={t('detail.label')}>
      <EmptyState icon={count > 1 ? IconChecks : IconMailOpened}>
        {count > 1 ? t('detail.chosen', { count }) : t('detail.none')}
      </EmptyState>
    </Pane>
  )
}
