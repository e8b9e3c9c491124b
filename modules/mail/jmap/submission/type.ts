import type { RecordType } from '../../../../core/module.ts'
import { submissionQuery } from '../../model/submission-query.ts'
import { emailSubmission } from '../../types.ts'
import { submissionWrite } from './write.ts'

/** No report is kept as a blob of its own: they come as messages. */
const compute: NonNullable<RecordType['compute']> = async (_, __, ___, records, wanted) => {
  for (const name of ['dsnBlobIds', 'mdnBlobIds'])
    if (wanted.has(name)) for (const record of records) record[name] = []
}

export const submissionType: RecordType = {
  descriptor: emailSubmission,
  home: 'personal',
  query: submissionQuery,
  compute,
  write: submissionWrite,
}
