// Put before each test file: what it reports goes through the pipe at once. Otherwise the end that --test-force-exit
// makes would cut off what still waits there, and tests that ran would be counted by nobody (nodejs/node#64833).

interface Pipe {
  readonly _handle?: { setBlocking?(isBlocking: boolean): number }
}

;(process.stdout as Pipe)._handle?.setBlocking?.(true)
