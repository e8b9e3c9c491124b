import { variableOf } from './config.ts'
import { keys } from './config-keys.ts'
import { type Group, isKey, type Key } from './config-kinds.ts'

/** The text of docs/configuration.md, written from the declaration of the keys. */
export function configurationDocument(): string {
  return [head, ...rows(keys, []), ''].join('\n')
}

const head = `# Configuration

<!-- Written by bin/docs-configuration.ts from lib/config-keys.ts: change it there. -->

Nothing needs to be configured to begin. What you want otherwise is said in one YAML file, \`bastide.yaml\` in the
data folder (or the file that \`BASTIDE_CONFIG\` names), or in the environment, which wins. The dots of a key are the
levels of the file:

\`\`\`yaml
host: 0.0.0.0
http:
  port: 80
smarthost:
  host: relay.example.org
\`\`\`

An unknown key or a value of the wrong kind stops the start with one sentence that says where it stands and what was
expected. A port of \`0\` takes any free one.

| key | variable | kind | default | what it is |
|---|---|---|---|---|`

function rows(group: Group, path: readonly string[]): string[] {
  return Object.entries(group).flatMap(([name, entry]) => {
    const here = [...path, name]
    return isKey(entry) ? [row(here, entry)] : rows(entry, here)
  })
}

function row(path: readonly string[], key: Key): string {
  const cells = [
    `\`${path.join('.')}\``,
    `\`${variableOf(path, key)}\``,
    kindOf(key),
    defaultOf(key),
    key.doc,
  ]
  return `| ${cells.join(' | ')} |`
}

function kindOf({ kind, expects }: Key): string {
  return kind === 'choice' || kind === 'list' ? expects : kind
}

function defaultOf({ kind, default: value }: Key): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '–'
  if (kind === 'size') return `\`${Number(value) / 2 ** 20} MiB\``
  return `\`${String(value)}\``
}
