import { core } from '../core/face.ts'
import type { Module } from '../core/module.ts'
import { push } from '../core/push/face.ts'
import { mail } from '../modules/mail/module.ts'
import { notes } from '../modules/notes/module.ts'

/** Every module of the product, in the order of their migrations. */
export const MODULES: readonly Module[] = [core, push, mail, notes]
