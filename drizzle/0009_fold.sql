-- The fold() of lib/values/fold.ts; their test compares both. Indexes are made of it: whoever changes it makes a function
-- of another name and indexes with that.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN octet_length($1) = char_length($1) THEN lower($1 COLLATE "C") COLLATE "default"
  ELSE replace(replace(replace(replace(translate(
    lower(regexp_replace(normalize($1, NFKD),
      '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufeff]', '', 'g')
      COLLATE "und-x-icu") COLLATE "default",
    'łøđðħŧŋəıςґىیکة’‘ʼ“”–—‐', 'loddhtneiσгييكه''''''""---'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
  END;
