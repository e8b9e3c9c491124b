import type { ReactNode } from 'react'
import { useRecord } from '../../../web/face.ts'
import type { Icon } from '../../../web/ui/index.ts'
import { DETAILED, type Principal } from './principal.ts'
import { RecordPane } from './record-pane.tsx'
import type { SectionProps } from './section.ts'

type Props = SectionProps & { icon: Icon; children: (principal: Principal) => ReactNode }

export function PrincipalPane({ icon, id, onOpen, children }: Props) {
  const principal = useRecord<Principal>('Principal', id, { properties: DETAILED })
  // A record of the list is known in part until the rest of it has come.
  const isPart = principal && !('aliases' in principal)
  return (
    <RecordPane icon={icon} id={id} record={isPart ? undefined : principal} onBack={() => onOpen(null)}>
      {children}
    </RecordPane>
  )
}
