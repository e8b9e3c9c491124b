/** Colours as the contrast test computes them: sRGB, 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number]

export function readHex(hex: string): Rgb {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(hex.trim()) ?? []
  if (!red || !green || !blue) throw new Error(`not a colour of six digits: ${hex}`)
  return [channel(red), channel(green), channel(blue)]
}

function channel(digits: string): number {
  return Number.parseInt(digits, 16) / 255
}

/** `color-mix(in srgb, colour share, other)` */
export function mix(colour: Rgb, other: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2): number => colour[index] * share + other[index] * (1 - share)
  return [at(0), at(1), at(2)]
}

export function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const light = lightness / 100
  const reach = (saturation / 100) * Math.min(light, 1 - light)
  const at = (offset: number): number => {
    const k = (offset + hue / 30) % 12
    return light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [at(0), at(8), at(4)]
}

/** WCAG 2.2, « contrast ratio ». */
export function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

export type Tokens = (name: string) => string

/** The two themes of tokens.css: dark has the light ones' values where it says nothing. */
export function readThemes(css: string): { light: Tokens; dark: Tokens } {
  const block = (selector: string): Map<string, string> => {
    const body = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
    return new Map(
      [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
    )
  }
  const light = block(':root')
  const dark = block(':root[data-mantine-color-scheme="dark"]')
  return { light: reader(light), dark: reader(new Map([...light, ...dark])) }
}

function reader(values: Map<string, string>): Tokens {
  return name => {
    const value = values.get(name)
    if (value === undefined) throw new Error(`tokens.css has no --${name}`)
    return value
  }
}
