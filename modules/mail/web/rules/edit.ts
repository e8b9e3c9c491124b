import type { Rule } from './rule.ts'
import { type Piece, pieceOf, type ScriptRules } from './script-rules.ts'

/** A change of the list, as it may be made again on a list that has changed meanwhile; null: it cannot be. */
export type Edit = (rules: ScriptRules) => ScriptRules | null

const withPieces = (rules: ScriptRules, pieces: readonly Piece[]): ScriptRules => ({ ...rules, pieces })

export const insertPiece =
  (piece: Piece, at: number): Edit =>
  rules =>
    withPieces(rules, rules.pieces.toSpliced(Math.min(at, rules.pieces.length), 0, piece))

export const addRule =
  (rule: Rule): Edit =>
  rules =>
    withPieces(rules, [...rules.pieces, pieceOf(rule)])

/** What stands before it stays: somebody may have written it there. */
export const changeRule =
  (piece: Piece, rule: Rule): Edit =>
  rules => {
    const at = placeOf(rules, piece)
    return at === -1 ? null : withPieces(rules, rules.pieces.with(at, pieceOf(rule, piece.lead)))
  }

export const movePiece =
  (piece: Piece, to: number): Edit =>
  rules => {
    const at = placeOf(rules, piece)
    if (at === -1) return null
    const others = rules.pieces.toSpliced(at, 1)
    return withPieces(rules, others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, piece))
  }

/** A comment before it is nobody's to destroy: it stays where it was. */
export const removePiece =
  (piece: Piece): Edit =>
  rules => {
    const at = placeOf(rules, piece)
    if (at === -1) return null
    const others = rules.pieces.toSpliced(at, 1)
    if (piece.rule === null || piece.lead.trim() === '') return withPieces(rules, others)
    const next = others[at]
    if (!next) return { ...rules, pieces: others, tail: piece.lead + rules.tail }
    return withPieces(rules, others.with(at, { ...next, lead: piece.lead + next.lead }))
  }

/** The same one, whichever list it was seen in: by itself, else by what it says. */
function placeOf({ pieces }: ScriptRules, piece: Piece): number {
  const at = pieces.indexOf(piece)
  return at === -1 ? pieces.findIndex(({ lead, text }) => lead === piece.lead && text === piece.text) : at
}
