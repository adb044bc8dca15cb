import { contact } from './contact'
import { currency } from './currency'
import { day } from './day'
import type { EditedField, EditedKind, FieldKind } from './kind'
import { member } from './member'
import { money } from './money'
import { option } from './option'
import { percent } from './percent'
import { stage } from './stage'
import { tags } from './tags'
import { text } from './text'

const kinds: Record<EditedKind, FieldKind> = {
  contact,
  currency,
  day,
  member,
  money,
  option,
  percent,
  stage,
  tags,
  text,
}

export const kindOf = ({ kind }: EditedField) => kinds[kind]
