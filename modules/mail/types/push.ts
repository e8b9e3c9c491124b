import { BASTIDE_MAIL, MAIL, VACATION } from './capability.ts'

// States that are pushed without a type of records.

/** Moves with each email that is new to the account, and with nothing else. */
// RFC 8621 §1.5
export const EMAIL_DELIVERY = 'EmailDelivery'

/** Ours: moves when something unread comes into the inbox, or back into it: what a person is told of. */
export const EMAIL_ARRIVAL = 'EmailArrival'

/** The one of the account, which is answered without a descriptor. */
// RFC 8621 §8
export const VACATION_RESPONSE = 'VacationResponse'

export const pushTypes = {
  [EMAIL_DELIVERY]: { capability: MAIL },
  [EMAIL_ARRIVAL]: { capability: BASTIDE_MAIL, isUrgent: true },
  [VACATION_RESPONSE]: { capability: VACATION, isOwners: true },
} as const
