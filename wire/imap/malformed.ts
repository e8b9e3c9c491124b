import { Malformed } from '../../lib/errors.ts'
import type { ResponseCode } from './response/code.ts'

/**
 * A command that could not be read. The session answers `tag BAD message`, or `tag NO [code] message`
 * when a code says more; without a tag it answers `* BAD message`.
 */
export class BadCommand extends Malformed {
  readonly tag: string | undefined
  readonly code: ResponseCode | undefined

  constructor(message: string, tag?: string, code?: ResponseCode) {
    super(message)
    this.tag = tag
    this.code = code
  }
}
