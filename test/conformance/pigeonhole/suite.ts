import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Action } from '../../../wire/sieve/action.ts'
import { type Checked, checkScript, type Surroundings } from '../../../wire/sieve/check.ts'
import { EXTENSIONS } from '../../../wire/sieve/extensions.ts'
import type { Facts } from '../../../wire/sieve/facts.ts'
import { type Fault, faultAt, SieveFault } from '../../../wire/sieve/fault.ts'
import { settle } from '../../../wire/sieve/interpret.ts'
import type { Program } from '../../../wire/sieve/language.ts'
import { readLetter } from '../../../wire/sieve/letter.ts'
import { Machine } from '../../../wire/sieve/run.ts'
import { TestFailed } from './failed.ts'
import { configured } from './settings.ts'
import { testsuite } from './testsuite.ts'
import { World } from './world.ts'

/** The machine of a test script: its message may be another one at any time, and what it wishes be forgotten. */
export class TestMachine extends Machine {
  forget(): void {
    this.wishes = []
    this.flags = []
    this.isKept = true
  }

  take(message: string | Buffer): void {
    this.letter = readLetter(Buffer.from(message))
    this.fields = this.letter.fields
  }
}

/** One file of tests, and the world that its scripts act on. */
export class Suite {
  readonly failures: string[] = []
  readonly settings = new Map<string, string>()
  readonly envelope = { from: 'sender@example.com', to: 'recipient@example.com', auth: '' }
  readonly world = new World(this)
  readonly surroundings: Surroundings
  readonly folder: string
  /** Of the scripts beside it that it ran. */
  readonly sources: string[] = []
  passed = 0
  /** What the last compilation or run had to say. */
  faults: readonly Fault[] = []
  program: Program | null = null
  /** Of the last script that ran. */
  result: Action[] = []
  private machine: TestMachine | null = null

  constructor(path: string) {
    this.folder = dirname(path)
    this.surroundings = {
      extensions: [...EXTENSIONS, testsuite(this)],
      findScript: (name, place) => {
        const file = join(this.folder, place === 'global' ? 'included-global' : 'included', `${name}.sieve`)
        return existsSync(file) ? readFileSync(file, 'utf8') : null
      },
    }
  }

  run(program: Program): void {
    this.machine = new TestMachine(program, readLetter(Buffer.from('\r\n')), this.facts())
    this.machine.variables.write('tst.path', this.folder)
    try {
      this.machine.block(program.steps)
    } catch (error) {
      if (!(error instanceof SieveFault)) throw error
      this.failures.push(`${error.fault.line}:${error.fault.column} ${error.fault.message}`)
    }
  }

  /** A script beside the test; what is wrong with it is kept to be looked at. */
  compile(path: string): boolean {
    const file = join(this.folder, path)
    if (!existsSync(file)) throw new TestFailed(`no script ${path}`)
    const source = readFileSync(file, 'utf8')
    this.sources.push(source)
    const checked: Checked = checkScript(source, this.surroundings)
    // Dovecot adds a line that sums up.
    const sum = checked.program ? [] : [faultAt('', 0, 'unknownScript', { name: path })]
    this.faults = [...checked.faults, ...sum]
    this.program = checked.program
    return checked.program !== null
  }

  runScript(isAppended: boolean): boolean {
    if (!this.program) return false
    const machine = new TestMachine(this.program, this.current().letter, this.facts())
    if (isAppended) for (const action of this.result) machine.act(action)
    this.faults = []
    try {
      machine.block(this.program.steps)
      this.result = settle(machine).actions
      return true
    } catch (error) {
      if (!(error instanceof SieveFault)) throw error
      this.faults = [error.fault]
      this.result = [{ kind: 'keep', flags: [], fields: null, isImplicit: true }]
      return false
    }
  }

  /** Of the script that ran, or of the test itself. */
  actions(): readonly Action[] {
    return this.result.length > 0 ? this.result : settle(this.current()).actions
  }

  reset(): void {
    this.result = []
    this.current().forget()
    this.world.sent = []
    this.faults = []
  }

  current(): TestMachine {
    return this.machine!
  }

  private facts(): Facts {
    const suite = this
    return {
      get envelope() {
        return { ...suite.envelope, auth: suite.envelope.auth || null }
      },
      now: new Date(),
      timeZone: 'UTC',
      mailboxes: this.world,
      environment: {
        name: 'Bastide',
        version: '1',
        domain: 'example.com',
        host: 'host.example.com',
        location: 'MS',
        phase: 'during',
      },
      get spam() {
        return configured(suite, 'spamtest')
      },
      get virus() {
        return configured(suite, 'virustest')?.score ?? null
      },
      isKnown: () => false,
    }
  }
}
