import { Segments } from '@/components/ui/forms/segments'
import { type CardField, cardFields, fieldsPart, type Look, lookOf } from '../url/shape'
import { useShape } from '../url/use-shape'

const densities = { compact: 'Compact', regular: 'Regular', roomy: 'Roomy' }

export function CardLook() {
  const { shape, apply } = useShape()
  const { density, fields } = lookOf(shape)

  const choose = (next: Look['density']) => apply({ density: next === 'regular' ? undefined : next })

  function toggle(field: CardField) {
    const chosen = new Set(fields)
    if (!chosen.delete(field)) chosen.add(field)
    apply({ fields: fieldsPart(chosen) })
  }

  return (
    <>
      <Segments legend="Density" options={densities} value={density} onChange={choose} />
      <fieldset className="min-w-0">
        <legend className="pb-1 text-xs font-medium text-muted">On cards</legend>
        <div className="grid grid-cols-2">
          {(Object.entries(cardFields) as [CardField, string][]).map(([field, label]) => (
            <label key={field} className="flex min-h-7 items-center gap-2 touch:min-h-11">
              <input type="checkbox" checked={fields.has(field)} onChange={() => toggle(field)} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
