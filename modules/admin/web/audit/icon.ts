import {
  IconBuildingCommunity,
  IconHistory,
  IconKey,
  IconLogin2,
  IconLogout,
  IconMailOff,
  IconSend,
  IconShare,
  IconUserCheck,
  IconUserEdit,
  IconUserPlus,
  IconUserX,
  IconWorld,
} from '@tabler/icons-react'
import type { Icon } from '../../../../web/ui/index.ts'
import { type Action, isAction } from './audit-entry.ts'

const icons: Readonly<Record<Action, Icon>> = {
  login: IconLogin2,
  loginFailed: IconUserX,
  sessionOpened: IconLogin2,
  sessionEnded: IconLogout,
  passwordChanged: IconKey,
  passwordReset: IconKey,
  appPasswordCreated: IconKey,
  appPasswordDeleted: IconKey,
  principalCreated: IconUserPlus,
  principalUpdated: IconUserEdit,
  principalDisabled: IconUserX,
  principalEnabled: IconUserCheck,
  principalDeleted: IconUserX,
  principalLeft: IconUserX,
  mailRetried: IconSend,
  mailDropped: IconSend,
  accountShared: IconShare,
  sentAs: IconSend,
  sentOnBehalf: IconSend,
  emailRecalled: IconMailOff,
  domainAdded: IconWorld,
  domainRemoved: IconWorld,
  organisationCreated: IconBuildingCommunity,
  organisationUpdated: IconBuildingCommunity,
}

export const iconOf = (action: string): Icon => (isAction(action) ? icons[action] : IconHistory)
