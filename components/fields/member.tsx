import { Avatar } from '@/components/ui/avatar'
import { Name } from '@/components/ui/name'
import { type Choice, ChoiceInput, choiceOf, nameIn, narrowed, ofChoices, readChoice } from './choice'
import { ChoiceSelect } from './choice-select'
import type { FieldKind, InputProps } from './kind'

export const member: FieldKind<string | null, Choice> = {
  ...ofChoices,
  draft: (value, { members }) => choiceOf(value, members),
  read: (draft, { members }) => readChoice(draft, members, 'member'),
  words: (value, { members }) => (value === null ? undefined : (nameIn(members, value) ?? 'a former member')),
  Input: (props) => <ChoiceSelect {...props} offered={props.context.members} none="Nobody" />,
  CellInput: MemberChoice,
  Cell({ value, context: { members } }) {
    const name = nameIn(members, value)
    return (
      name && (
        <span className="flex items-center gap-2">
          <Avatar name={name} decorative />
          <Name>{name}</Name>
        </span>
      )
    )
  },
  none: 'nobody',
}

function MemberChoice({ context: { members }, ...props }: InputProps<Choice>) {
  const options = members.map(({ id, name }) => ({ id, name, icon: <Avatar name={name} decorative /> }))
  return <ChoiceInput {...props} options={narrowed([{ id: '', name: 'Nobody' }, ...options], props.draft)} />
}
