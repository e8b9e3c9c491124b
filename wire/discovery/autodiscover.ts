import { type Servers, xmlText } from './servers.ts'

// What Outlook asks, in the plain old XML of its first version; its second one only says where the first is.

const RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006'
const ANSWER = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'

/** The address that a request is about; null where it names none. */
export const readAutodiscover = (xml: string): string | null =>
  /<(?:\w+:)?EMailAddress>\s*([^<>\s]+@[^<>\s]+)\s*</i.exec(xml)?.[1] ?? null

export function writeAutodiscover(address: string, { host, imaps, submissions }: Servers): string {
  const protocol = (type: 'IMAP' | 'SMTP', port: number) =>
    `      <Protocol>
        <Type>${type}</Type>
        <Server>${xmlText(host)}</Server>
        <Port>${port}</Port>
        <DomainRequired>off</DomainRequired>
        <LoginName>${xmlText(address)}</LoginName>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <Encryption>SSL</Encryption>
        <AuthRequired>on</AuthRequired>
      </Protocol>
`
  return `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${RESPONSE}">
  <Response xmlns="${ANSWER}">
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
${protocol('IMAP', imaps)}${protocol('SMTP', submissions)}    </Account>
  </Response>
</Autodiscover>
`
}

/** The request named no address, or not one of ours. */
export const writeAutodiscoverError = (message: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${RESPONSE}">
  <Response>
    <Error Time="00:00:00" Id="0">
      <ErrorCode>600</ErrorCode>
      <Message>${xmlText(message)}</Message>
      <DebugData />
    </Error>
  </Response>
</Autodiscover>
`
