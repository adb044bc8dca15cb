import { StageMark } from '@/components/pipelines/stages/stage-mark'
import { Name } from '@/components/ui/name'
import { type Choice, ChoiceInput, choiceOf, nameIn, narrowed, ofChoices, readChoice } from './choice'
import { ChoiceSelect } from './choice-select'
import type { FieldKind, InputProps } from './kind'

export const stage: FieldKind<string | null, Choice> = {
  ...ofChoices,
  draft: (value, { stages }) => choiceOf(value, stages),
  read: (draft, { stages, field }) => {
    const reading = readChoice(draft, stages, 'stage')
    return field.required && 'value' in reading && reading.value === null ? { problem: 'Choose a stage.' } : reading
  },
  words: (value, { stages }) => nameIn(stages, value) ?? 'a stage of another pipeline',
  Input: (props) => <ChoiceSelect {...props} offered={props.context.stages} />,
  CellInput: StageChoice,
  Cell: ({ context: { stage } }) =>
    stage && (
      <span className="flex items-center gap-2">
        <StageMark stage={stage} />
        <Name>{stage.name}</Name>
      </span>
    ),
}

function StageChoice({ context: { stages }, ...props }: InputProps<Choice>) {
  const options = stages.map((each) => ({ id: each.id, name: each.name, icon: <StageMark stage={each} /> }))
  return <ChoiceInput {...props} options={narrowed(options, props.draft)} />
}
