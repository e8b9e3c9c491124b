import type { Module } from '../module.ts'
import { BASTIDE_PUSH, PUSH, WEBPUSH_VAPID } from '../types.ts'
import { pushStates, VERIFY_JOB, verifySubscription } from './deliver.ts'
import { PUSH_JOB } from './enqueue.ts'
import { pushKeyOf } from './key.ts'
import { pushMethods } from './methods.ts'
import { quietMethods } from './quiet-methods.ts'

/** Notes that something changed, which leave the house; an organisation may want none to. */
export const push: Module = {
  name: PUSH,
  capabilities: {
    // RFC 9749 §4
    [WEBPUSH_VAPID]: {
      session: async house => ({ applicationServerKey: (await pushKeyOf(house)).publicKey }),
      account: () => null,
    },
    [BASTIDE_PUSH]: { session: () => ({}), account: () => null },
  },
  types: [],
  methods: { ...pushMethods, ...quietMethods },
  jobs: { [VERIFY_JOB]: verifySubscription, [PUSH_JOB]: pushStates },
}
