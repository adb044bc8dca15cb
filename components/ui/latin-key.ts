const otherScript = /^[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u

/** A key by what the layout writes with it, in small letters; where that is not Latin, the Latin letter of its place. */
export const latinKey = ({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>) =>
  (otherScript.test(key) ? code.replace('Key', '') : key).toLowerCase()
