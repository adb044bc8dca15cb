import { Kbd } from '@/components/ui/kbd'
import { Dialog, DialogBody } from '@/components/ui/overlays/dialog'

const looking: [string[], string][] = [
  [['↑', '↓', '←', '→'], 'Go from deal to deal'],
  [['Enter'], 'Open the deal'],
  [['/'], 'Search'],
  [['F'], 'Filter'],
  [['Q'], 'Only my deals, or all'],
  [['V'], 'How the board is shown'],
  [['Ctrl or ⌘', 'K'], 'Find deals, pipelines, contacts and actions'],
  [['?'], 'This list'],
]
const editing: [string[], string][] = [
  [['N'], 'New deal in this stage'],
  [['Alt', '↑ ↓ ← →'], 'Move the deal'],
  [['Space'], 'Lift the deal; arrows, W or L, then Space to drop it or Escape to leave it'],
  [['W'], 'Move it to won'],
  [['L'], 'Move it to lost'],
  [['E'], 'Edit the deal'],
  [['M'], 'More ways to move or edit it'],
  [['Delete'], 'Delete the deal'],
  [['Ctrl or ⌘', 'Z'], 'Undo your last change'],
  [['Ctrl or ⌘', 'Shift', 'Z'], 'Do it again'],
]
const selecting: [string[], string][] = [
  [['X'], 'Select the deal, or not'],
  [['Shift', '↑ ↓'], 'Select the next one too'],
  [['Ctrl or ⌘', 'A'], 'Select all of this stage'],
  [['Escape'], 'Select nothing'],
]

const inTable: [string[], string][] = [
  [['Space'], 'Open the deal'],
  [['Ctrl or ⌘', 'Home or End'], 'Go to the first or the last deal'],
  [['Ctrl or ⌘', 'C'], 'Copy the cell, or all selected deals'],
]
const editingInTable: [string[], string][] = [
  [['A to Z, 0 to 9'], 'Replace what is in the cell'],
  [['Enter'], 'Edit the cell, then save it; Escape leaves it as it was'],
  [['Tab'], 'Save it and edit the next'],
  [['Delete'], 'Empty the cell'],
  [['Ctrl or ⌘', 'V'], 'Paste a value, or cells from a spreadsheet'],
  [['Shift', 'Space'], 'Select the deal, or not'],
  [['Ctrl or ⌘', 'Backspace'], 'Delete the deal, or all that are selected'],
]

export default function ShortcutsDialog({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <DialogBody tabIndex={0} className="pb-5">
        <Keys title="Look around" keys={looking} />
        {canEdit && <Keys title="Work on a deal, or on all that are selected" keys={editing} />}
        {canEdit && <Keys title="Select several; with the mouse, Ctrl or ⌘ and Shift do it" keys={selecting} />}
        <Keys
          title={canEdit ? 'In the table, where letters are typed into the cell' : 'In the table'}
          keys={canEdit ? [...inTable, ...editingInTable] : inTable}
        />
      </DialogBody>
    </Dialog>
  )
}

function Keys({ title, keys }: { title: string; keys: [string[], string][] }) {
  return (
    <section>
      <h3 className="pb-1 text-xs font-medium text-muted">{title}</h3>
      <dl className="flex flex-col">
        {keys.map(([pressed, what]) => (
          <div
            key={what}
            className="flex items-center justify-between gap-4 border-b border-border py-1.5 last:border-0"
          >
            <dt className="order-2 flex shrink-0 gap-1">
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
