import { IconDoor, IconMapPin, IconPlus } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import type { RowFace } from '../../../../web/ui/index.ts'
import { GlyphMark } from '../glyph-mark.tsx'
import { type Principal, RESOURCES } from '../principal.ts'
import { PrincipalSection } from '../principal-section.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { NewResource } from './new-resource.tsx'
import { ResourcePane } from './resource-pane.tsx'
import { resourceTexts } from './texts.ts'

export function ResourcesSection(props: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(resourceTexts)
  const face = useCallback(
    ({ id, type, name, email, description }: Principal): RowFace => {
      const kind = words(type === 'location' ? 'kind.location' : 'kind.resource')
      return {
        id,
        mark: <GlyphMark icon={type === 'location' ? IconMapPin : IconDoor} />,
        title: name,
        second: [description ?? kind, email].filter(Boolean).join(' · '),
      }
    },
    [words],
  )
  return (
    <PrincipalSection
      {...props}
      title={t('resources')}
      icon={IconDoor}
      addIcon={IconPlus}
      filter={RESOURCES}
      face={face}
      empty={t('empty.resources')}
      pane={(resource, onBack) => <ResourcePane key={resource.id} resource={resource} onBack={onBack} />}
      making={made => <NewResource {...made} />}
    />
  )
}
