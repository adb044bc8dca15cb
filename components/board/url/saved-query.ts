import { addressParts } from './address-parts'
import { collapsedForm } from './collapsed'
import { filterOf, queryOf } from './filter'
import { shapeOf, shapeQueryOf } from './shape'

const rest = addressParts({ collapsed: collapsedForm, collapsedLanes: collapsedForm, view: /^(?!board$)[a-z]{1,20}$/ })

/** What of an address a saved view keeps, in one order: filter, shape, folded stages and lanes, and the kind of view. */
export const savedQuery = (address: URLSearchParams) =>
  [queryOf(filterOf(address)), shapeQueryOf(shapeOf(address)), rest.write(rest.read(address))].filter(Boolean).join('&')
