import { createContext, useContext } from 'react'

/** The attributes that a label and a note give to the input, select or textarea within them. */
type Control = {
  id?: string | undefined
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
  autoFocus?: boolean
}

export const ControlContext = createContext<Control>({})
export const useControl = () => useContext(ControlContext)
