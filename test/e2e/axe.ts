import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** While a dialogue is open, the landmarks behind it are out of reach: that they come twice disturbs nobody. */
export const landmarksBehind = ['landmark-no-duplicate-banner', 'landmark-unique', 'region']

/** What the dark changes; all else of the same page was looked at in the light. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']
/** From this width on a page stands as it does in the light; on a phone each scheme is looked at whole. */
const DESK = 900

export interface Look {
  readonly within?: string
  readonly without?: readonly string[]
}

/** What axe finds wrong with a page. What stands in a frame is a stranger's, and runs no script: not even this one. */
export async function faultsOf(page: Page, { within = 'body', without = [] }: Look = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(within).exclude('iframe').setLegacyMode()
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const onlyColours = isDark && (page.viewportSize()?.width ?? 0) >= DESK
  const rules = onlyColours ? axe.withRules(OF_COLOURS) : axe.disableRules([...without])
  const { violations } = await rules.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`))
}

export async function assertNoFaults(page: Page, look: Look = {}): Promise<void> {
  assert.deepEqual(await faultsOf(page, look), [], page.url())
}
