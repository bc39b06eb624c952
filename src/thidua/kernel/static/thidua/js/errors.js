// After a refused form, readers of the screen land on the summary; its links put the cursor into the box itself.
const summary = document.querySelector("[data-summary-of-errors]");
if (summary && performance.getEntriesByType("navigation")[0]?.type !== "back_forward") {
  summary.focus({ preventScroll: false });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-summary-of-errors] a[href^='#']");
  const box = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!box) return;
  event.preventDefault();
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
});
