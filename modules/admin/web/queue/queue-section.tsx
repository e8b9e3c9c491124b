import { IconMailForward, IconSend } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatWhen, Panes, type RowFace, type Source } from '../../../../web/ui/index.ts'
import { GlyphMark } from '../glyph-mark.tsx'
import { ListPane } from '../list-pane.tsx'
import { RecordPane } from '../record-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { useAnswer } from '../use-answer.ts'
import type { Queue, Waiting } from './queue.ts'
import { QueuePane } from './queue-pane.tsx'
import { queueTexts } from './texts.ts'

/** What waits to leave, why, and what may be done about it. */
export function QueueSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(queueTexts)
  const language = useLanguage()
  const { value, fault, ask } = useAnswer<Queue>('OutgoingMail/list')
  const source = useMemo((): Source<Waiting> => {
    const rows = value?.list ?? []
    return {
      total: value === null ? null : rows.length,
      at: index => rows[index] ?? 'loading',
      need: () => {},
      error: value === null ? fault : null,
      retry: ask,
    }
  }, [value, fault, ask])
  const face = useCallback(
    (one: Waiting): RowFace => ({
      id: one.id,
      mark: <GlyphMark icon={IconMailForward} />,
      title: one.to,
      second: one.lastReply ?? words('from', { address: one.from || words('report') }),
      when: formatWhen(new Date(one.createdAt), language, new Date()),
      chips: [{ text: words(`state.${one.state}`), colour: one.state === 'retrying' ? 'ochre' : 'stone' }],
    }),
    [words, language],
  )
  return (
    <Panes
      shown={id === null ? 'list' : 'detail'}
      list={
        <ListPane
          title={t('queue')}
          source={source}
          count={value?.total}
          face={face}
          empty={{ icon: IconSend, words: words('empty') }}
          id={id}
          onOpen={onOpen}
        />
      }
      detail={
        <RecordPane
          icon={IconSend}
          id={id}
          record={value === null ? undefined : (value.list.find(one => one.id === id) ?? null)}
          onBack={() => onOpen(null)}
        >
          {one => <QueuePane key={one.id} waiting={one} onBack={() => onOpen(null)} onDone={ask} />}
        </RecordPane>
      }
    />
  )
}
