import { type Servers, xmlText } from './servers.ts'

/** What Thunderbird, Evolution and K-9 read: config-v1.1.xml. TLS from the start comes first. RFC 8314 §4 */
export function writeAutoconfig(domain: string, { host, ...ports }: Servers): string {
  const server = (
    kind: 'incoming' | 'outgoing',
    type: 'imap' | 'smtp',
    port: number,
    socket: 'SSL' | 'STARTTLS',
  ) =>
    `    <${kind}Server type="${type}">
      <hostname>${xmlText(host)}</hostname>
      <port>${port}</port>
      <socketType>${socket}</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </${kind}Server>
`
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${xmlText(domain)}">
    <domain>${xmlText(domain)}</domain>
    <displayName>${xmlText(domain)}</displayName>
    <displayShortName>${xmlText(domain)}</displayShortName>
${server('incoming', 'imap', ports.imaps, 'SSL')}${server('incoming', 'imap', ports.imap, 'STARTTLS')}${server('outgoing', 'smtp', ports.submissions, 'SSL')}${server('outgoing', 'smtp', ports.submission, 'STARTTLS')}  </emailProvider>
</clientConfig>
`
}
