import type { Command } from '../../../../wire/sieve/script.ts'
import { type Action, isPlace } from './rule.ts'
import { hasTag, strings, type Tree, tag, textsOf, tree } from './tree.ts'

const SEEN = '\\Seen'
const FLAGGED = '\\Flagged'
const TRASH = '\\Trash'

/**
 * What a rule does, as commands. Its flags are set before the message is put where it goes, and taken away again for the
 * rules that follow; where the rule puts it nowhere they stay, because the message goes on with them.
 */
export function actionTrees(actions: readonly Action[], stops: boolean): Tree[] {
  const flags = actions.flatMap(flagOf)
  const isPlaced = actions.some(isPlace)
  return [
    ...(flags.length > 0 ? [tree('addflag', strings(flags))] : []),
    ...actions.flatMap(action => treeOf(action) ?? []),
    ...(flags.length > 0 && isPlaced && !stops ? [tree('removeflag', strings(flags))] : []),
    ...(stops ? [tree('stop')] : []),
  ]
}

function flagOf(action: Action): string[] {
  if (action.kind === 'read') return [SEEN]
  if (action.kind === 'flag') return [FLAGGED]
  return action.kind === 'label' ? [action.keyword] : []
}

function treeOf(action: Action): Tree | null {
  switch (action.kind) {
    case 'file':
    case 'copy': {
      // RFC 9042 §4.1: the name is what remains when the mailbox is no more.
      const copy = action.kind === 'copy' ? [tag(':copy')] : []
      return tree('fileinto', ...copy, tag(':mailboxid'), strings([action.mailboxId]), strings([action.name]))
    }
    case 'trash':
      return tree('fileinto', tag(':specialuse'), strings([TRASH]), strings(['Trash']))
    case 'forward':
      return tree('redirect', ...(action.keeps ? [tag(':copy')] : []), strings([action.address]))
    default:
      return null
  }
}

/** What the commands may say; whoever reads compares it with what is written of it. */
export function readActions(commands: readonly Command[]): { actions: Action[]; stops: boolean } | null {
  const actions: Action[] = []
  for (const command of commands) {
    const read = readOne(command)
    if (read === null) return null
    actions.push(...read)
  }
  return { actions, stops: commands.at(-1)?.name.toLowerCase() === 'stop' }
}

function readOne(command: Command): Action[] | null {
  const texts = textsOf(command)
  switch (command.name.toLowerCase()) {
    case 'addflag':
      return readFlags(texts[0] ?? [])
    case 'removeflag':
    case 'stop':
      return []
    case 'redirect':
      return [{ kind: 'forward', address: texts[0]?.[0] ?? '', keeps: hasTag(command, ':copy') }]
    case 'fileinto':
      return readFileInto(command, texts)
    default:
      return null
  }
}

function readFlags(flags: readonly string[]): Action[] | null {
  const actions = flags.map((flag): Action | null => {
    if (flag === SEEN) return { kind: 'read' }
    if (flag === FLAGGED) return { kind: 'flag' }
    return /^[\\$]/.test(flag) ? null : { kind: 'label', keyword: flag }
  })
  return actions.every(action => action !== null) ? actions : null
}

function readFileInto(command: Command, [which = [], names = []]: readonly string[][]): Action[] | null {
  if (hasTag(command, ':specialuse')) return [{ kind: 'trash' }]
  if (!hasTag(command, ':mailboxid')) return null
  const kind = hasTag(command, ':copy') ? 'copy' : 'file'
  return [{ kind, mailboxId: which[0] ?? '', name: names[0] ?? '' }]
}
