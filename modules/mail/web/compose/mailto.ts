import { type Person, readPeople } from '../../../../web/ui/field/addresses.ts'
import type { ComposeStart } from './desk.ts'

/** What a `mailto:` link asks to be written. */
// RFC 6068 §2
export function readMailto(href: string): Omit<ComposeStart, 'kind'> {
  const [path = '', query = ''] = href.replace(/^mailto:/i, '').split(/\?(.*)/s)
  const fields = new Map<string, string>()
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const key = name.toLowerCase()
    const joined = [fields.get(key), decode(value)].filter(text => text !== undefined)
    fields.set(key, joined.join(key === 'body' ? '\n' : ','))
  }
  return {
    to: [...peopleIn(decode(path)), ...peopleIn(fields.get('to'))],
    cc: peopleIn(fields.get('cc')),
    bcc: peopleIn(fields.get('bcc')),
    subject: (fields.get('subject') ?? '').replace(/[\r\n]+/g, ' '),
    body: (fields.get('body') ?? '').replace(/\r\n/g, '\n'),
  }
}

const peopleIn = (text = ''): Person[] => readPeople(text)

// RFC 6068 §5: a plus sign is a plus sign.
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
