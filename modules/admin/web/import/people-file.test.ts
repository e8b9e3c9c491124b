import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPeopleFile, sampleFile } from './people-file.ts'

test('columns are known by their titles, in either language and any order', () => {
  const french = readPeopleFile('Courriel;Prénom;NOM;Fonction;Quota\nAnne@x.fr;Anne;Roux;Cheffe;2,5\n')
  const english = readPeopleFile('Title,Email,Name,Space\nCheffe,anne@x.fr,Anne Roux,2.5\n')
  for (const { lines, missing } of [french, english]) {
    assert.deepEqual(missing, [])
    const { name, email, title, quota } = lines[0]!.person!
    assert.deepEqual([name, email, title, quota], ['Anne Roux', 'anne@x.fr', 'Cheffe', 2.5 * 1024 ** 3])
  }
})

test('each line says what is wrong with it, and keeps its number', () => {
  const text =
    'nom;adresse;quota;langue;rôle\n;a@x.fr;;;\nB;pas une adresse;;;\nC;c@x.fr;beaucoup;klingon;chef\nD;C@x.fr;;;\n'
  const { lines } = readPeopleFile(text)
  assert.deepEqual(
    lines.map(({ line, faults }) => [line, ...faults]),
    [
      [2, 'name'],
      [3, 'email'],
      [4, 'quota', 'language', 'role'],
      [5, 'twice'],
    ],
  )
})

test('columns that are not there, or that nothing is made of, are named', () => {
  const { missing, unknown } = readPeopleFile('prénom;téléphone\nAnne;05\n')
  assert.deepEqual(missing, ['name', 'email'])
  assert.deepEqual(unknown, ['téléphone'])
})

test('the sample is a file that is taken', () => {
  const { lines, missing, unknown } = readPeopleFile(sampleFile())
  assert.deepEqual([missing, unknown, lines[0]!.faults], [[], [], []])
})

test('an empty file has no line', () => {
  assert.deepEqual(readPeopleFile('').lines, [])
})
