import { Parser } from 'htmlparser2'

/** What is heard of an XML text: names without their prefix, entities never expanded beyond the five of XML itself. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
  /** True ends the reading. */
  isEnough?(): boolean
}

const SLICE = 64 * 1024
/** No document of an office nests deeper; a deeper one is made to hurt. */
const MAX_DEPTH = 500

/** Office programs write UTF-8. */
export function readXml(bytes: Uint8Array, listener: XmlListener): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > MAX_DEPTH) throw new Error('nested too deep')
        listener.open?.(localName(name), attributes)
      },
      ontext: text => listener.text?.(text),
      onclosetag(name) {
        depth--
        listener.close?.(localName(name))
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  const decoder = new TextDecoder('utf-8')
  for (let at = 0; at < bytes.length && !listener.isEnough?.(); at += SLICE)
    parser.write(decoder.decode(bytes.subarray(at, at + SLICE), { stream: true }))
  parser.end()
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** An attribute, whatever its prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | null {
  for (const [key, value] of Object.entries(attributes)) if (localName(key) === name) return value
  return null
}
