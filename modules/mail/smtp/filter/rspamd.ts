import type { House } from '../../../../core/house.ts'
import { openOutgoing } from '../../../../core/outgoing/outgoing.ts'
import type { JunkReason } from '../../types.ts'
import type { Origin } from '../authenticate.ts'

const TIMEOUT_MS = 5000
/** However sure it is, it decides no more than this many times alone. */
const MAX_SHARE = 2

interface Verdict {
  readonly score?: unknown
  readonly required_score?: unknown
  readonly action?: unknown
}

/**
 * What Rspamd says, as points: its own threshold is worth ours. When it is down, or takes too long, mail arrives without
 * its opinion, and the log says so: a filter that helps is no reason to stop the mail.
 */
export async function askRspamd(
  house: House,
  { ip, helo, mailFrom }: Origin,
  rcptTo: readonly string[],
  message: Buffer,
): Promise<JunkReason[]> {
  const { url } = house.config.rspamd
  if (url === null) return []
  const outgoing = openOutgoing({ allowPrivate: [new URL(url).hostname] })
  try {
    const { status, body } = await outgoing.fetch(new URL('/checkv2', url).href, {
      method: 'POST',
      headers: {
        ip,
        helo: plain(helo),
        from: plain(mailFrom),
        ...(rcptTo[0] ? { rcpt: plain(rcptTo[0]) } : {}),
      },
      body: message,
      timeoutMs: TIMEOUT_MS,
      maxRedirects: 0,
    })
    if (status !== 200) throw new Error(`it answered ${status}`)
    return reasonOf(JSON.parse(body.toString()) as Verdict, house.config.junk.threshold)
  } catch (error) {
    house.log.warn('Rspamd gave no opinion; mail arrives without it', { error: (error as Error).message })
    return []
  } finally {
    await outgoing.close()
  }
}

function reasonOf({ score, required_score: required, action }: Verdict, threshold: number): JunkReason[] {
  if (typeof score !== 'number' || typeof required !== 'number' || required <= 0) return []
  const share = Math.max(-1, Math.min(score / required, MAX_SHARE))
  return [{ rule: 'rspamd', points: Math.round(share * threshold * 10) / 10, detail: String(action ?? '') }]
}

/** What a stranger says of itself stands in a header of ours. */
const plain = (text: string): string => text.replace(/[^\x21-\x7e]/g, '?')
