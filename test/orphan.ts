// Put before each test file: when the run has been killed, the file ends too, and with it the servers and browsers that
// it has started, which follow it.

const LOOK_MS = 500

const run = process.ppid
setInterval(() => process.ppid === run || process.exit(1), LOOK_MS).unref()
