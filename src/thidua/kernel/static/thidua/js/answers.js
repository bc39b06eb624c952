// Two answers of one tap each: "0 (không phát sinh)" and "Không thuộc đối tượng".
// Ticking the second puts the typed number aside; taking the tick away brings it back.
const changed = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));

function exclude(box, tick) {
  if (!box.readOnly) box.dataset.kept = box.value;
  box.value = "";
  box.readOnly = true;
  box.placeholder = tick.closest("label").textContent.trim();
  box.closest("[data-box]")?.classList.add("box-off");
}

function include(box) {
  box.readOnly = false;
  box.placeholder = "";
  box.value = box.value || box.dataset.kept || "";
  box.closest("[data-box]")?.classList.remove("box-off");
}

function follow(tick) {
  const box = document.getElementById(tick.dataset.outside);
  if (box) tick.checked ? exclude(box, tick) : include(box);
  return box;
}

function sayZero(button) {
  const box = document.getElementById(button.dataset.zero);
  const tick = document.querySelector(`[data-outside="${CSS.escape(button.dataset.zero)}"]`);
  if (tick?.checked) {
    tick.checked = false;
    include(box);
  }
  box.value = "0";
  changed(box);
}

function enliven(part) {
  part.querySelectorAll("[data-zero]").forEach((button) => (button.hidden = false));
  part.querySelectorAll("[data-outside]:checked").forEach(follow);
}

document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-outside]")) follow(target);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-zero]");
  if (button) sayZero(button);
});
document.addEventListener("htmx:load", ({ target }) => enliven(target));
enliven(document);
