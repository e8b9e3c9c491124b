const reasons: readonly [pattern: RegExp, sentence: string][] = [
  [/no space left on device|disk quota exceeded/i, 'the disk is full.'],
  [/could not map anonymous shared memory|Cannot allocate memory/, 'the machine has too little free memory.'],
  [/read-only file system/i, 'the disk can only be read.'],
  [
    /error while loading shared libraries: (\S+)/,
    'the library $1 is missing: remove node_modules and start again.',
  ],
]

/** One sentence out of what initdb or postgres said last. */
export function explain(words: string): string {
  for (const [pattern, sentence] of reasons) {
    const found = pattern.exec(words)
    if (found) return sentence.replace('$1', found[1] ?? '')
  }
  const lines = words.split('\n').filter(line => line.trim() !== '')
  const told =
    lines.findLast(line => /\b(FATAL|PANIC|error):/i.test(line)) ?? lines.at(-1) ?? 'it said nothing'
  return `it said “${told.trim()}”.`
}
