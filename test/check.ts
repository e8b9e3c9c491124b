// npm run check: what can be said of the source without starting the product. One line each; the words of what fails.

import { check, checks } from './checks.ts'

process.exitCode = (await check(checks)) ? 0 : 1
