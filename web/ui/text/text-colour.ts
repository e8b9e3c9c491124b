import { Mark } from '@tiptap/core'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    textColour: {
      setTextColour: (colour: string) => ReturnType
      unsetTextColour: () => ReturnType
    }
  }
}

/** The colour of words. Written as a style, because that is what other people's mail programs read. */
export const TextColour = Mark.create({
  name: 'textColour',
  addAttributes() {
    return {
      colour: {
        default: null,
        parseHTML: element => element.style.color || null,
        renderHTML: ({ colour }) => (colour ? { style: `color: ${colour}` } : {}),
      },
    }
  },
  parseHTML() {
    return [{ tag: 'span', getAttrs: element => element.style.color !== '' && null }]
  },
  renderHTML({ HTMLAttributes }) {
    return ['span', HTMLAttributes, 0]
  },
  addCommands() {
    return {
      setTextColour:
        colour =>
        ({ commands }) =>
          commands.setMark(this.name, { colour }),
      unsetTextColour:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name),
    }
  },
})

/** Readable on white paper, which is where a letter is read; the reader's dark theme adapts them. */
export const textColours = {
  pastel: '#346486',
  brick: '#a94524',
  olive: '#4b6b2f',
  plum: '#805099',
  ochre: '#7d5f17',
  stone: '#6f675c',
} as const
