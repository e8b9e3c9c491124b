import {
  IconCalendar,
  IconChevronDown,
  IconFile,
  IconFolder,
  IconMail,
  IconPaperclip,
  IconSearch,
  IconStar,
  IconUser,
} from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useNavigateTo } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { type Icon, Menu, stroke, TextField, type Verb } from '../../../../web/ui/index.ts'
import { ALL, SEARCH, writeMailAddress } from '../address.ts'
import { type Sorting, SortMenu } from '../list/list-header.tsx'
import { mailboxIcon, mailboxName } from '../place/roles.ts'
import { walkFolders } from '../place/tree.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { SaveButton } from '../saved/save-button.tsx'
import { mailTexts } from '../texts.ts'
import { readSearch, type SearchTerm, writeOperator, writeSearch } from './language.ts'
import { PERIODS, termsOfPeriod } from './period.ts'
import styles from './search.module.css'

type Props = {
  /** Null in one's own account, `ALL` over all of them. */
  accountId: string | null
  question: string
  mailboxes: Mailboxes
} & Sorting

/** The question as one wrote it, and filters that write for those who do not know the operators. */
export function SearchHeader({ accountId, question, mailboxes, ...sorting }: Props) {
  const t = useT(mailTexts)
  const language = useLanguage()
  const navigate = useNavigateTo()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(question)
  useEffect(() => setText(question), [question])
  const terms = readSearch(text)
  const ask = (text: string): void =>
    navigate(writeMailAddress({ accountId, place: SEARCH }, text.trim()), { replace: true })
  const askTerms = (next: readonly SearchTerm[]): void => ask(writeSearch(next, language))
  const has = (kind: SearchTerm['kind']) => terms.some(term => term.kind === kind)
  const without = (...kinds: SearchTerm['kind'][]) => terms.filter(term => !kinds.includes(term.kind))

  const flag = (kind: 'attachment' | 'unread' | 'flagged', label: string, icon: Icon) => (
    <FilterChip
      icon={icon}
      label={label}
      on={has(kind)}
      onClick={() => askTerms(has(kind) ? without(kind) : [...terms, { kind }])}
    />
  )
  /** The operator is put into the field, and one goes on with the name. */
  const valued = (kind: 'from' | 'to' | 'file', label: string, icon = IconUser) => (
    <FilterChip
      icon={icon}
      label={label}
      on={has(kind)}
      onClick={() => {
        if (has(kind)) return askTerms(without(kind))
        setText(`${text} ${writeOperator(kind, language)}`.trimStart())
        field.current?.focus()
      }}
    />
  )
  const folders: Verb[] = walkFolders(mailboxes.forest).map(({ mailbox, path }) => ({
    id: mailbox.id,
    label: path.join(' / '),
    icon: mailboxIcon(mailbox),
    onRun: () =>
      askTerms([...without('folder'), { kind: 'folder', value: mailbox.role ?? mailboxName(mailbox) }]),
  }))
  const periods: Verb[] = PERIODS.map(period => ({
    id: period,
    label: t(`search.${period}`),
    onRun: () => askTerms([...without('before', 'after'), ...termsOfPeriod(period, new Date())]),
  }))
  const hasDate = has('before') || has('after')

  return (
    // biome-ignore lint/a11y/useSemanticElements: React has no type for <search> around a form yet
    <form
      role="search"
      className={styles.header}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        ask(text)
      }}
    >
      <h1 className="unseen">{t('place.search')}</h1>
      <div className={styles.line}>
        <TextField
          ref={field}
          label={t(accountId === ALL ? 'search.field-all' : 'search.field')}
          unlabelled
          icon={IconSearch}
          value={text}
          onChange={setText}
          autoComplete="off"
        />
        <SaveButton accountId={accountId} question={question} />
        <SortMenu {...sorting} />
      </div>
      <fieldset className={styles.chips}>
        <legend className="unseen">{t('search.filters')}</legend>
        {valued('from', t('search.from'))}
        {valued('to', t('search.to'))}
        {flag('attachment', t('search.attachment'), IconPaperclip)}
        {valued('file', t('search.file'), IconFile)}
        {flag('unread', t('search.unread'), IconMail)}
        {flag('flagged', t('search.flagged'), IconStar)}
        <Menu
          position="bottom-start"
          groups={[
            { verbs: periods },
            {
              verbs: [
                { id: 'any', label: t('search.any-date'), onRun: () => askTerms(without('before', 'after')) },
              ],
            },
          ]}
        >
          <FilterChip icon={IconCalendar} label={t('search.date')} on={hasDate} opens />
        </Menu>
        <Menu
          position="bottom-start"
          groups={[
            {
              verbs: [{ id: 'any', label: t('search.any-folder'), onRun: () => askTerms(without('folder')) }],
            },
            { verbs: folders },
          ]}
        >
          <FilterChip icon={IconFolder} label={t('search.folder')} on={has('folder')} opens />
        </Menu>
      </fieldset>
    </form>
  )
}

type ChipProps = {
  icon: Icon
  label: string
  on: boolean
  /** Opens a menu rather than being switched. */
  opens?: boolean
  onClick?: () => void
}

function FilterChip({ icon: Glyph, label, on, opens = false, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      {...rest}
      className={styles.chip}
      data-on={on || undefined}
      aria-pressed={opens ? undefined : on}
    >
      <Glyph size={15} stroke={stroke} aria-hidden="true" />
      {label}
      {opens && <IconChevronDown size={13} stroke={2} aria-hidden="true" />}
    </button>
  )
}
