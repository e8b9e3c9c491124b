import type { WebModule } from '../../web/face.ts'

/** What every module of the product shows on the web, each from its `web/module.ts`; `order` gives its place. */
export const webModules: readonly WebModule[] = []
