export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Escaped, with the spaces that French typography does not let break. */
export function typeset(text: string): string {
  return escapeHtml(text.replace(/ (?=[:;?!»€])|(?<=«) |(?<=\d) (?=\d{3})/g, ' '))
}

export function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map(paragraph => `<p>${typeset(paragraph).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n')
}
