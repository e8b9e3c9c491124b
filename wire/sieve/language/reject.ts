import type { CommandSpec, Extension } from '../language.ts'

const command = (name: string, isEarly: boolean): CommandSpec => ({
  name,
  arguments: [{ name: 'reason', kind: 'string' }],
  run(call, run) {
    run.act({ kind: 'reject', reason: run.text(call.arguments[0]), isEarly })
    run.cancelKeep()
  },
})

// RFC 5429 §2.1, §2.2
export const reject: Extension = { name: 'reject', commands: [command('reject', false)] }
export const ereject: Extension = { name: 'ereject', commands: [command('ereject', true)] }
