// Writes docs/configuration.md anew from the declaration of the keys.

import { writeFileSync } from 'node:fs'
import { configurationDocument } from '../lib/config-document.ts'

writeFileSync(new URL('../docs/configuration.md', import.meta.url), configurationDocument())
