// The table saves itself at every pause; then each cell shows what the server said of it. What is typed stays:
// neither a figure nor a reason is ever replaced, only the words beneath.
const said = (box) => box.closest("td").querySelector(".said");

function mark(box, told) {
  const now = said(box);
  if (now?.dataset.kind === "laxer" && told?.dataset.kind === "laxer") now.className = told.className;
  else {
    now?.remove();
    if (told) box.closest("td").append(told);
  }
  if (told) box.setAttribute("aria-describedby", box.id.replace("o-", "s-"));
  else box.removeAttribute("aria-describedby");
  if (told?.dataset.kind === "bad") box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}

document.addEventListener("htmx:load", ({ target }) => {
  if (target.id !== "tong") return;
  const told = new Map([...target.querySelectorAll("[data-cell]")].map((one) => [one.dataset.cell, one.firstElementChild]));
  document.querySelectorAll("input.cell").forEach((box) => mark(box, told.get(box.id)));
  target.querySelector("[data-said]")?.remove();
});
