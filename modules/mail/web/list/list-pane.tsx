import type { ReactNode } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { FileDrop, Pane } from '../../../../web/ui/index.ts'
import type { Doing } from '../action/use-doing.ts'
import type { MailAddress } from '../address.ts'
import { mailboxOf, type Place, type View } from '../place/place.ts'
import { SearchHeader } from '../search/search-header.tsx'
import type { Found } from '../search/use-found.ts'
import type { Office, Offices } from '../share/office.ts'
import { mailTexts } from '../texts.ts'
import { useImport } from '../transfer/use-import.ts'
import { BinStrip } from './bin-strip.tsx'
import styles from './list.module.css'
import { ListHeader } from './list-header.tsx'
import { SelectionBar, WholeStrip } from './selection-bar.tsx'
import type { SortName } from './sorts.ts'
import { ThreadList } from './thread-list.tsx'
import type { Browsing } from './use-browsing.ts'
import type { ThreadSource } from './use-threads.ts'

type Props = {
  title: string
  place: Place
  address: MailAddress
  view: View
  onView: (view: View) => void
  sort: SortName
  onSort: (sort: SortName) => void
  home: Office
  offices: Offices
  source: ThreadSource
  found: Found
  browsing: Browsing
  doing: Doing
}

/** The middle pane: what the place is, what is chosen in it, and its conversations. */
export function ListPane(props: Props) {
  const { title, place, address, view, home, source, browsing, doing, found } = props
  const { sort, onSort } = props
  const { selection } = browsing
  const chosen = selection.chosen.size
  const total = source.total ?? 0
  const mailbox = mailboxOf(place)
  const bin = mailbox?.role === 'trash' || mailbox?.role === 'junk' ? mailbox : null
  const header =
    chosen > 0 ? (
      <SelectionBar
        count={doing.isWhole ? total : chosen}
        verbs={doing.verbsFor([...selection.chosen])}
        onClear={doing.clear}
      />
    ) : place.kind === 'search' ? (
      <SearchHeader
        accountId={address.accountId}
        question={place.question}
        mailboxes={home.mailboxes}
        sort={sort}
        onSort={onSort}
      />
    ) : (
      <ListHeader
        accountId={address.accountId ?? home.accountId}
        title={title}
        box={home.mark}
        place={place}
        view={view}
        onView={props.onView}
        sort={sort}
        onSort={onSort}
      />
    )
  return (
    <Pane label={title}>
      {header}
      {(doing.whole.progress || (chosen > 0 && total > chosen)) && (
        <WholeStrip
          place={title}
          total={total}
          isWhole={doing.isWhole}
          progress={doing.whole.progress}
          onWhole={() => doing.setWhole(true)}
          onClear={doing.clear}
          onStop={doing.whole.stop}
        />
      )}
      {place.kind === 'search' && source.isPartial && total > 0 && <NearStrip />}
      {bin && chosen === 0 && <BinStrip mailboxes={home.mailboxes} mailbox={bin} />}
      <Droppable place={place} accountId={home.accountId}>
        <ThreadList
          key={`${view} ${sort} ${place.kind === 'search' ? place.question : ''}`}
          place={place}
          view={view}
          home={home}
          offices={props.offices}
          source={source}
          openId={browsing.openId}
          onOpen={browsing.open}
          onMove={browsing.moveTo}
          onAwait={browsing.moveAway}
          selection={selection}
          onSelect={next => {
            doing.setWhole(false)
            browsing.select(next)
          }}
          actionsOf={doing.actionsOf}
          swipesOf={doing.swipesOf}
          found={found}
        />
      </Droppable>
    </Pane>
  )
}

/** What is found out of reach of the server is not all there is. */
function NearStrip() {
  const t = useT(mailTexts)
  return (
    <div className={styles.strip} role="status">
      {t('search.near')}
    </div>
  )
}

/** Files of messages that are dropped on a mailbox are imported into it. */
function Droppable({ place, accountId, children }: { place: Place; accountId: string; children: ReactNode }) {
  const importInto = useImport(accountId)
  const mailbox = mailboxOf(place)
  if (!mailbox || mailbox.myRights?.mayAddItems === false) return children
  return <FileDrop onFiles={files => importInto(mailbox, files)}>{children}</FileDrop>
}
