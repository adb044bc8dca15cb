import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { alphabetic } from '../rows/sql'
import { compareTexts } from './alphabet'

// One kind of quotes alone: ICU has them side by side since 2023, and the PostgreSQL of the tests has an older one.
const words = [
  ...['a', 'A', 'ä', 'Ä', 'á', 'Á', 'å', 'Å', 'æ', 'Æ', 'b', 'B', 'z', 'Z', 'ö', 'ø', 'Ø', 'œ', 'ß', 'ss', 'SS', 'ẞ'],
  ...['Łódź', 'Lodz', 'łódź', 'Lodž', 'Østerbro', 'Osterbro', 'Straße', 'Strasse', 'STRASSE', 'Straszny', 'ñandú'],
  ...[
    'cote',
    'coté',
    'côte',
    'côté',
    'Cote',
    'Côte',
    'llama',
    'luz',
    'chico',
    'cosa',
    'İzmir',
    'Izmir',
    'ılık',
    'ilik',
  ],
  ...['Acme', 'acme', 'Acme Corp', 'Acme-Corp', 'AcmeCorp', 'Acme, Corp', 'Acme & Corp', 'Acme’s', '“Acme”'],
  ...['1', '2', '10', '02', '1.5', '1,5', '-1', '+1', '$1', '€1', '£1', '¥1', '%', '#1', '№ 1', '½', '²', 'Ⅳ', '１'],
  ...[
    'Ελλάδα',
    'ελλάδα',
    'Ελλαδα',
    'Ωμέγα',
    'ωμεγα',
    'Москва',
    'москва',
    'Ёлка',
    'Елка',
    'елка',
    'Київ',
    'Їжак',
    'Ђак',
  ],
  ...['თბილისი', 'Երևան', 'שלום', 'שָׁלוֹם', 'تهران', 'طهران', 'دبي', 'کراچی', 'كراچي', 'दिल्ली', 'मुंबई', 'ঢাকা', 'চট্টগ্রাম'],
  ...['சென்னை', 'తెలుగు', 'ಬೆಂಗಳೂರು', 'കൊച്ചി', 'සිංහල', 'กรุงเทพ', 'เชียงใหม่', 'แม่สอด', 'ລາວ', 'မြန်မာ', 'ខ្មែរ', 'አዲስ'],
  ...[
    '東京',
    '大阪',
    '京都',
    '中国',
    '中國',
    '北京',
    '上海',
    '台北',
    'カタカナ',
    'ｶﾀｶﾅ',
    'かたかな',
    'ガ',
    'か',
    'が',
    'ァ',
    'ア',
  ],
  ...[
    '서울',
    '부산',
    '가',
    '각',
    '𠀀',
    '𝐀',
    '😀',
    '🚀 Launch',
    '👩‍💻',
    '🇩🇪',
    '★',
    '→',
    '…',
    '—',
    '–',
    '_',
    '~',
    '|',
    '\\',
  ],
  ...['e\u0301', 'é', 'E\u0301', 'u\u0308ber', 'über', 'uber', 'a\u200bb', 'ab', 'a b', 'a\u00a0b', 'a\tb', 'a\u00adb'],
]
/** Each also before and behind another, so that later letters decide too. */
const titles = [...new Set(words.flatMap((word, i) => [word, `${word} ${words.at(-i)}`, `${words.at(i - 7)}${word}`]))]

test('PostgreSQL and JavaScript agree on the order of titles in many scripts', async () => {
  const rows = await globalDb().execute<{ title: string }>(
    sql`select title from jsonb_array_elements_text(${JSON.stringify(titles)}::jsonb) as title
      order by ${alphabetic(sql`title`)}`,
  )
  expect(titles.toSorted(compareTexts)).toEqual(rows.map(({ title }) => title))
})
