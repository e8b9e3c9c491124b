import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { labelColours } from '../mark/label-colours.ts'
import { contrast, hsl, mix, type Rgb, readHex, readThemes } from './colour.ts'

const themes = readThemes(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'))

const text = 4.5
const control = 3

/** Who is written on whom, anywhere in the suite. A pair that is not here must not be drawn. */
const pairs: readonly [minimum: number, words: readonly string[], grounds: readonly string[]][] = [
  [text, ['text', 'soft'], ['bg', 'paper', 'raised', 'hover', 'selection']],
  [text, ['faint'], ['bg', 'paper', 'raised', 'hover']],
  [text, ['primary'], ['bg', 'paper', 'raised', 'hover', 'selection']],
  [text, ['alert'], ['bg', 'paper', 'raised', 'hover', 'selection']],
  [text, ['ok', 'warn'], ['bg', 'paper', 'raised', 'hover']],
  [text, ['on-primary'], ['primary', 'primary-hover']],
  [text, ['on-alert'], ['alert']],
  [text, ['on-badge'], ['badge']],
  [control, ['control'], ['bg', 'paper', 'raised']],
  [control, ['focus'], ['bg', 'paper', 'raised', 'hover', 'selection']],
  [control, ['star'], ['paper', 'hover', 'selection']],
]

for (const [theme, value] of Object.entries(themes)) {
  const colour = (name: string): Rgb => readHex(value(name))

  for (const [minimum, words, grounds] of pairs) {
    for (const word of words) {
      test(`${theme}: ${word} stands out on ${grounds.join(', ')}`, () => {
        for (const ground of grounds) atLeast(minimum, colour(word), colour(ground), `${word} on ${ground}`)
      })
    }
  }

  test(`${theme}: every label is read on its own tint`, () => {
    const ground = percent(value('label-ground'))
    const words = percent(value('label-words'))
    for (const name of labelColours) {
      const label = colour(`label-${name}`)
      atLeast(text, mix(label, colour('text'), words), mix(label, colour('paper'), ground), name)
    }
  })

  test(`${theme}: what is wrong is read on its tint`, () => {
    const tint = mix(colour('alert'), colour('paper'), 0.1)
    atLeast(text, colour('alert'), tint, 'alert on its tint')
    atLeast(text, colour('text'), tint, 'text on the tint of an alert')
  })

  test(`${theme}: a tooltip is read, inverted`, () => {
    atLeast(text, colour('paper'), colour('text'), 'paper on text')
  })

  test(`${theme}: every label's dot is seen on paper and on the ground`, () => {
    for (const name of labelColours) {
      const dot = mix(colour(`label-${name}`), colour('text'), percent(value('label-dot')))
      atLeast(control, dot, colour('paper'), name)
      atLeast(control, dot, colour('bg'), name)
    }
  })

  test(`${theme}: initials are read on an avatar of any hue`, () => {
    for (let hue = 0; hue < 360; hue++) {
      atLeast(text, hued(hue, value('avatar-words')), hued(hue, value('avatar-ground')), `hue ${hue}`)
    }
  })
}

function atLeast(minimum: number, words: Rgb, ground: Rgb, name: string): void {
  const found = contrast(words, ground)
  assert.ok(found >= minimum, `${name}: ${found.toFixed(2)} where ${minimum} is asked`)
}

/** `38% 88%`, as tokens.css writes a saturation and a lightness. */
function hued(hue: number, share: string): Rgb {
  const [saturation = 0, lightness = 0] = share.split(' ').map(Number.parseFloat)
  return hsl(hue, saturation, lightness)
}

function percent(text: string): number {
  return Number.parseFloat(text) / 100
}
