import {
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconMovie,
  IconMusic,
  IconPhoto,
  IconPresentation,
} from '@tabler/icons-react'
import type { Icon } from '../action/verb.ts'

const byType: readonly [RegExp, Icon][] = [
  [/pdf/, IconFileTypePdf],
  [/^image\//, IconPhoto],
  [/^video\//, IconMovie],
  [/^audio\//, IconMusic],
  [/spreadsheet|excel|csv/, IconFileSpreadsheet],
  [/presentation|powerpoint/, IconPresentation],
  [/word|text|rtf/, IconFileText],
  [/zip|tar|compressed/, IconFileZip],
  [/^message\//, IconMail],
]

export function iconOfType(type: string): Icon {
  return byType.find(([pattern]) => pattern.test(type))?.[1] ?? IconFile
}
