// How well words fit a thing: its names as written, full pinyin, initials, and, last, its characters or initials in order.
const plain = (words) => words.normalize("NFKC").toLowerCase().replace(/[\s'’·、，,（）()“”"]/g, "");
const within = (short, long) => {
  let at = 0;
  for (const c of long) if (c === short[at]) at += 1;
  return at === short.length;
};
const searchable = (names, readings) => {
  const spoken = readings.split("|").map((reading) => reading.split(" "));
  return {
    names: names.map(plain),
    full: spoken.map((syllables) => plain(syllables.join(""))),
    first: spoken.map((syllables) => syllables.map((s) => s[0] || "").join("")),
  };
};
// Smaller is better; Infinity where it doesn't fit.
const rank = (known, words) => {
  if (!words) return Infinity;
  const best = (texts, scores) => Math.min(...texts.map((text) => (text === words ? scores[0] : text.startsWith(words) ? scores[1] : text.includes(words) ? scores[2] : Infinity)));
  const name = best(known.names, [0, 1, 2]);
  if (name < Infinity) return name;
  if (/^[a-z0-9]+$/.test(words)) {
    const spoken = Math.min(best(known.first, [3, 4, 5]), best(known.full, [3, 4, 5]));
    if (spoken < Infinity || words.length < 3) return spoken;
    return known.first.some((first) => first.length <= words.length * 3 && within(words, first)) ? 7 : Infinity;
  }
  // 发改委 is said of 发展改革委: its characters stand there in this order.
  return words.length > 1 && known.names.some((text) => text.length <= words.length * 4 && within(words, text)) ? 6 : Infinity;
};
