import type { Complain, Extension, Value } from '../language.ts'
import { constantOf, isVariableName } from '../text.ts'

// RFC 6609 §3
export const include: Extension = {
  name: 'include',
  namespaces: ['global'],
  commands: [
    {
      name: 'include',
      tags: {
        ':personal': { group: 'place' },
        ':global': { group: 'place' },
        ':once': {},
        ':optional': {},
      },
      arguments: [{ name: 'script', kind: 'string', check: checkConstant }],
      run(call, run) {
        const { program } = call
        if (!program) return 'next'
        const name = program.name ?? ''
        if (call.tags.has(':once') && run.included.has(name)) return 'next'
        run.included.add(name)
        return run.include(program) === 'stop' ? 'stop' : 'next'
      },
    },
    { name: 'return', run: () => 'return' },
    {
      name: 'global',
      // RFC 6609 §3.4
      needs: 'variables',
      arguments: [{ name: 'variables', kind: 'strings', check: checkNames }],
      run(call, run) {
        for (const name of run.texts(call.arguments[0])) run.variables.share(name.toLowerCase())
      },
    },
  ],
}

function checkConstant(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name === null) complain('constantExpected', { name: 'include' })
}

function checkNames(value: Value, complain: Complain): void {
  if (value.kind !== 'texts') return
  for (const text of value.texts) {
    const name = constantOf(text)
    if (name === null || !isVariableName(name)) complain('badVariable', { name: name ?? '' }, text.start)
  }
}
