// Brings the page to life: listens for changes and fetches the parts that changed.

import * as composer from "./composer.js"
import * as fields from "./fields.js"
import * as menus from "./menus.js"
import * as modal from "./modal.js"
import { alertAloud, announce, facts, follow, part, post, t } from "./wire.js"

const messages = document.getElementById("messages")
const original = new WeakMap()
const nearEnd = 120 // pixels from the newest message within which the list follows along

// parts of the page

async function refresh(node, query = "") {
  if (!node?.dataset.part) return
  const html = await part(node.dataset.part + query)
  if (html === null) return
  const fresh = document.createElement(node.tagName)
  fresh.innerHTML = html
  const focused = document.activeElement?.id
  if (node.matches("ol, .refusals")) mergeItems(node, fresh)
  else if (node.matches(".home")) mergeHome(node, fresh)
  else node.replaceChildren(...fresh.childNodes)
  fields.enhance(node)
  if (focused && node.contains(document.getElementById(focused)) && document.activeElement?.id !== focused) document.getElementById(focused).focus()
}

// Only what differs is replaced, and nothing is moved that stands where it was: a half-filled field keeps what was
// typed, and a button that is pressed while news comes in is clicked.
function mergeItems(list, fresh) {
  const old = new Map([...list.children].map((item) => [item.id, item]))
  const items = [...fresh.children].map((item) => {
    const known = old.get(item.id)
    if (known && original.get(known) === item.outerHTML) return known
    original.set(item, item.outerHTML)
    return item
  })
  const staying = new Set(items)
  for (const item of old.values()) if (!staying.has(item)) item.remove()
  let place = list.firstElementChild
  for (const item of items) {
    if (item === place) place = place.nextElementSibling
    else list.insertBefore(item, place)
  }
}

function mergeHome(node, fresh) {
  const kept = fields.keep(node)
  node.replaceChildren(...fresh.childNodes)
  fields.enhance(node)
  fields.putBack(node, kept)
}

const remember = (list) => [...(list?.children ?? [])].forEach((item) => original.set(item, item.outerHTML))
// Somebody who sees (the beginning of) the newest message wants to see the next one too.
const atEnd = (list) =>
  list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd ||
  (list.lastElementChild?.getBoundingClientRect().top ?? 0) < list.getBoundingClientRect().bottom

// A card that is taller than the page is shown from its beginning.
function toEnd(list) {
  list.scrollTop = list.scrollHeight
  const last = list.lastElementChild
  if (last && last.offsetHeight > list.clientHeight) last.scrollIntoView({ block: "start" })
}

// A picture makes its message longer when it has come; load events do not bubble.
document.addEventListener("load", (event) => {
  const list = event.target.matches?.(".messages img") && event.target.closest(".messages")
  if (list && event.target.closest(".message") === list.lastElementChild && atEnd(list)) toEnd(list)
}, true)

// Slack's order: lists are refreshed one after the other, never two at once for the same part.
const waiting = new Map()
function soon(name, work) {
  const last = waiting.get(name) ?? { running: null, again: false }
  waiting.set(name, last)
  if (last.running) {
    last.again = true
    return last.running
  }
  last.running = (async () => {
    do {
      last.again = false
      await work()
    } while (last.again)
    last.running = null
  })()
  return last.running
}

const refreshSide = () => soon("side", () => refresh(document.getElementById("side-rows"), `?hier=${encodeURIComponent(facts.here)}`).then(countUnread))
const refreshNews = () => soon("news", async () => {
  await refresh(document.getElementById("news"))
  await refresh(document.getElementById("who-rows"))
})
const refreshTour = () => soon("tour", () => refresh(document.getElementById("tour")))
const refreshBot = () => soon("bot", () => refresh(document.getElementById("bot")))
const refreshModal = () => soon("modal", modal.refreshModal)
const refreshHome = () => soon("home", () => document.querySelector("[data-part=home]") && refresh(messages))
const refreshList = (list) => soon(list.id, async () => {
  const follows = atEnd(list)
  await refresh(list, document.hidden ? "" : "?gezien")
  // What somebody presses does not move away from under their finger.
  if (follows && !list.matches(":active")) toEnd(list)
})

