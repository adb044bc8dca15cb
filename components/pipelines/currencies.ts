/** The currencies to choose from, common ones first; a fixed list, as Intl differs between server and browser. */
export const currencies =
  'USD EUR GBP CHF JPY CNY INR AUD CAD SEK NOK DKK PLN CZK HUF RON BGN TRY UAH ILS AED SAR KWD QAR EGP MAD NGN KES ZAR GHS BRL MXN ARS CLP COP PEN KRW TWD HKD SGD MYR THB IDR PHP VND PKR BDT LKR NZD'.split(
    ' ',
  )
