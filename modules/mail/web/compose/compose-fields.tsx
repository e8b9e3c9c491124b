import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Chip, PeopleField, type Person } from '../../../../web/ui/index.ts'
import styles from './compose.module.css'
import type { Sheet } from './desk.ts'
import { FromField } from './from-field.tsx'
import { everyone, type Letter } from './letter.ts'
import { composeTexts } from './texts.ts'
import { useFindPeople } from './use-find-people.ts'
import type { Writing } from './use-writing.ts'

type Props = {
  sheet: Sheet
  writing: Writing
  letter: Letter
  isAnswer: boolean
  /** What was typed before. */
  early: () => string
}

/** From whom, to whom, about what. */
export function ComposeFields({ sheet, writing, letter, isAnswer, early }: Props) {
  const t = useT(composeTexts)
  const { change, own, mailboxes, accountId } = writing
  const [copies, setCopies] = useState(false)
  const find = useFindPeople(accountId, mailboxes)
  const hasCc = copies || letter.cc.length > 0
  const hasBcc = copies || letter.bcc.length > 0
  const field = (name: 'to' | 'cc' | 'bcc', autoFocus = false) => (
    <div className={styles.line}>
      <span aria-hidden="true">{t(`field.${name}`)}</span>
      <PeopleField
        label={t(`field.${name}`)}
        unlabelled
        value={letter[name]}
        find={find}
        autoFocus={autoFocus}
        early={early}
        onChange={people => change(now => (now[name] === people ? now : { ...now, [name]: people }))}
      />
      {name === 'to' && !(hasCc && hasBcc) && (
        <Button look="link" className={styles.copies} onClick={() => setCopies(true)}>
          {t(hasCc ? 'field.bcc' : 'field.cc')}
        </Button>
      )}
    </div>
  )
  return (
    <div className={styles.fields}>
      <FromField sheet={sheet} writing={writing} letter={letter} />
      {field('to', letter.to.length === 0)}
      {hasCc && field('cc', copies && letter.cc.length === 0)}
      {hasBcc && field('bcc', copies && letter.cc.length > 0)}
      {!isAnswer && (
        <div className={styles.line}>
          <span aria-hidden="true">{t('field.subject')}</span>
          <input
            className={styles.subject}
            aria-label={t('field.subject')}
            value={letter.subject}
            onChange={event => {
              const subject = event.target.value
              change(now => ({ ...now, subject }))
            }}
          />
        </div>
      )}
      <OutsideNote
        people={everyone(letter).filter(({ address }) => address.includes('@') && own.isOutside(address))}
      />
    </div>
  )
}

function OutsideNote({ people }: { people: readonly Person[] }) {
  const t = useT(composeTexts)
  if (people.length === 0) return null
  return (
    <p className={styles.note} title={people.map(({ address }) => address).join(', ')} role="status">
      <Chip colour="ochre">{t('outside.note', { count: people.length })}</Chip>
    </p>
  )
}
