import type { Chance } from './chance.ts'
import { escapeHtml, typeset } from './mime/html.ts'
import type { Outsider } from './outsiders.ts'
import type { Fill } from './slots.ts'
import { articles, englishArticles, offers } from './texts/articles.ts'

export type Issue = { subject: string; text: string; html: string; unsubscribe: string }

/** One issue of a newsletter: a table layout, inline styles, remote images and a counting pixel, as they come. */
export function writeIssue(outsider: Outsider, number: number, chance: Chance, fill: Fill): Issue {
  const shown = chance.some(bankOf(outsider), 3).map(([title, lead]) => [fill(title), fill(lead)] as const)
  const host = outsider.address.slice(outsider.address.indexOf('@') + 1)
  const unsubscribe = `https://${host}/desinscription/${number}`
  const subject = `${shown[0]?.[0]}${chance.likely(0.5) ? ` – ${outsider.name} n° ${number}` : ''}`
  const text = shown.map(([title, lead]) => `${title}\n${lead}\nhttps://${host}/${number}`).join('\n\n')
  return {
    subject,
    text: `${outsider.name} n° ${number}\n\n${text}\n\n-- \n${unsubscribe}`,
    html: page(outsider.name, number, host, shown, unsubscribe),
    unsubscribe,
  }
}

function bankOf({ address }: Outsider): readonly (readonly [string, string])[] {
  if (address.startsWith('hello@')) return englishArticles
  return address.startsWith('offres@') ? offers : articles
}

function page(
  name: string,
  number: number,
  host: string,
  shown: readonly (readonly [string, string])[],
  unsubscribe: string,
): string {
  const rows = shown
    .map(([title, lead], at) => row(title, lead, `https://img.${host}/${number}-${at}.jpg`))
    .join('\n')
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><style>
a { color: #346486 } .titre { font: bold 18px Georgia, serif }
@media (max-width: 480px) { .vignette { display: none } }
</style></head>
<body style="margin:0;background:#f3f1ec">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="600" style="background:#ffffff;font-family:Arial,sans-serif">
<tr><td colspan="2" bgcolor="#213f57" style="padding:18px;color:#ffffff"><img src="https://img.${host}/logo.png" alt="" width="40" height="40"> <b>${escapeHtml(name)}</b> n° ${number}</td></tr>
${rows}
<tr><td colspan="2" style="padding:18px;font-size:12px;color:#666666"><a href="${unsubscribe}">Se désinscrire</a></td></tr>
</table></td></tr></table>
<img src="https://mesure.${host}/o.gif?n=${number}" width="1" height="1" alt="">
</body></html>`
}

function row(title: string, lead: string, image: string): string {
  return `<tr><td class="vignette" width="160" style="padding:14px"><img src="${image}" width="150" height="100" alt=""></td>
<td style="padding:14px"><div class="titre">${typeset(title)}</div><p>${typeset(lead)}</p><a href="${image.replace('img.', 'www.')}">Lire la suite</a></td></tr>`
}
