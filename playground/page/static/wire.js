// What this page tells the practice workspace, and how it hears of changes.

export const facts = JSON.parse(document.getElementById("facts").textContent)
export const base = `/als/${facts.me}`

// One name for each tab, so that a form opens only where it was asked for.
export const tab = sessionStorage.getItem("tab") ?? crypto.randomUUID()
sessionStorage.setItem("tab", tab)

export const t = (key, values = {}) =>
  (facts.texts[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)

// files: { place: [block, action], file }
export async function post(path, said, files = []) {
  const body = new FormData()
  body.append("said", JSON.stringify({ tab, ...said, places: files.map((one) => one.place) }))
  for (const { file } of files) body.append("file", file)
  const answer = await fetch(`${base}/${path}`, { method: "POST", body, headers: { "x-oefenomgeving": "1" } })
  return answer.ok ? answer.json() : { problem: t("say.failed") }
}

export async function part(path) {
  const answer = await fetch(`${base}/deel/${path}`)
  return answer.ok ? answer.text() : null
}

// Browsers allow few lasting connections to one address: a hidden tab gives its own back, and fetches all afresh later.
export function follow(onChange, onWake, onLost) {
  let stream = null
  const open = () => {
    if (stream || document.hidden) return
    stream = new EventSource(`${base}/live?tab=${tab}`)
    stream.onmessage = (event) => onChange(JSON.parse(event.data))
    stream.onopen = onWake
    stream.onerror = onLost
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stream?.close()
      stream = null
    } else open()
  })
  addEventListener("pagehide", () => stream?.close())
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload()
  })
  open()
}

export const announce = (text) => speak("announce", text)
export const alertAloud = (text) => speak("alert", text)

function speak(id, text) {
  // While a form is open all that lies outside it is silent: then its own region speaks.
  const region = document.querySelector(`dialog[open] [data-live=${id}]`) ?? document.getElementById(id)
  region.textContent = ""
  // A screen reader hears a change only when the region was empty first.
  requestAnimationFrame(() => (region.textContent = text))
}
