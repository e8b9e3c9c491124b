import { IconPencil, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, LabelDot, useToast, type VerbGroup } from '../../../../web/ui/index.ts'
import { labelPlace, writeMailAddress } from '../address.ts'
import type { Label } from '../label/label.ts'
import type { Labels } from '../label/use-labels.ts'
import type { Dragged } from '../list/drag.ts'
import { mailTexts } from '../texts.ts'
import { LabelEditor } from './label-editor.tsx'
import { PlaceLine } from './place-line.tsx'
import styles from './side.module.css'

type Props = {
  labels: Labels
  address: { readonly accountId: string | null; readonly place: string | null }
  onDrop: (label: Label, dragged: Dragged) => void
}

export function LabelLines({ labels, address, onDrop }: Props) {
  const t = useT(mailTexts)
  const toast = useToast()
  const [edited, setEdited] = useState<Label | 'new' | null>(null)
  const verbsFor = (label: Label): readonly VerbGroup[] => [
    {
      verbs: [
        { id: 'edit', label: t('label.edit'), icon: IconPencil, onRun: () => setEdited(label) },
        {
          id: 'drop',
          label: t('label.drop'),
          icon: IconX,
          onRun: () => {
            labels.drop(label.keyword)
            toast({ text: t('label.dropped', { name: label.name }), undo: () => labels.keep(label) })
          },
        },
      ],
    },
  ]
  return (
    <section>
      <div className={styles.heading}>
        <h2>{t('side.labels')}</h2>
        <IconButton size="small" icon={IconPlus} label={t('label.new')} onClick={() => setEdited('new')} />
      </div>
      <ul>
        {labels.all.map(label => {
          const place = labelPlace(label.keyword)
          return (
            <li key={label.keyword}>
              <PlaceLine
                name={label.name}
                href={writeMailAddress({ accountId: address.accountId, place })}
                mark={
                  <span className={styles.dot}>
                    <LabelDot colour={label.colour} />
                  </span>
                }
                current={address.place === place}
                verbs={verbsFor(label)}
                onDrop={dragged => onDrop(label, dragged)}
              />
            </li>
          )
        })}
      </ul>
      {edited && (
        <LabelEditor
          label={edited === 'new' ? null : edited}
          onKeep={label => {
            labels.keep(label)
            setEdited(null)
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}
