// Saves a form at every pause. Typing is never blocked and nothing typed is thrown away, whatever the server answers.
//
//   <form data-autosave="/address"> with a hidden input "version"
//   200 {"version": 7, "saved_at": "09:42"}   saved; the next save sends version 7
//       with "address": "/…"                 what was new has its own address now; the next save goes there
//   409 {"message": "…"}                      somebody saved in between: stop, say so, keep the screen
//   other 4xx {"message": "…"}                refused: say why, try again at the next change
//   no answer                                 offline: say so, try again when the network is back
const PAUSE = 1200;
const LONGEST_UNSAVED = 8000; // who writes on without a pause is saved all the same
const AFTER_LEAVING_A_BOX = 250;
const RETRY = 15000;
const AT_MOST_KEPT_ALIVE = 60000; // browsers refuse larger bodies when the page is closing

class Keeper {
  constructor(form) {
    this.form = form;
    this.bar = document.querySelector("[data-save-bar]");
    this.timer = 0;
    this.unsavedSince = 0;
    this.flight = null;
    this.pending = false;
    this.stopped = false;
    this.leaving = false;
    if (this.bar) this.bar.hidden = false;
    form.addEventListener("input", () => this.soon(PAUSE));
    form.addEventListener("change", () => this.soon(AFTER_LEAVING_A_BOX));
    form.addEventListener("submit", (event) => this.beforeSubmit(event));
  }

  show(state, words = {}) {
    if (!this.bar) return;
    this.bar.dataset.state = state;
    for (const [name, text] of Object.entries(words)) {
      const place = this.bar.querySelector(`[data-${name}]`);
      if (place && text) place.textContent = text;
    }
  }

  soon(wait) {
    if (!this.pending) this.owe();
    clearTimeout(this.timer);
    const left = Math.max(0, this.unsavedSince + LONGEST_UNSAVED - Date.now());
    if (!this.stopped) this.timer = setTimeout(() => this.save(), Math.min(wait, left));
  }

  owe() {
    this.pending = true;
    this.unsavedSince = Date.now();
  }

  body() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  }

  async save({ closing = false } = {}) {
    clearTimeout(this.timer);
    if (this.stopped || this.leaving || !this.pending) return;
    if (this.flight) {
      await this.flight;
      if (!closing) return this.save();
    }
    this.flight = this.send(closing).finally(() => (this.flight = null));
    return this.flight;
  }

  async send(closing) {
    this.pending = false;
    this.show("saving");
    const body = this.body();
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        keepalive: closing && body.toString().length < AT_MOST_KEPT_ALIVE,
        headers: {
          Accept: "application/json",
          "X-Requested-With": "autosave",
          // Where to go on after signing in again, should the sign-in have ended.
          "X-Form-Action": new URL(this.form.action).pathname,
        },
      });
      await this.read(answer);
    } catch {
      this.owe();
      this.show("offline");
      this.timer = setTimeout(() => this.save(), RETRY);
    }
  }

  async read(answer) {
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    const told = isJson ? await answer.json() : {};
    if (answer.ok && isJson) return this.landed(told);
    this.owe();
    if (answer.status === 409) {
      this.stopped = true;
      return this.show("conflict", { conflict: told.message });
    }
    if (answer.status >= 500) throw new Error(answer.status);
    return this.show("refused", { refusal: told.message });
  }

  landed(told) {
    const version = this.form.elements.version;
    if (version && told.version !== undefined) version.value = told.version;
    if (told.address) this.form.dataset.autosave = this.form.action = told.address;
    if (!this.pending) {
      this.show("saved", { "saved-at": told.saved_at });
      this.form.dispatchEvent(new CustomEvent("thidua:saved", { bubbles: true }));
    }
  }

  // A save on its way would make the version of the real submit old: let it land first. The submit carries
  // everything itself; one more save behind it would make the next page old before it is read.
  beforeSubmit(event) {
    clearTimeout(this.timer);
    if (!this.flight) {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    this.flight.then(() => this.form.requestSubmit(submitter));
  }
}

const keepers = new Map();

// Forms that htmx brings later are kept too; those it took away are forgotten.
function keep(part) {
  for (const form of keepers.keys()) if (!form.isConnected) keepers.delete(form);
  const found = [...part.querySelectorAll("form[data-autosave]")];
  if (part.matches?.("form[data-autosave]")) found.push(part);
  for (const form of found) if (!keepers.has(form)) keepers.set(form, new Keeper(form));
}

// Back on a page that the browser had kept: what it shows may not have arrived.
function comeBack() {
  for (const keeper of keepers.values()) {
    keeper.leaving = false;
    if (keeper.pending) keeper.soon(PAUSE);
  }
}

const saveAll = (options) => keepers.forEach((keeper) => keeper.save(options));
keep(document);
document.addEventListener("htmx:load", ({ target }) => keep(target));
addEventListener("pageshow", ({ persisted }) => persisted && comeBack());
addEventListener("online", () => saveAll());
document.addEventListener("thidua:flush", () => saveAll());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saveAll({ closing: true });
});