function countUnread() {
  const number = document.querySelectorAll("#side .unread").length
  document.title = document.title.replace(/^(\(\d+\) )?/, number ? `(${number}) ` : "")
}

// what the workspace tells

const changes = {
  message: (change) => heard(change, true),
  changed: (change) => heard(change, false),
  removed: (change) => heard(change, false),
  read: refreshSide,
  news: refreshNews,
  channels: refreshSide,
  people: reloadUnlessBusy,
  manifest: reloadUnlessBusy,
  reload: () => location.assign(location.pathname),
  view: refreshModal,
  home: refreshHome,
  tour: refreshTour,
  bot: refreshBot,
  clock: (change) => {
    facts.offset = change.offset
    tick()
    announce(t("clock.turned", { time: document.getElementById("clock").textContent }))
  },
  refusal: refused,
}

// Somebody who is typing or filling in is not disturbed: they get the news with their next page.
function reloadUnlessBusy() {
  const busy = underWay || document.querySelector("dialog[open]") || [...document.querySelectorAll(".composer-text")].some((box) => box.value)
  if (!busy) location.reload()
}

async function heard(change, isNew) {
  const thread = document.getElementById("thread-messages")
  if (change.channel !== facts.channel) return refreshSide()
  await refreshList(messages)
  if (thread) await refreshList(thread)
  const list = change.thread && change.thread !== change.ts ? thread : messages
  const said = list?.querySelector(`[data-ts="${change.ts}"]`)
  if (isNew && said && change.author !== facts.myId) {
    const text = said.querySelector(".message-content").innerText.replace(/\s+/g, " ").slice(0, 200)
    announce(t("message.new", { name: said.dataset.author, text }))
  }
}

async function refused(change) {
  const rows = document.getElementById("refusal-rows")
  await soon("refusals", () => refresh(rows))
  const button = document.getElementById("refusals-button")
  // An answer such as "nobody has that address" is a line in the list, and no fault to point at.
  const loud = rows.querySelectorAll(":scope > li:not(.quiet):not(.soft)").length
  button.hidden = !loud
  button.querySelector("[data-refusals]").textContent = t("refusal.button", { number: loud })
  const row = document.getElementById(`refusal-${change.number}`)
  if (change.loud && row) toast(row)
}

// In a modal dialog everything outside is out of reach: then the word goes into the form itself.
function toast(row) {
  const sentence = row.querySelector("strong").textContent
  const form = document.querySelector("#modal[open] [data-wrong]")
  if (form) form.textContent = sentence
  else alertAloud(sentence)
  const note = Object.assign(document.createElement("div"), { className: "toast" })
  note.append(...[...row.cloneNode(true).children].filter((line) => line.matches("p")))
  const button = Object.assign(document.createElement("button"), { type: "button", className: "toast-close", textContent: "×" })
  button.setAttribute("aria-label", t("page.close"))
  button.addEventListener("click", () => note.remove())
  note.append(button)
  const toasts = document.getElementById("toasts")
  toasts.append(note)
  while (toasts.children.length > 2) toasts.firstChild.remove()
  // The list behind the button keeps it: the note may go again.
  setTimeout(() => note.matches(":hover, :focus-within") || note.remove(), 15000)
}

document.getElementById("refusals").addEventListener("toggle", (event) => {
  if (event.newState === "open") document.getElementById("toasts").replaceChildren()
})

// the clock

const months = { nl: "jan feb mrt apr mei juni juli aug sep okt nov dec".split(" "), en: "Jan Feb Mar Apr May June July Aug Sep Oct Nov Dec".split(" ") }
const days = { nl: "zo ma di wo do vr za".split(" "), en: "Sun Mon Tue Wed Thu Fri Sat".split(" ") }

