import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Config } from '../../lib/config.ts'
import { attention, bad, type Finding, good, said } from './finding.ts'

const TIMEOUT_MS = 4000

interface Door {
  readonly name: 'http' | 'smtp' | 'submission' | 'submissions' | 'imap' | 'imaps' | 'managesieve'
  readonly role: Config['roles'][number]
  readonly isSecure: boolean
  /** What the server says first; null where the client does. */
  readonly greeting: RegExp | null
}

const DOORS: readonly Door[] = [
  { name: 'http', role: 'web', isSecure: false, greeting: null },
  { name: 'smtp', role: 'mx', isSecure: false, greeting: /^220 / },
  { name: 'submission', role: 'mx', isSecure: false, greeting: /^220 / },
  { name: 'submissions', role: 'mx', isSecure: true, greeting: /^220 / },
  { name: 'imap', role: 'imap', isSecure: false, greeting: /^\* OK/ },
  { name: 'imaps', role: 'imap', isSecure: true, greeting: /^\* OK/ },
  { name: 'managesieve', role: 'imap', isSecure: false, greeting: /^"IMPLEMENTATION"/ },
]

interface Knocked extends Door {
  readonly port: number
  /** Null: it answers. */
  readonly fault: string | null
}

/** Whether each door answers, on this machine. */
export async function portFindings(config: Config): Promise<Finding[]> {
  const doors = DOORS.filter(({ name, role }) => config.roles.includes(role) && config[name].port > 0)
  const host = hereOf(config.host)
  const knocked = await Promise.all(
    doors.map(async (door): Promise<Knocked> => {
      const { port } = config[door.name]
      return { ...door, port, fault: await knock(host, port, door) }
    }),
  )
  const silent = knocked.filter(({ fault }) => fault !== null)
  if (silent.length > 0 && silent.length === knocked.length)
    return [
      attention(
        said('Aucun port de ce serveur ne répond ici.', 'No port of this server answers here.'),
        said(
          'Démarrez-le (npm start), s’il doit tourner sur cette machine.',
          'Start it (npm start), if it should run on this machine.',
        ),
      ),
    ]
  return knocked.map(one => finding(one))
}

function finding({ name, port, fault }: Knocked): Finding {
  if (fault === null)
    return good(said(`Le port ${port} (${name}) répond.`, `Port ${port} (${name}) answers.`))
  return bad(
    said(
      `Le port ${port} (${name}) ne répond pas : ${fault}`,
      `Port ${port} (${name}) does not answer: ${fault}`,
    ),
    said(
      'Regardez le journal du serveur : un autre programme occupe peut-être ce port.',
      'Look into the log of the server: another program may hold this port.',
    ),
  )
}

/** Where one knocks at what listens on every address. */
function hereOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

async function knock(host: string, port: number, { isSecure, greeting }: Door): Promise<string | null> {
  // Whom the certificate names is looked at elsewhere: here it is asked by an address.
  const socket = isSecure ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port })
  try {
    const words = await hear(socket, isSecure ? 'secureConnect' : 'connect', greeting !== null)
    return greeting === null || greeting.test(words) ? null : `“${words.trim().slice(0, 80)}”`
  } catch (error) {
    return (error as Error).message
  } finally {
    socket.destroy()
  }
}

export function hear(socket: Socket, opened: 'connect' | 'secureConnect', speaks: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(TIMEOUT_MS, () => reject(new Error('no answer')))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
    if (speaks) socket.once('data', chunk => resolve(chunk.toString('latin1')))
    else socket.once(opened, () => resolve(''))
  })
}
