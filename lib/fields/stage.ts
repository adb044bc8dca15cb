import { stageKinds } from '../values/stage-kinds'
import { dealFields, type Requirable, requirable } from './deal'
import { entityFields } from './entity'
import type { Fields } from './field'

export const stageFields = {
  name: { kind: 'text', label: 'Name', required: true, max: 200, match: true },
  index: {
    kind: 'integer',
    label: 'Place',
    about: 'Place in the pipeline, contiguous from 0',
    required: true,
    readOnly: true,
    match: true,
  },
  description: { kind: 'text', label: 'Description', multiline: true, max: 2000 },
  pipelineId: { kind: 'pipeline', label: 'Pipeline', required: true, readOnly: true, match: true },
  kind: {
    kind: 'option',
    label: 'Kind',
    options: stageKinds,
    schema: 'StageKind',
    notNull: true,
    aboutInput: 'When a new stage leaves it out, its name decides once: Won, Closed Lost',
    match: true,
  },
  probability: {
    kind: 'percent',
    label: 'Probability',
    about: 'Percent; counts for deals without one of their own',
  },
  rottingDays: {
    kind: 'integer',
    label: 'Days until stale',
    about: 'Days in the stage after which a deal is stale',
    min: 1,
    max: 3650,
  },
  color: { kind: 'color', label: 'Colour' },
  requiredFields: {
    kind: 'options',
    label: 'Required fields',
    about: 'What a deal must have to come in; a lost reason only where kind is lost',
    options: Object.fromEntries(requirable.map((name) => [name, dealFields[name].label])) as Record<Requirable, string>,
    schema: 'RequirableField',
    notNull: true,
  },
  wipLimit: {
    kind: 'integer',
    label: 'Most deals',
    about: 'Deals the stage is meant to hold at most',
    min: 1,
    max: 1_000_000,
  },
  wipAmount: {
    kind: 'decimal',
    label: 'Most value',
    about: "What its deals in the pipeline's currency are meant to add up to at most, in major units",
    positive: true,
  },
  wipIsHard: {
    kind: 'flag',
    label: 'Hard limit',
    about: 'Whether a deal that would pass one of the two limits is refused with 422',
    notNull: true,
  },
} as const satisfies Fields

export const stageEntity = { ...entityFields, ...stageFields }
