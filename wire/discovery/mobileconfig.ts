import { createHash } from 'node:crypto'
import { type Servers, xmlText } from './servers.ts'

/** A profile that sets mail up on Apple's devices. It holds no password, and is not signed. */
export function writeMobileconfig(
  address: string,
  domain: string,
  { host, imaps, submissions }: Servers,
): string {
  const server = (kind: 'Incoming' | 'Outgoing', port: number) => [
    ['string', `${kind}MailServerAuthentication`, 'EmailAuthPassword'],
    ['string', `${kind}MailServerHostName`, host],
    ['integer', `${kind}MailServerPortNumber`, String(port)],
    ['true', `${kind}MailServerUseSSL`, ''],
    ['string', `${kind}MailServerUsername`, address],
  ]
  const account = [
    ['string', 'EmailAccountDescription', domain],
    ['string', 'EmailAccountType', 'EmailTypeIMAP'],
    ['string', 'EmailAddress', address],
    ...server('Incoming', imaps),
    ...server('Outgoing', submissions),
    ['true', 'OutgoingPasswordSameAsIncomingPassword', ''],
    ...payload('com.apple.mail.managed', `${address} mail`, address),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
${account.map(line).join('')}    </dict>
  </array>
${payload('Configuration', address, domain).map(line).join('')}</dict>
</plist>
`
}

/** The same profile each time it is asked for: it replaces the one before. */
const payload = (type: string, seed: string, name: string): string[][] => [
  ['string', 'PayloadDisplayName', name],
  ['string', 'PayloadIdentifier', `bastide.${type}.${uuid(seed)}`],
  ['string', 'PayloadType', type],
  ['string', 'PayloadUUID', uuid(seed)],
  ['integer', 'PayloadVersion', '1'],
]

const line = ([kind, key, value]: readonly string[]): string =>
  `  <key>${key}</key>\n  ${kind === 'true' ? '<true/>' : `<${kind}>${xmlText(value ?? '')}</${kind}>`}\n`

/** RFC 9562 §5.8 */
function uuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
    .join('-')
    .toUpperCase()
}
