import { adminScreens } from '../../modules/admin/web/screens.tsx'
import { mailScreens } from '../../modules/mail/web/screens.tsx'
import { notesScreens } from '../../modules/notes/web/screens.tsx'
import type { WebModule } from '../../web/face.ts'

/** What every module of the product shows on the web; `order` gives its place. */
export const webModules: readonly WebModule[] = [mailScreens, notesScreens, adminScreens]
