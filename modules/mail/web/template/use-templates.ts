import { useEffect, useMemo } from 'react'
import { useQuery, useRecords } from '../../../../web/face.ts'
import { type MessageTemplate, messageTemplate } from '../../types.ts'

/** More than anybody looks through. */
const MOST = 300
export const TEMPLATE = messageTemplate.name

/** The templates of an account, by name; none where one writes nothing. */
export function useTemplates(accountId: string): readonly MessageTemplate[] {
  const { ids, need } = useQuery(TEMPLATE, { accountId })
  useEffect(() => need(0, MOST), [need])
  const records = useRecords<MessageTemplate>(
    TEMPLATE,
    ids.filter(id => id !== undefined),
    { accountId },
  )
  return useMemo(() => records.filter(record => record != null), [records])
}

/** Names are told apart as people read them. */
export const isNamed = (templates: readonly MessageTemplate[], name: string): boolean =>
  templates.some(template => template.name.toLocaleLowerCase() === name.toLocaleLowerCase())
