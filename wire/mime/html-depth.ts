import { Parser } from 'htmlparser2'

/** Below so many tags no nesting can hurt. */
const HARMLESS_TAGS = 3000
const MAX_OPEN = 1000
const SLICE = 8 * 1024

/**
 * The HTML up to where its nesting becomes absurd. The parser under all that reads HTML here
 * takes time by the square of the depth, and half a megabyte of `<div>` is easily sent.
 */
export function cutDeepHtml(html: string): string {
  if (hasFewTags(html)) return html
  let depth = 0
  const parser = new Parser({
    onopentag: () => depth++,
    onclosetag: () => depth--,
  })
  for (let at = 0; at < html.length; at += SLICE) {
    parser.write(html.slice(at, at + SLICE))
    if (depth > MAX_OPEN) return html.slice(0, at)
  }
  return html
}

function hasFewTags(html: string): boolean {
  let count = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1))
    if (++count > HARMLESS_TAGS) return false
  return true
}
