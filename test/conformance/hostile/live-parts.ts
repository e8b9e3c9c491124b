/** Runs in the page: what could run, load or lead away in the frame of the letter that is open. */
export function findLiveParts(): readonly string[] {
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('article iframe')]
  const elements =
    'script, object, embed, applet, iframe, frame, portal, fencedframe, form, input, button, textarea, select, svg, math, ' +
    'video, audio, source, track, link, base, meta[http-equiv=refresh], template, noscript, animate, set'
  const URLS =
    /^(?:href|xlink:href|src|srcset|background|poster|ping|action|formaction|data|lowsrc|dynsrc|cite|longdesc|usemap)$/i
  const found: string[] = []
  for (const frame of frames) {
    const page = frame.contentDocument
    if (!page) {
      found.push('the frame went elsewhere')
      continue
    }
    for (const element of page.body.querySelectorAll(elements))
      found.push(`has ${element.outerHTML.slice(0, 80)}`)
    for (const element of page.body.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        const isUrl = URLS.test(name)
        const isScript =
          /^on/i.test(name) || (isUrl && /^[\s\x00-\x20]*(?:javascript|vbscript|data:text)/i.test(value))
        const isRemote = isUrl && name !== 'href'
        const isOurs = /^(?:data:image\/|\/jmap\/|blob:)/.test(value)
        if (isScript || (isRemote && !isOurs)) found.push(`has ${name}="${value.slice(0, 80)}"`)
      }
  }
  if ('pwned' in window) found.push('a script ran')
  return found
}
