import { expect, it } from 'vitest'
import { latinKey } from './latin-key'

it.each([
  ['French', 'z', 'KeyW', 'z'],
  ['French', 'w', 'KeyZ', 'w'],
  ['Dvorak', 'n', 'KeyL', 'n'],
  ['Polish with AltGr', 'ł', 'KeyL', 'ł'],
  ['German with AltGr', 'µ', 'KeyM', 'µ'],
  ['Caps Lock', 'W', 'KeyW', 'w'],
  ['Russian', 'ц', 'KeyW', 'w'],
  ['Russian with Shift', 'Ц', 'KeyW', 'w'],
  ['Greek', 'ω', 'KeyV', 'v'],
  ['Arabic', 'ص', 'KeyW', 'w'],
  ['Hindi', 'ै', 'KeyW', 'w'],
  ['Korean', 'ㅈ', 'KeyW', 'w'],
  ['Russian, no letter of Latin', 'х', 'BracketLeft', 'bracketleft'],
  ['number pad', 'ArrowLeft', 'Numpad4', 'arrowleft'],
])('%s: %s at %s is %s', (_, key, code, read) => {
  expect(latinKey({ key, code })).toBe(read)
})
