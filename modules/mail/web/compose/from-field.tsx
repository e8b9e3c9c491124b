import { useT } from '../../../../web/i18n/index.ts'
import { Select, writePerson } from '../../../../web/ui/index.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { signatureOf } from './begin.ts'
import styles from './compose.module.css'
import type { Letter } from './letter.ts'
import { composeTexts } from './texts.ts'
import type { Writing } from './use-writing.ts'

/** Under which of one's names; not drawn for who has only one. */
export function FromField({ writing, letter }: { writing: Writing; letter: Letter }) {
  const t = useT(composeTexts)
  const { identities, change } = writing
  if (identities.length < 2) return null
  const choose = (identityId: string): void =>
    change(now => {
      const signature = (id: string | null) => signatureOf(identities.find(one => one.id === id) ?? null)
      // A signature that one has written around stays.
      const isBare = htmlToText(now.html) === htmlToText(signature(now.identityId))
      return { ...now, identityId, html: isBare ? `<p></p>${signature(identityId)}` : now.html }
    })
  return (
    <div className={styles.line}>
      <span aria-hidden="true">{t('field.from')}</span>
      <Select
        label={t('field.from')}
        unlabelled
        value={letter.identityId ?? ''}
        onChange={choose}
        options={identities.map(({ id, name, email }) => ({
          value: id,
          label: writePerson({ name, address: email }),
        }))}
      />
    </div>
  )
}
