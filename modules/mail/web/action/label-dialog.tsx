import { IconPlus, IconSquare, IconSquareCheckFilled } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, LabelDot, stroke } from '../../../../web/ui/index.ts'
import { keywordOf, labelOf } from '../label/label.ts'
import type { Labels } from '../label/use-labels.ts'
import { hasKeyword, type ThreadEmail } from '../list/thread.ts'
import { mailTexts } from '../texts.ts'
import type { Act } from './act.ts'
import { ChoiceDialog } from './choice-dialog.tsx'

type Props = {
  /** Of each account in which the emails are. */
  labels: readonly Labels[]
  emails: readonly ThreadEmail[]
  act: (act: Act) => void
  onClose: () => void
}

export function LabelDialog({ labels, emails, act, onClose }: Props) {
  const t = useT(mailTexts)
  const all = new Map(labels.flatMap(({ all }) => all.map(label => [label.keyword, label] as const)))
  const choices = [...all.values()].map(({ keyword, name, colour }) => {
    const on = emails.some(email => hasKeyword(email, keyword))
    const Box = on ? IconSquareCheckFilled : IconSquare
    return {
      id: keyword,
      name,
      on,
      mark: (
        <>
          <Box size={19} stroke={stroke} aria-hidden="true" />
          <LabelDot colour={colour} />
        </>
      ),
      run: () => act({ kind: on ? 'unlabel' : 'label', keyword }),
    }
  })
  const create = (name: string) => {
    const keyword = keywordOf(name)
    if (keyword === '') return null
    return {
      id: 'new',
      name: t('label.create', { name }),
      mark: <IconPlus size={19} stroke={stroke} aria-hidden="true" />,
      run: () => {
        for (const one of labels) one.keep({ ...labelOf(keyword), name })
        act({ kind: 'label', keyword })
      },
    }
  }
  return (
    <ChoiceDialog
      title={t('label.title')}
      field={t('label.search')}
      none={t('label.none')}
      choices={choices}
      create={create}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('label.done')}
        </Button>
      }
    />
  )
}
