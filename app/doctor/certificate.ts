import { join } from 'node:path'
import { readAttempts } from '../../core/certificate/attempts.ts'
import { hostnameOf, type Presented, presented } from '../../core/certificate/certificate.ts'
import { expiryOf, leafOf } from '../../core/certificate/pair.ts'
import { type Config, StartError } from '../../lib/config.ts'
import { attention, bad, type Finding, good, said } from './finding.ts'

const DAY = 24 * 60 * 60 * 1000
/** Renewed thirty days before: what is nearer to its end was not. */
const SOON_DAYS = 21
const NOW_DAYS = 3

/** Until when the certificate holds, for whom, and whether the authority gives another. */
export async function certificateFindings(config: Config, now: Date): Promise<Finding[]> {
  try {
    const found = await presented({ config, now: () => now })
    return [found ? certificateFinding(config, found, now) : noneYet(), ...(await attemptFindings(config))]
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return [
      bad(
        said(
          `Le certificat de la configuration est inutilisable : ${error.message}`,
          `The configured certificate cannot be used: ${error.message}`,
        ),
        said('Vérifiez les fichiers de tls.cert et tls.key.', 'Check the files of tls.cert and tls.key.'),
      ),
    ]
  }
}

function certificateFinding(config: Config, { kind, pair }: Presented, now: Date): Finding {
  const hostname = hostnameOf(config)
  const until = expiryOf(pair)
  const days = Math.floor((until.getTime() - now.getTime()) / DAY)
  const renew =
    kind === 'acme'
      ? said(
          'Il aurait dû être renouvelé : regardez le journal du serveur.',
          'It should have been renewed: look into the log of the server.',
        )
      : said(
          'Renouvelez-le et remplacez les fichiers de tls.cert et tls.key ; le serveur les relit de lui-même.',
          'Renew it and replace the files of tls.cert and tls.key; the server reads them again by itself.',
        )
  if (kind === 'self-signed')
    return attention(
      said(
        `Le certificat de ${hostname} est fait maison : les logiciels de courriel avertiront.`,
        `The certificate of ${hostname} is self-signed: mail programs will warn.`,
      ),
      said(
        'Donnez un certificat reconnu (tls.cert, tls.key), ou faites-en obtenir un (acme.enabled).',
        'Give it one that is trusted (tls.cert, tls.key), or have one obtained (acme.enabled).',
      ),
    )
  if (days < 0)
    return bad(
      said(
        `Le certificat a expiré le ${day('fr', until)}.`,
        `The certificate expired on ${day('en', until)}.`,
      ),
      renew,
    )
  if (!leafOf(pair).checkHost(hostname))
    return bad(
      said(`Le certificat n’est pas au nom de ${hostname}.`, `The certificate does not name ${hostname}.`),
      said(
        'Mettez dans hostname le nom du certificat, ou donnez-en un à ce nom.',
        'Put the name of the certificate into hostname, or give one of that name.',
      ),
    )
  const says = said(
    `Le certificat de ${hostname} est valable jusqu’au ${day('fr', until)}.`,
    `The certificate of ${hostname} is valid until ${day('en', until)}.`,
  )
  if (days > SOON_DAYS) return good(says)
  return days < NOW_DAYS ? bad(says, renew) : attention(says, renew)
}

const noneYet = (): Finding =>
  attention(
    said('Aucun certificat n’a encore été fait.', 'No certificate was made yet.'),
    said('Le serveur en fait un à son premier démarrage.', 'The server makes one when it is first started.'),
  )

async function attemptFindings(config: Config): Promise<Finding[]> {
  const { enabled, directory } = config.acme
  if (!enabled) return []
  const asked = { directory: directory!, hostname: hostnameOf(config) }
  const failed = await readAttempts(join(config.data, 'tls'), asked)
  if (!failed) return []
  const { count, nextAt, reason } = failed
  const at = nextAt.toISOString()
  return [
    attention(
      said(
        `L’autorité n’a pas donné de certificat (essais : ${count} ; le prochain à ${at}) : ${reason ?? 'raison inconnue'}`,
        `The authority gave no certificate (attempts: ${count}, the next at ${at}): ${reason ?? 'nobody knows why'}`,
      ),
      said(
        `Vérifiez que ${asked.hostname} mène ici, et que http://${asked.hostname}/ (port 80) est ouvert à tous.`,
        `Check that ${asked.hostname} leads here, and that http://${asked.hostname}/ (port 80) is open to everybody.`,
      ),
    ),
  ]
}

const day = (language: string, date: Date): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
