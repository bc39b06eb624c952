// A shared phone signs itself out: <div data-sign-out-after="600" data-sign-out-form="thoat" hidden>.
// The last minute is counted aloud; a tap stays. Time is read from the clock, so a phone that slept signs out on waking.
const LAST_MINUTE = 60;
const FOR_THE_LAST_SAVE = 1500;
const panel = document.querySelector("[data-sign-out-after]");

function start() {
  const limit = Number(panel.dataset.signOutAfter);
  const counter = panel.querySelector("[data-countdown]");
  let touched = Date.now();
  let leaving = false;
  const stay = () => {
    touched = Date.now();
    panel.hidden = true;
  };
  const leave = () => {
    leaving = true;
    document.dispatchEvent(new CustomEvent("thidua:flush"));
    setTimeout(() => document.getElementById(panel.dataset.signOutForm).submit(), FOR_THE_LAST_SAVE);
  };
  const tick = () => {
    if (leaving) return;
    const left = Math.ceil(limit - (Date.now() - touched) / 1000);
    if (left <= 0) return leave();
    counter.textContent = `${left} s`;
    if (left > Math.min(LAST_MINUTE, limit / 2) || !panel.hidden) return;
    panel.hidden = false;
    panel.querySelector("[data-stay]").focus();
  };
  for (const kind of ["pointerdown", "keydown"])
    document.addEventListener(kind, () => panel.hidden && (touched = Date.now()), { passive: true });
  panel.querySelector("[data-stay]").addEventListener("click", stay);
  setInterval(tick, 1000);
}

if (panel) start();
