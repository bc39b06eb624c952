// Light or dark: a cookie, so the server writes the attribute and no page flashes. Nobody chose: the device decides.
const page = document.documentElement;
const asked = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (page.dataset.bsTheme ? page.dataset.bsTheme === "dark" : asked.matches);

function tell(button) {
  const words = button.querySelector("[data-dark]");
  if (words) words.textContent = isDark() ? words.dataset.dark : words.dataset.light;
  button.hidden = false;
}

function choose(theme) {
  page.dataset.bsTheme = theme;
  const safe = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax${safe}`;
}

document.querySelectorAll("[data-theme-toggle]").forEach((button) => {
  tell(button);
  button.addEventListener("click", () => {
    choose(isDark() ? "light" : "dark");
    tell(button);
  });
});
