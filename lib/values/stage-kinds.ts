import { fold } from './fold'

export const stageKinds = { open: 'Open', won: 'Won', lost: 'Lost' } as const
export type StageKind = keyof typeof stageKinds

const englishNames: Record<string, StageKind> = {
  won: 'won',
  'closed won': 'won',
  lost: 'lost',
  'closed lost': 'lost',
}

const spaced = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, ' ')

/** Kind of a stage that is made without one, by its name; 'open' unless the name is known. */
export const kindFromName = (name: string): StageKind => englishNames[spaced(name)] ?? 'open'

/** Names of won and lost stages in languages other than English. */
const names = {
  won: [
    ...['gewonnen', 'gagné', 'gagnée', 'gagnés', 'gagnées', 'ganado', 'ganada', 'ganadas', 'ganados'],
    ...['ganho', 'ganha', 'ganhos', 'ganhas', 'vinto', 'vinta', 'vinte', 'vinti', 'wygrana', 'wygrane', 'wygrany'],
    ...['vunnen', 'vunna', 'vundet', 'vunnet', 'voitettu', 'vyhráno', 'kazanıldı', 'выиграно', 'виграно'],
    ...['受注', '成約', '赢单', '成交', '수주'],
  ],
  lost: [
    ...['verloren', 'perdu', 'perdue', 'perdus', 'perdues', 'perdido', 'perdida', 'perdidas', 'perdidos'],
    ...['perso', 'persa', 'perse', 'persi', 'przegrana', 'przegrane', 'przegrany', 'utracona', 'utracone'],
    ...['förlorad', 'förlorade', 'tabt', 'tapt', 'hävitty', 'menetetty', 'prohráno', 'kaybedildi', 'проиграно'],
    ...['програно', '失注', '输单', '丢单', '실주'],
  ],
}
const closed =
  /^(?:closed|abgeschlossen|geschlossen|gesloten|clos|close|conclu|conclue|cerrado|cerrada|fechado|fechada|chiuso|chiusa|zamkniete) /

const plain = (name: string) =>
  fold(name)
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
const suggestions = new Map(
  (['won', 'lost'] as const).flatMap((kind) => [kind, ...names[kind]].map((name) => [plain(name), kind] as const)),
)

/** Kind that a form suggests for a stage's name, in many languages. */
export const suggestedKind = (name: string): StageKind => suggestions.get(plain(name).replace(closed, '')) ?? 'open'
