import { IconMailCog, IconMailForward } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { List, Pane, PaneHeader, Panes, type RowFace, type Source } from '../../../../web/ui/index.ts'
import { GlyphMark } from '../glyph-mark.tsx'
import { RecordPane } from '../record-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { useAnswer } from '../use-answer.ts'
import type { ForwardingRule } from './forwarding.ts'
import { ForwardingPane } from './forwarding-pane.tsx'
import { mailRuleTexts } from './texts.ts'

/** What the organisation rules of its mail. */
export function MailSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(mailRuleTexts)
  const { value: rule, fault, ask } = useAnswer<ForwardingRule>('ForwardingRule/read')
  const source = useMemo(
    (): Source<ForwardingRule> => ({
      total: rule === null ? null : 1,
      at: () => rule ?? 'loading',
      need: () => {},
      error: rule === null ? fault : null,
      retry: ask,
    }),
    [rule, fault, ask],
  )
  const face = useCallback(
    ({ forwarding }: ForwardingRule): RowFace => ({
      id: FORWARDING,
      mark: <GlyphMark icon={IconMailForward} />,
      title: words('forwarding'),
      second: words(`forwarding.${forwarding}`),
    }),
    [words],
  )
  const onBack = () => onOpen(null)
  return (
    <Panes
      shown={id === null ? 'list' : 'detail'}
      list={
        <Pane label={t('mail')}>
          <PaneHeader title={t('mail')} />
          <List
            label={t('mail')}
            source={source}
            face={face}
            openId={id}
            onOpen={onOpen}
            onMove={onOpen}
            twoLines
            empty={null}
          />
        </Pane>
      }
      detail={
        <RecordPane
          icon={IconMailCog}
          id={id}
          record={id === FORWARDING ? (rule ?? undefined) : null}
          onBack={onBack}
        >
          {known => <ForwardingPane rule={known} onBack={onBack} onDone={ask} />}
        </RecordPane>
      }
    />
  )
}

const FORWARDING = 'forwarding'
