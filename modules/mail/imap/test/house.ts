import { core } from '../../../../core/face.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { mail } from '../../module.ts'
import { imap, imaps } from '../listener.ts'

/** The house with mail, whose only doors beside HTTP are those of IMAP. */
export const imapHouse = (): Promise<TestHouse> => testHouse([core, { ...mail, listeners: [imap, imaps] }])