function tick() {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Amsterdam", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(Date.now() + facts.offset * 1000).map((one) => [one.type, one.value]))
  const weekday = new Date(Date.UTC(parts.year, parts.month - 1, parts.day)).getUTCDay()
  const words = `${days[facts.language][weekday]} ${parts.day} ${months[facts.language][parts.month - 1]} ${parts.year} · ${parts.hour}:${parts.minute}`
  const clock = document.getElementById("clock")
  if (clock.textContent === words) return
  clock.textContent = words
  document.querySelector("[data-clock-words]").textContent = words
  clock.closest("button").setAttribute("aria-label", t("clock.label", { time: words }))
}

// what people do outside messages and forms

// A page that is loaded anew meanwhile never hears where to go: somebody new may be told of before the answer is here.
let underWay = 0
async function deed(path, said) {
  underWay += 1
  const outcome = await post(path, said).finally(() => { underWay -= 1 })
  if (outcome.problem) alertAloud(outcome.problem)
  if (outcome.go) location.assign(outcome.go)
}

const buttons = {
  "[data-clock]": (node) => deed("klok", { turn: node.dataset.clock }),
  "[data-shortcut]": (node) => deed("snel", { shortcut: node.dataset.shortcut, channel: node.dataset.channel, ts: node.dataset.ts }),
  "[data-fill]": (node) => composer.fill(node.dataset.fill),
  "[data-add-bot]": (node) => deed("erbij", { channel: node.dataset.addBot }).then(() => location.reload()),
  "[data-tour]": (node) => deed("rondleiding", { do: node.dataset.tour, step: node.dataset.step }),
  "[data-theme-toggle]": menus.toggleTheme,
  "[data-newcomer]": () => deed("nieuw", {}),
  "[data-restart]": () => deed("herstart", {}),
  "[data-begin-again]": async () => {
    const yes = await fields.sure({ title: t("page.begin_again"), text: t("page.begin_again_sure"), confirm: t("page.yes_begin"), deny: t("page.cancel"), style: "danger" })
    if (yes) await deed("opnieuw", {})
  },
}

document.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(buttons)) {
    const node = event.target.closest(selector)
    if (!node) continue
    if (node.matches("[role=menuitem], .menu-item")) node.closest("[popover]")?.hidePopover()
    return act(node)
  }
})

// threads open beside the messages, without leaving the page

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-thread]")
  if (!link || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const html = await part(`draadvenster/${facts.channel}/${link.dataset.thread}`)
  if (html === null) return
  const panel = document.getElementById("thread")
  panel.innerHTML = html
  panel.hidden = false
  panel.dataset.from = link.closest(".message").id
  document.body.classList.add("with-thread")
  prepareThread()
  document.getElementById("thread-say").focus()
})

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-thread-close]")) return
  event.preventDefault()
  closeThread()
})

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && event.target.closest?.("#thread")) closeThread()
})

function closeThread() {
  const panel = document.getElementById("thread")
  panel.hidden = true
  panel.replaceChildren()
  document.body.classList.remove("with-thread")
  history.replaceState(null, "", location.pathname)
  document.getElementById(panel.dataset.from)?.querySelector("[data-thread]")?.focus()
}

function prepareThread() {
  const list = document.getElementById("thread-messages")
  if (!list) return
  remember(list)
  fields.enhance(list)
  toEnd(list)
}

// begin

remember(messages)
remember(document.getElementById("refusal-rows"))
fields.enhance(document)
prepareThread()
if (messages.matches("ol")) toEnd(messages)
composer.listen()
fields.listen()
menus.listen()
modal.listen()
setInterval(tick, 1000)
countUnread()

const typed = new URLSearchParams(location.search).get("typ")
if (typed) {
  composer.fill(typed)
  history.replaceState(null, "", location.pathname)
}

let lost = false
follow(
  (change) => changes[change.kind]?.(change),
  () => {
    // The stream (again) stands: whatever happened meanwhile is fetched now.
    if (lost) location.reload()
    refreshSide()
    refreshNews()
    refreshModal()
    refreshBot()
    refreshHome()
    if (messages.matches("ol")) refreshList(messages)
  },
  () => {
    if (!lost) alertAloud(t("page.offline"))
    lost = true
    document.body.classList.add("offline")
  },
)

// What was pressed before anybody listened would be lost, so nothing could be until now.
for (const asleep of document.querySelectorAll("[inert]")) asleep.inert = false
