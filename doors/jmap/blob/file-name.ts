import type { Part } from '../../../wire/mime/part.ts'

const MAX_NAME = 120

/** Names for files in one folder: harmless on any system, and no two alike where case does not count. */
export function fileNames(files: readonly Pick<Part, 'filename' | 'type'>[]): string[] {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return files.map(file => {
    const whole = safeName(file)
    const dot = whole.lastIndexOf('.')
    const [stem, extension] = dot > 0 ? [whole.slice(0, dot), whole.slice(dot)] : [whole, '']
    let name = whole
    // Counted on from where the last of that name stands: a thousand alike are not tried one after the other.
    let count = next.get(whole.toLowerCase()) ?? 2
    while (taken.has(name.toLowerCase())) name = `${stem} (${count++})${extension}`
    next.set(whole.toLowerCase(), count)
    taken.add(name.toLowerCase())
    return name
  })
}

/** What Windows keeps for devices, whatever follows the dot. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

function safeName({ filename, type }: Pick<Part, 'filename' | 'type'>): string {
  const last = (filename ?? '').split(/[/\\]/).at(-1)!
  const name = last
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .replace(DEVICES, '_$1')
  if (name === '') return type === 'message/rfc822' ? 'message.eml' : 'file'
  if (name.length <= MAX_NAME) return name
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return (name.slice(0, MAX_NAME - extension.length) + extension).toWellFormed()
}
