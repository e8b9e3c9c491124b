import { useT } from '../../i18n/index.ts'
import { Menu, type VerbGroup } from '../action/menu.tsx'
import { Avatar } from '../mark/avatar.tsx'
import { uiTexts } from '../texts.ts'
import styles from './shell.module.css'

export type Account = {
  name: string
  address: string
  photo?: string | undefined
  groups: readonly VerbGroup[]
}

export function AccountMenu({
  account,
  position,
}: {
  account: Account
  position: 'right-end' | 'bottom-end'
}) {
  const t = useT(uiTexts)
  return (
    <Menu
      position={position}
      groups={[{ label: `${account.name} · ${account.address}`, verbs: [] }, ...account.groups]}
    >
      <button
        type="button"
        className={styles.account}
        aria-label={t('shell.account', { name: account.name })}
      >
        <Avatar name={account.name} address={account.address} photo={account.photo} />
      </button>
    </Menu>
  )
}
