import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstLine } from './first-line.ts'

test('paragraphs and list items are parted by a space', () => {
  assert.equal(
    firstLine('<p>Échafaudage</p><ul><li><p>tuiles</p></li><li>bois</li></ul>'),
    'Échafaudage tuiles bois',
  )
})

test('what was written as a sign comes back as one', () => {
  assert.equal(firstLine('<p>R&amp;D &lt;3 devis&nbsp;A</p>'), 'R&D <3 devis A')
})

test('a tag that is cut off leaves nothing', () => {
  assert.equal(firstLine('<p>Halle <a href="https://exa'), 'Halle')
})
