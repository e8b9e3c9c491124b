import type { House } from './house.ts'
import { answersSuite } from './suite/answers.ts'
import { cacheSuite } from './suite/cache.ts'
import { outboxSuite } from './suite/outbox.ts'
import { raceSuite } from './suite/race.ts'
import { randomSuite } from './suite/random.ts'
import { recordSuite } from './suite/record.ts'
import { silenceSuite } from './suite/silence.ts'
import { tabSuite } from './suite/tab.ts'
import { undoSuite } from './suite/undo.ts'
import { windowSuite } from './suite/window.ts'

/** Gives each test an empty account of its own. */
export type NewHouse = () => Promise<House>

/** What the client does with any server that has the type Note. */
export function syncSuite(newHouse: NewHouse): void {
  recordSuite(newHouse)
  windowSuite(newHouse)
  outboxSuite(newHouse)
  undoSuite(newHouse)
  silenceSuite(newHouse)
  cacheSuite(newHouse)
  answersSuite(newHouse)
  tabSuite(newHouse)
  raceSuite(newHouse)
  randomSuite(newHouse)
}
