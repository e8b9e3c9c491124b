import type { Envelope } from './envelope.ts'
import { isMultipart, type Part } from './part.ts'

/** RFC 9051 §7.5.2: what BODYSTRUCTURE tells of a part. */
export interface ImapBody {
  type: string
  subtype: string
  parameters: Record<string, string>
  id: string | null
  description: string | null
  encoding: string
  size: number
  /** Of texts and nested messages. */
  lines?: number
  envelope?: Envelope
  body?: ImapBody
  parts?: ImapBody[]
  md5: string | null
  disposition: { type: string; parameters: Record<string, string> } | null
  language: string[] | null
  location: string | null
}

export function imapBody(part: Part): ImapBody {
  const [type = 'text', subtype = 'plain'] = part.type.split('/')
  const body: ImapBody = {
    type,
    subtype,
    parameters: part.parameters,
    id: part.id ?? null,
    description: part.description ?? null,
    encoding: part.encoding,
    size: part.bodyEnd - part.bodyStart,
    md5: part.md5 ?? null,
    disposition: dispositionOf(part),
    language: part.language ?? null,
    location: part.location ?? null,
  }
  if (isMultipart(part)) body.parts = childrenOf(part)
  if (type === 'text') body.lines = part.lines
  if (part.message !== undefined && part.envelope !== undefined) {
    body.lines = part.lines
    body.envelope = part.envelope
    body.body = imapBody(part.message)
  } else if (part.type === 'message/rfc822' || part.type === 'message/global') {
    // The grammar demands an envelope here: a message that we do not look into is told as plain data.
    body.type = 'application'
    body.subtype = 'octet-stream'
  }
  return body
}

// RFC 9051 §9: `body-type-mpart = 1*body`, also where the message has none.
function childrenOf(part: Part): ImapBody[] {
  const children = part.parts ?? []
  return children.length > 0 ? children.map(imapBody) : [EMPTY_TEXT]
}

const EMPTY_TEXT: ImapBody = {
  type: 'text',
  subtype: 'plain',
  parameters: { charset: 'us-ascii' },
  id: null,
  description: null,
  encoding: '7bit',
  size: 0,
  lines: 0,
  md5: null,
  disposition: null,
  language: null,
  location: null,
}

function dispositionOf({ disposition, dispositionParameters }: Part): ImapBody['disposition'] {
  if (disposition === undefined) return null
  return { type: disposition, parameters: dispositionParameters ?? {} }
}
