// Asks before leaving a form with something typed and not saved: <form data-dirty-warning>.
const dirty = new Set();
const watched = (target) => target.closest?.("form[data-dirty-warning]");

document.addEventListener("input", ({ target }) => {
  const form = watched(target);
  if (form) dirty.add(form);
});
document.addEventListener("thidua:saved", ({ target }) => dirty.delete(target));
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) dirty.delete(event.target);
});
addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});
