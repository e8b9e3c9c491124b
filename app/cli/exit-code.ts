/** Something went wrong on our side. */
export const FAILED = 1
/** What was typed cannot be understood. */
export const MISUSED = 2
/** The state of things forbids it: it is there already, it is not there, it is too weak. */
export const REFUSED = 3
/** The audit was tampered with. */
export const TAMPERED = 4
