// Narrows the page to what somebody chose. Without it, all of the page is there.
(() => {
  const form = document.getElementById("filter");
  const said = document.getElementById("said");
  const sections = [...document.querySelectorAll("section")].map((box) => ({
    box,
    link: document.querySelector(`nav a[href="#${box.getAttribute("aria-labelledby")}"]`),
    projects: [...box.querySelectorAll("article")].map((box) => ({
      box,
      moments: [...box.querySelectorAll("li")],
      head: box.querySelector("h4"),
    })),
  }));
  // As everywhere on the page: 1 december 2026. A day has no clock, so none can move it.
  const { lang } = document.documentElement;
  const ofDay = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const days = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, ofDay);
  const value = (name) => document.getElementById(name)?.value ?? "";
  const shares = (held, wanted) => !wanted.length || held.split(" ").some((each) => wanted.includes(each));
  const fits = (data, wanted) =>
    shares(data.a, wanted.areas) &&
    shares(data.g, wanted.group) &&
    shares(data.l, wanted.level) &&
    (!wanted.first || data.t >= wanted.first) &&
    (!wanted.last || data.f <= wanted.last);
  const chosen = (name) => value(name).split(" ").filter(Boolean);

  function narrow() {
    const wanted = {
      areas: chosen("area"),
      group: chosen("group"),
      level: chosen("level"),
      first: value("first"),
      last: value("last"),
    };
    const status = chosen("status");
    const size = chosen("size");
    let shown = 0;
    let all = 0;
    for (const section of sections) {
      let here = 0;
      for (const project of section.projects) {
        let fitting = 0;
        for (const moment of project.moments) {
          const fit = fits(moment.dataset, wanted);
          moment.hidden = !fit;
          fitting += fit;
        }
        if (project.head) project.head.hidden = !fitting;
        const data = project.box.dataset;
        const fit = shares(data.s, status) && shares(data.z, size) && (fitting > 0 || fits(data, wanted));
        project.box.hidden = !fit;
        here += fit;
        all += 1;
      }
      section.box.hidden = section.link.parentElement.hidden = !here;
      section.link.querySelector("span").textContent = here;
      shown += here;
    }
    const names = [...form.querySelectorAll("select, input")]
      .filter((each) => each.value)
      .map((each) => each.selectedOptions?.[0].label ?? `${each.labels[0].textContent} ${days.format(each.valueAsDate)}`);
    const counted = (shown ? form.dataset.shown : form.dataset.none).replace("#", shown).replace("#", all);
    said.textContent = names.length ? [counted, ...names].join(" · ") : "";
  }

  form.hidden = false;
  // On a telephone the projects come first.
  form.querySelector("details").open = innerWidth > 640;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  addEventListener("pageshow", narrow);
})();
