// Forms of the bot: one dialog that shows the view on top of the stack.

import { enhance, filesIn, keep, putBack, valuesIn } from "./fields.js"
import { alertAloud, part, post, t, tab } from "./wire.js"

const dialog = document.getElementById("modal")
let opener = null
// What was typed in views that lie below the one on top, by view: as in Slack it is still there afterwards.
const below = new Map()

export async function refreshModal() {
  const html = await part(`venster?tab=${tab}`)
  if (html === null) return
  if (!html.trim()) return hide()
  const fresh = document.createRange().createContextualFragment(html).querySelector("form")
  const before = dialog.querySelector("form")
  if (before && before.dataset.view === fresh.dataset.view && before.dataset.hash === fresh.dataset.hash) return
  show(fresh, before)
}

function show(fresh, before) {
  const same = before?.dataset.view === fresh.dataset.view
  if (before && !same) below.set(before.dataset.view, keep(before))
  const kept = same ? keep(before) : below.get(fresh.dataset.view)
  const focused = same ? document.activeElement?.id : null
  // A next step begins at its top; the same step stays where it was.
  const sameStep = same && titleOf(before) === titleOf(fresh)
  const scrolled = sameStep ? before.querySelector(".modal-body").scrollTop : 0
  if (!dialog.open) opener = document.activeElement
  dialog.replaceChildren(fresh)
  enhance(fresh)
  if (kept) putBack(fresh, kept)
  if (!dialog.open) dialog.showModal()
  focusFirst(fresh, focused)
  // Last: a date field comes into view when it gets the focus, whatever we ask.
  fresh.querySelector(".modal-body").scrollTop = scrolled
}

function titleOf(form) {
  return form.querySelector("#modal-title")?.textContent
}

function focusFirst(form, id) {
  const again = id ? document.getElementById(id) : null
  const first = form.querySelector("[autofocus]") ?? form.querySelector(".modal-body :is(input, textarea, select)")
  // What stands above the first field is read first, as in Slack.
  ;(again ?? first ?? form.querySelector("#modal-title")).focus({ preventScroll: true })
}

function hide() {
  if (!dialog.open) return
  dialog.close()
  dialog.replaceChildren()
  below.clear()
  if (opener?.isConnected) opener.focus()
  else document.getElementById("say")?.focus()
  opener = null
}

async function submit(form) {
  const button = form.querySelector("[type=submit]")
  if (!button || button.getAttribute("aria-busy") === "true") return
  clearErrors(form)
  button.setAttribute("aria-busy", "true")
  button.dataset.words = button.textContent
  button.textContent = t("form.busy")
  const outcome = await post("verstuur", { view: form.dataset.view, values: valuesIn(form) }, filesIn(form))
  button.removeAttribute("aria-busy")
  button.textContent = button.dataset.words
  if (outcome.errors) showErrors(form, outcome.errors)
  else if (outcome.problem) showProblem(form, outcome.problem)
  else await refreshModal()
}

function clearErrors(form) {
  form.querySelector("[data-wrong]").textContent = ""
  for (const error of form.querySelectorAll("[data-error]")) error.textContent = ""
  for (const wrong of form.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid")
}

function showErrors(form, errors) {
  const names = []
  for (const block of form.querySelectorAll("[data-input]")) {
    const error = errors[block.dataset.input]
    if (!error) continue
    block.querySelector("[data-error]").textContent = error
    const inputs = block.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea, select, [role=radiogroup], [role=group]")
    for (const input of inputs) input.setAttribute("aria-invalid", "true")
    names.push(block.querySelector(".label").firstChild.textContent.trim())
  }
  showProblem(form, t("form.wrong", { fields: names.join(", ") }))
  const first = form.querySelector("[aria-invalid]")
  ;(first?.matches("input, textarea, select") ? first : first?.querySelector("input"))?.focus()
}

function showProblem(form, text) {
  form.querySelector("[data-wrong]").textContent = text
  if (!form.querySelector("[aria-invalid]")) form.querySelector(".modal-body").scrollTop = 0
}

async function close(all) {
  const form = dialog.querySelector("form")
  if (!form) return hide()
  const outcome = await post("sluit", { view: form.dataset.view, all })
  if (outcome.problem) {
    alertAloud(outcome.problem)
    hide()
  }
  await refreshModal()
}

export function listen() {
  dialog.addEventListener("submit", (event) => {
    event.preventDefault()
    submit(event.target)
  })
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]")
    if (button) close(button.dataset.close === "all")
  })
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault()
    close(false)
  })
}
