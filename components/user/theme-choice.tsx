import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { MenuItem } from '../ui/overlays/menu-item'
import { type Theme, themeFromCookie } from './theme'

export const themeChoices = [
  { theme: 'system', name: 'System theme', icon: <Monitor aria-hidden /> },
  { theme: 'light', name: 'Light theme', icon: <Sun aria-hidden /> },
  { theme: 'dark', name: 'Dark theme', icon: <Moon aria-hidden /> },
] as const

export function chooseTheme(theme: Theme) {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing on plain http
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
}

export function ThemeChoice() {
  const [current] = useState(() => themeFromCookie(document.documentElement.dataset.theme))
  return themeChoices.map(({ theme, name, icon }) => (
    <MenuItem key={theme} icon={icon} checked={theme === current} onSelect={() => chooseTheme(theme)}>
      {name}
    </MenuItem>
  ))
}
