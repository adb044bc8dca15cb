// The currencies of ISO 4217 in use in 2026, and those that went since 2020, in which there may be deals. A list of our
// own, because a runtime's depends on its version, and stored minor units must not change their meaning.

const inUse =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU YER ZAR ZMW ZWG'
const historic = 'ANG BGN CUC HRK SLL ZWL'

export const currenciesInUse: readonly string[] = inUse.split(' ')

const known = new Set([...currenciesInUse, ...historic.split(' ')])

export const isCurrency = (code: string) => known.has(code)

/** Currencies whose decimals are not two. */
export const currenciesByDecimals: Record<number, string[]> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND'.split(' '),
  4: 'CLF UYW'.split(' '),
}

const decimals = new Map(
  Object.entries(currenciesByDecimals).flatMap(([count, codes]) => codes.map((code) => [code, Number(count)])),
)

export const currencyDecimals = (code: string) => decimals.get(code) ?? 2

/** What a currency is called at home; several may have one sign. */
const signs: Record<string, string> = {
  ...Object.fromEntries(
    'ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD USD UYU XCD'
      .split(' ')
      .map((code) => [code, '$']),
  ),
  ...{ DKK: 'kr', ISK: 'kr', NOK: 'kr', SEK: 'kr', CNY: '¥', JPY: '¥', LKR: 'Rs', MUR: 'Rs', NPR: 'Rs', PKR: 'Rs' },
  ...{ EUR: '€', GBP: '£', INR: '₹', KRW: '₩', ILS: '₪', VND: '₫', PHP: '₱', UAH: '₴', TRY: '₺', RUB: '₽', NGN: '₦' },
  ...{ KZT: '₸', GEL: '₾', AZN: '₼', AMD: '֏', PYG: '₲', CRC: '₡', LAK: '₭', MNT: '₮', THB: '฿', BDT: '৳', KHR: '៛' },
  ...{ BRL: 'R$', CZK: 'Kč', HUF: 'Ft', PLN: 'zł', RON: 'lei', IDR: 'Rp', MYR: 'RM', ZAR: 'R', GTQ: 'Q', GHS: 'GH₵' },
}

/** Signs that are known abroad, too, and belong to one currency alone. */
const abroad: Record<string, string> = {
  ...{ USD: 'US$', CAD: 'CA$', AUD: 'A$', MXN: 'MX$', NZD: 'NZ$', HKD: 'HK$', SGD: 'S$', TWD: 'NT$', BRL: 'R$' },
  ...{
    EUR: '€',
    GBP: '£',
    INR: '₹',
    KRW: '₩',
    ILS: '₪',
    VND: '₫',
    PHP: '₱',
    UAH: '₴',
    TRY: '₺',
    JPY: 'JP¥',
    CNY: 'CN¥',
  },
}

/** Sign of a currency: short only where it is the one at home, so that no two look alike. */
export const currencySign = (code: string, home: string | undefined) =>
  (code === home ? signs[code] : abroad[code]) ?? code
