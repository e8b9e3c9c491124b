import { Avatar } from '../../../web/ui/index.ts'
import styles from './admin.module.css'
import { DetailTitle } from './detail-title.tsx'
import type { Principal } from './principal.ts'

/** Who or what it is, above all that one may change of it. */
export function PrincipalHead({ principal, words }: { principal: Principal; words: string }) {
  return (
    <header className={styles.head}>
      <Avatar name={principal.name} address={principal.email ?? undefined} size={60} />
      <div>
        <DetailTitle>{principal.name}</DetailTitle>
        {words !== '' && <p>{words}</p>}
      </div>
    </header>
  )
}
