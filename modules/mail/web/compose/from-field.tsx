import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Select, useToast, writePerson } from '../../../../web/ui/index.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { signatureOf } from './begin.ts'
import styles from './compose.module.css'
import { desk, type Sheet } from './desk.ts'
import type { Letter } from './letter.ts'
import { moveLetter } from './move-letter.ts'
import { composeTexts } from './texts.ts'
import { type Author, useAuthors } from './use-authors.ts'
import type { Writing } from './use-writing.ts'

type Props = { sheet: Sheet; writing: Writing; letter: Letter }

/** Under which name: one’s own, or that of a mailbox in whose name one may write. Not drawn for who has only one. */
export function FromField({ sheet, writing, letter }: Props) {
  const t = useT(composeTexts)
  const authors = useAuthors(writing.accountId)
  const choose = useChoosing(sheet, writing, letter, authors)
  if (authors.length < 2) return null
  return (
    <div className={styles.line}>
      <span aria-hidden="true">{t('field.from')}</span>
      <Select
        label={t('field.from')}
        unlabelled
        value={keyOf(writing.accountId, letter.identityId ?? '')}
        onChange={choose}
        options={authors.map(author => ({
          value: keyOfAuthor(author),
          label: nameOf(author, t('from.on-behalf')),
        }))}
      />
    </div>
  )
}

const keyOf = (accountId: string, identityId: string): string => `${accountId}/${identityId}`
const keyOfAuthor = ({ accountId, identity }: Author): string => keyOf(accountId, identity.id)

const nameOf = ({ identity: { name, email }, manner }: Author, onBehalf: string): string =>
  writePerson({ name, address: email }) + (manner === 'onBehalf' ? ` (${onBehalf})` : '')

/** Another name of the same account changes the letter; one of another account takes it there. */
function useChoosing(sheet: Sheet, writing: Writing, letter: Letter, authors: readonly Author[]) {
  const t = useT(composeTexts)
  const client = useClient()
  const toast = useToast()
  const { identities, change, keeper, accountId } = writing
  const signed = (now: Letter, author: Author): string => {
    const before = identities.find(one => one.id === now.identityId) ?? null
    // A signature that one has written around stays.
    const isBare = htmlToText(now.html) === htmlToText(signatureOf(before))
    return isBare ? `<p></p>${signatureOf(author.identity)}` : now.html
  }
  const move = async (author: Author): Promise<void> => {
    const moved = await moveLetter(client, letter, author)
    if (moved === null) return void toast({ text: t('files.waiting') })
    keeper.discard(accountId)
    desk.close(sheet.key)
    desk.open(
      { kind: 'new', accountId: author.accountId },
      { kept: { ...moved, html: signed(letter, author) } },
    )
  }
  return (key: string): void => {
    const author = authors.find(one => keyOfAuthor(one) === key)
    if (!author) return
    if (author.accountId === accountId)
      change(now => ({ ...now, identityId: author.identity.id, html: signed(now, author) }))
    else move(author).catch(() => toast({ tone: 'error', text: t('from.failed') }))
  }
}
