const SERVER = /^\/(?:jmap|auth|\.well-known|autodiscover)(?:\/|$)/i
/** Beside the pages of mail: what programs and devices set themselves up by. */
const SETTINGS = new Set(['/mail/bastide.mobileconfig', '/mail/config-v1.1.xml'])

/** Whether a path is the server's to answer, and none of the app's. */
export const isOfServer = (pathname: string): boolean => SERVER.test(pathname) || SETTINGS.has(pathname)
