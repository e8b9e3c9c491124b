import { IconPlus, IconWorld } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useRecord, useSource } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Panes, type RowFace } from '../../../../web/ui/index.ts'
import type { Domain } from '../domains.ts'
import { GlyphMark } from '../glyph-mark.tsx'
import { ListPane } from '../list-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { useAll } from '../use-all.ts'
import { DomainPane } from './domain-pane.tsx'
import { NewDomain } from './new-domain.tsx'
import { domainTexts } from './texts.ts'

export function DomainsSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(domainTexts)
  const [adding, setAdding] = useState(false)
  const source = useSource<Domain>('Domain')
  const everyDomain = useAll<Domain>('Domain', { sort: BY_NAME })
  const nameOf = useCallback(
    (wanted: string | null) => everyDomain?.find(({ id }) => id === wanted)?.name ?? '',
    [everyDomain],
  )
  const domain = useRecord<Domain>('Domain', id)
  const face = useCallback(
    ({ id, name, aliasOf }: Domain): RowFace => ({
      id,
      mark: <GlyphMark icon={IconWorld} />,
      title: name,
      second: aliasOf === null ? words('own') : words('alias', { domain: nameOf(aliasOf) }),
    }),
    [words, nameOf],
  )
  return (
    <>
      <Panes
        shown={id === null ? 'list' : 'detail'}
        list={
          <ListPane
            title={t('domains')}
            source={source}
            face={face}
            end={
              <Button look="primary" icon={IconPlus} onClick={() => setAdding(true)}>
                {t('list.add')}
              </Button>
            }
            empty={{ icon: IconWorld, words: t('empty.domains') }}
            id={id}
            onOpen={onOpen}
          />
        }
        detail={<DomainPane key={id} id={id} domain={domain} nameOf={nameOf} onBack={() => onOpen(null)} />}
      />
      {adding && <NewDomain onClose={() => setAdding(false)} onMade={onOpen} />}
    </>
  )
}

/** A question of its own, so that what is looked at in the list does not move. */
const BY_NAME = [{ property: 'name', isAscending: false }]
