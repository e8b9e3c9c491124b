import { winmail } from '../../wire/tnef/testing/winmail.ts'
import { readTnef } from '../../wire/tnef/tnef.ts'
import { within } from './engine/patience.ts'

export const name = 'tnef'

/** A winmail.dat is slow when reading it takes longer. */
const MAX_MILLISECONDS = 1_000

export const seeds: Buffer[] = [
  winmail({
    subject: 'Ordre du jour',
    text: 'Bonjour',
    files: [{ name: 'é.pdf', bytes: Buffer.from('%PDF') }],
  }),
  winmail({ html: '<p>Bonjour</p>', files: [{ name: 'lettre', bytes: Buffer.from('x'), isMessage: true }] }),
  winmail({ rtf: '{\\rtf1\\ansi Bonjour}' }),
]

/** No throw: what cannot be read is no winmail.dat. */
export function run(input: Buffer): void {
  within(MAX_MILLISECONDS, input, () => readTnef(input))
}
