import type { Extension } from '../language.ts'
import { checkNameFor, MODIFIER_TAGS, modified } from './variables.ts'

// RFC 5703 §7
export const extracttext: Extension = {
  name: 'extracttext',
  needs: ['foreverypart', 'variables'],
  commands: [
    {
      name: 'extracttext',
      tags: { ...MODIFIER_TAGS, ':first': { value: 'number' } },
      arguments: [{ name: 'name', kind: 'string', check: checkNameFor('extracttext') }],
      run(call, run) {
        const { part, letter } = run
        if (!part) return
        const text = letter.readable(part)
        run.spend(text.length)
        const first = call.tags.get(':first')
        const begun = first?.kind === 'number' ? beginning(text, first.number) : text
        run.variables.write(run.text(call.arguments[0]).toLowerCase(), modified(call, begun))
      },
    },
  ],
}

/** So many characters, none of them cut in two. */
const beginning = (text: string, characters: number): string =>
  text.length <= characters ? text : [...text.slice(0, 2 * characters)].slice(0, characters).join('')
