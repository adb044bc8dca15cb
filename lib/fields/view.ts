import { entityFields } from './entity'
import type { Fields } from './field'

export const viewEntity = {
  ...entityFields,
  isArchived: { ...entityFields.isArchived, readOnly: true },
  pipelineId: { kind: 'pipeline', label: 'Pipeline', required: true, readOnly: true },
  ownerId: { kind: 'member', label: 'Owner', about: 'Who saved it', required: true, readOnly: true },
  name: { kind: 'text', label: 'Name', required: true, max: 100 },
  query: {
    kind: 'text',
    label: 'Query',
    about: "The query of the board's address, without a question mark",
    required: true,
    max: 4000,
  },
  isShared: {
    kind: 'flag',
    label: 'Shared',
    about: 'Everybody who sees the pipeline sees it; otherwise its owner alone',
    notNull: true,
  },
  isDefault: {
    kind: 'flag',
    label: 'Default',
    about: 'What the board opens with: a private view for its owner, a shared one for those without one of their own',
    aboutInput: 'The one that was the default before is it no more',
    notNull: true,
  },
} as const satisfies Fields
