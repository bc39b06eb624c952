// Thousands are grouped when a person leaves the box: 1234567 becomes 1.234.567.
// Only what can be read in one way is touched; anything else stays as typed and the server asks.
const PLAIN = /^(-?)(\d+)(,\d+)?$/;
const GROUPED = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/;

export function grouped(text) {
  const tight = text.replace(/[\s\u00a0]/g, "");
  if (GROUPED.test(tight)) return tight;
  const found = PLAIN.exec(tight);
  if (!found) return text;
  const [, sign, whole, rest = ""] = found;
  const bare = whole.replace(/^0+(?=\d)/, "");
  return sign + bare.replace(/\B(?=(\d{3})+$)/g, ".") + rest;
}

document.addEventListener("focusout", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset.number || target.readOnly) return;
  const written = grouped(target.value);
  if (written !== target.value) target.value = written;
});
