import { IconHistory } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import type { FilterTree } from '../../../../lib/filter.ts'
import { useRecord, useSource } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatWhen, ListSearch, Panes, type RowFace } from '../../../../web/ui/index.ts'
import { GlyphMark } from '../glyph-mark.tsx'
import { ListPane } from '../list-pane.tsx'
import { all } from '../principal.ts'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import type { AuditEntry } from './audit-entry.ts'
import { AuditFacets, type Period, startOf } from './audit-facets.tsx'
import { AuditPane } from './audit-pane.tsx'
import { iconOf } from './icon.ts'
import { useIntegrity } from './integrity.tsx'
import { auditTexts } from './texts.ts'
import { actorWords, deedWords } from './words.ts'

export function AuditSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(auditTexts)
  const language = useLanguage()
  const integrity = useIntegrity()
  const [text, setText] = useState('')
  const [action, setAction] = useState<string | null>(null)
  const [period, setPeriod] = useState<Period | null>(null)
  const filter = useMemo(() => filterOf(text, action, period), [text, action, period])
  const source = useSource<AuditEntry>('AuditEntry', { filter })
  const entry = useRecord<AuditEntry>('AuditEntry', id)
  const face = useCallback(
    (one: AuditEntry): RowFace => {
      const at = new Date(one.at)
      return {
        id: one.id,
        mark: <GlyphMark icon={iconOf(one.action)} />,
        title: deedWords(one, words),
        second: [actorWords(one, words), one.ip].filter(Boolean).join(' · '),
        when: formatWhen(at, language, new Date()),
      }
    },
    [words, language],
  )
  return (
    <Panes
      shown={id === null ? 'list' : 'detail'}
      list={
        <ListPane
          title={t('audit')}
          source={source}
          face={face}
          end={integrity.verb}
          empty={{ icon: IconHistory, words: t('empty.found') }}
          id={id}
          onOpen={onOpen}
        >
          <ListSearch label={words('search')} scope={t('keys.scope')} text={text} onText={setText} />
          <AuditFacets action={action} onAction={setAction} period={period} onPeriod={setPeriod} />
          {integrity.answer}
        </ListPane>
      }
      detail={<AuditPane id={id} entry={entry} onBack={() => onOpen(null)} />}
    />
  )
}

function filterOf(text: string, action: string | null, period: Period | null): FilterTree {
  const named: FilterTree = { operator: 'OR', conditions: [{ actor: text }, { target: text }] }
  return all(text !== '' && named, action !== null && { action }, period && { after: startOf(period) })
}
