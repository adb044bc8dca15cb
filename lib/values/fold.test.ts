import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { fold, includesText, wordsOf } from './fold'

test.each([
  ['Müller & Söhne', 'muller', true],
  ['Muller', 'Müller', true],
  ['Mu\u0308ller', 'mü', true],
  ['Möller', 'muller', false],
  ['Łódź', 'lodz', true],
  ['Straße', 'STRASSE', true],
  ['groß', 'GROSSE', false],
  ['GROSSE', 'große', true],
  ['Østerbro', 'osterbro', true],
  ['Kızılay', 'KIZILAY', true],
  ['İstanbul', 'istanbul', true],
  ['ΟΔΟΣ', 'οδός', true],
  ['O’Brien', "o'brien", true],
  ['ＡＣＭＥ', 'acme', true],
])('%s says %s: %s', (text, part, isSaid) => expect(includesText(text, part)).toBe(isSaid))

test.each([
  [' Müller  muller\tHALL ', ['muller', 'hall']],
  ['\u0301', ['\u0301']],
  ['  ', []],
  [undefined, []],
])('the words of %j are %j', (q, words) => expect(wordsOf(q)).toEqual(words))

const words = `Łódź Zażółć gęślą jaźń Ołtarz Straße GROSSE groß WEIẞ Ærøskøbing Østerbro Þórður Eyjafjallajökull Íslandsbanki
  Đặng Nguyễn Tiếng-Việt Đorđević Šibenik Čačak Žiža Ħamrun Żurrieq Ŋaaŋ Sámi Kızılay İstanbul ISPARTA ışık Göğüş
  Əliyev Bakı Œuvre cœur façade naïve Noël Ångström Blåbær smörgåsbord Ďábel Příliš žluťoučký kůň Őrült Űr ţară ŞCOALĂ
  Coração São-Paulo Ñandú pingüino l·l Ĉiuĵaŭde Ẁyŷ ſtraſſe ﬁle ﬂuß ĳs Ǆ ǆ ŉ Ⅷ ½ ① ㎏ ™ ℡ № ª º
  ΟΔΟΣ οδός Ὀδυσσεύς ΆΈΉΊΌΎΏ ΰ ϊ Москва МОСКВА ёлка Ёж Київ Ґанок Їжак Беларусь ў Ђорђе љубав Җамият Қазақстан Өзбек
  Երևան ԵՐԵՎԱՆ և თბილისი שָׁלוֹם ירושלים מַיִם مَرْحَبًا محمّد أحمد إبراهيم آمنة مدرسة على یک کتاب العــربية ﷲ
  नमस्ते क़लम হ্যালো ਪੰਜਾਬ ગુજરાત தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ไทย น้ำ ລາວ བོད မြန်မာ ខ្មែរ አማርኛ ᏣᎳᎩ
  東京 株式会社 がぎぐ カタカナ ｶﾀｶﾅ ﾊﾞｽ ㍿ パピプ 한국어 각각 대한민국 中文 繁體 Ｆｕｌｌ－ｗｉｄｔｈ 𝕬𝖈𝖒𝖊 😀 👩‍💻 e\u0301 \u0301 A\u030a
  O’Brien O‘Brien Oʼbrien “quoted” a–b a—b a‐b a‑b soft\u00adhyphen zero\u200bwidth join\u200der \ufeffbom ´ ¨ ¸ 50_percent 100% \\ ' "`

const letters = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))

test('PostgreSQL folds as the browser does', async () => {
  const texts = [
    ...words.split(/[ \n]+/),
    words,
    ...letters(0x20, 0x52f),
    ...letters(0x531, 0x6ff),
    ...letters(0x1e00, 0x1fff),
    ...letters(0x2000, 0x2bff),
    ...letters(0xfb00, 0xfdff),
    ...letters(0xff00, 0xffef),
  ].flatMap((text) => [text, `a${text}B`])
  const rows = await globalDb().execute<{ folded: string }>(
    sql`select fold(text) as folded from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) as text`,
  )
  const different = texts.filter((text, i) => fold(text) !== rows[i]!.folded)
  expect(rows).toHaveLength(texts.length)
  expect(different).toEqual([])
})
