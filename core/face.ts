import { writeAccountId, writeId } from '../lib/id.ts'
import { isAdministrator } from './actor.ts'
import { auditType, domainType, organisationType } from './face/directory.ts'
import { CHECK_DOMAINS, checkDomains } from './face/domain.ts'
import { methods } from './face/methods.ts'
import { principalType } from './face/principal.ts'
import { QUOTA, quotaCapability, quotaMethods } from './face/quota.ts'
import { appPasswordType, loginSessionType } from './face/security.ts'
import { shareNotificationType } from './face/sharing.ts'
import { SWEEP_ATTEMPTS, sweepAttempts } from './login/attempts.ts'
import { CORE_MIGRATIONS } from './migrations.ts'
import type { Capability, Module } from './module.ts'
import { CORE } from './modules.ts'
import { TELL_SHARED, tellShared } from './share-notification.ts'
import { ADMIN, loginSession, PRINCIPALS, PRINCIPALS_OWNER, principal, SECURITY } from './types.ts'
import { upkeep } from './upkeep.ts'

const none = () => ({})

// RFC 9670 §1.5.1
const principals: Capability = {
  session: none,
  account: (_house, _access, { directory, actor }) =>
    directory ? { currentUserPrincipalId: writeId(principal.prefix, actor.principalId) } : null,
}

// RFC 9670 §1.5.2
const principalsOwner: Capability = {
  session: none,
  account: (_house, _access, { actor, principalId }) =>
    principalId === null
      ? null
      : {
          accountIdForPrincipal: writeAccountId(actor.organisationId),
          principalId: writeId(principal.prefix, principalId),
        },
}

const admin: Capability = {
  session: none,
  account: (_house, _access, { actor }) => ({ mayAdminister: isAdministrator(actor) }),
}

const security: Capability = {
  session: none,
  account: (_house, _access, { personal, actor: { sessionId } }) =>
    personal
      ? { currentSessionId: sessionId === undefined ? null : writeId(loginSession.prefix, sessionId) }
      : null,
}

/** What every organisation has, whatever is switched off. */
export const core: Module = {
  name: CORE,
  capabilities: {
    [PRINCIPALS]: principals,
    [PRINCIPALS_OWNER]: principalsOwner,
    [ADMIN]: admin,
    [SECURITY]: security,
    [QUOTA]: quotaCapability,
  },
  types: [
    principalType,
    organisationType,
    domainType,
    auditType,
    shareNotificationType,
    loginSessionType,
    appPasswordType,
  ],
  methods: { ...methods, ...quotaMethods },
  migrations: CORE_MIGRATIONS,
  jobs: {
    [TELL_SHARED]: tellShared,
    [CHECK_DOMAINS]: checkDomains,
    [SWEEP_ATTEMPTS]: ({ db }) => sweepAttempts(db),
    upkeep,
  },
  schedule: [
    { job: 'upkeep', cron: '17 2 * * *' },
    { job: CHECK_DOMAINS, cron: '23 * * * *' },
    { job: SWEEP_ATTEMPTS, cron: '41 * * * *' },
  ],
}
