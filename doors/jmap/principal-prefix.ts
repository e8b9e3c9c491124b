/** Prefix of principals' ids; the type itself is core's. */
export const PRINCIPAL_PREFIX = 'p'
