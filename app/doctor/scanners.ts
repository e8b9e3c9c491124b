import { connect } from 'node:net'
import type { Config } from '../../lib/config.ts'
import { attention, bad, type Finding, good, said } from './finding.ts'
import { hear } from './ports.ts'

const TIMEOUT_MS = 4000

/** Whether the filters that are configured answer. */
export async function scannerFindings({
  rspamd,
  clamav,
}: Pick<Config, 'rspamd' | 'clamav'>): Promise<Finding[]> {
  return [
    ...(rspamd.url === null ? [] : [await rspamdFinding(rspamd.url)]),
    ...(clamav.host === null ? [] : [await clamavFinding(clamav.host, clamav.port)]),
  ]
}

async function rspamdFinding(url: string): Promise<Finding> {
  const fault = await faultOf(async () => {
    const response = await fetch(new URL('ping', url.endsWith('/') ? url : `${url}/`), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return (await response.text()).trim() === 'pong' ? null : `${response.status}`
  })
  if (fault === null) return good(said('Rspamd répond.', 'Rspamd answers.'))
  return attention(
    said(`Rspamd ne répond pas à ${url} : ${fault}`, `Rspamd does not answer at ${url}: ${fault}`),
    said(
      'Le courrier arrive sans son avis. Redémarrez-le, ou corrigez rspamd.url.',
      'Mail arrives without its opinion. Start it again, or correct rspamd.url.',
    ),
  )
}

async function clamavFinding(host: string, port: number): Promise<Finding> {
  const fault = await faultOf(async () => {
    const socket = connect({ host, port })
    try {
      socket.write('zPING\0')
      const words = await hear(socket, 'connect', true)
      return words.startsWith('PONG') ? null : `“${words.slice(0, 80)}”`
    } finally {
      socket.destroy()
    }
  })
  if (fault === null) return good(said('ClamAV répond.', 'ClamAV answers.'))
  return bad(
    said(
      `ClamAV ne répond pas à ${host}:${port} : ${fault}`,
      `ClamAV does not answer at ${host}:${port}: ${fault}`,
    ),
    said(
      'Tant qu’il ne répond pas, aucun courrier n’arrive : redémarrez clamd, ou retirez clamav.host.',
      'As long as it does not, no mail arrives: start clamd again, or take clamav.host away.',
    ),
  )
}

async function faultOf(ask: () => Promise<string | null>): Promise<string | null> {
  try {
    return await ask()
  } catch (error) {
    const { message, cause } = error as Error
    return cause instanceof Error ? `${message}: ${cause.message}` : message
  }
}
