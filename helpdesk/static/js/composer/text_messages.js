/* How many text messages a text takes, each of which is paid for, and how many letters fit into the last one.
   helpdesk/lib/sms_text.py counts alike; which letters are cheap, the server says. */
const COMMON = { alone: 160, each: 153 };
const WIDE = { alone: 70, each: 67 };

export function textMessages(text, letters) {
  const plain = [...text].map((letter) => letters.plain[letter] ?? letter).join("");
  const rare = (words) => [...words].find((letter) => !letters.common.includes(letter) && !letters.double.includes(letter));
  const sizes = rare(plain) ? [...text].map((letter) => letter.length) : [...plain].map((letter) => (letters.double.includes(letter) ? 2 : 1));
  return { ...laid(sizes, rare(plain) ? WIDE : COMMON), rare: rare(plain) ?? "" };
}

/** No letter is cut between two messages. */
function laid(sizes, { alone, each }) {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all <= alone) return { n: 1, left: alone - all };
  let n = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) [n, used] = [n + 1, 0];
    used += size;
  }
  return { n, left: each - used };
}
