// Values of inputs: reading them, putting them back after a form changed, and sending clicks.

import { chosenIn, chooseIn, enhanceCombos } from "./combobox.js"
import { alertAloud, post } from "./wire.js"

export const fieldsIn = (root) => [...root.querySelectorAll(".el")].filter((el) => !["button", "overflow", "image"].includes(el.dataset.el))

export function read(el) {
  const combo = el.querySelector("[data-combo]")
  if (combo) {
    const values = chosenIn(combo).map((one) => one.value)
    return combo.hasAttribute("data-many") ? values : values[0] ?? null
  }
  const inputs = [...el.querySelectorAll("[data-value]")]
  switch (el.dataset.el) {
    case "checkboxes": return inputs.filter((one) => one.checked).map((one) => one.value)
    case "radio_buttons": return inputs.find((one) => one.checked)?.value ?? null
    case "file_input": return []
    default: return inputs[0]?.value ?? null
  }
}

export function write(el, kept) {
  const combo = el.querySelector("[data-combo]")
  if (combo) return chooseIn(combo, kept.chosen)
  const inputs = [...el.querySelectorAll("[data-value]")]
  if (["checkboxes", "radio_buttons"].includes(el.dataset.el)) {
    const values = [].concat(kept.value ?? [])
    for (const one of inputs) one.checked = values.includes(one.value)
  } else if (el.dataset.el === "file_input") inputs[0].replaceWith(kept.input)
  else inputs[0].value = kept.value ?? ""
}

const keyOf = (el) => `${el.dataset.block}\n${el.dataset.action}\n${el.dataset.el}`

// Slack keeps what was typed when a view changes, as long as the block and the action keep their names.
export function keep(root) {
  const kept = new Map()
  for (const el of fieldsIn(root)) {
    const combo = el.querySelector("[data-combo]")
    kept.set(keyOf(el), { value: read(el), chosen: combo ? chosenIn(combo) : null, input: el.querySelector("input[type=file]") })
  }
  return kept
}

export function putBack(root, kept) {
  for (const el of fieldsIn(root)) if (kept.has(keyOf(el))) write(el, kept.get(keyOf(el)))
}

export function valuesIn(root) {
  const values = {}
  for (const el of fieldsIn(root)) (values[el.dataset.block] ??= {})[el.dataset.action] = read(el)
  return values
}

export function filesIn(root) {
  return fieldsIn(root).filter((el) => el.dataset.el === "file_input").flatMap((el) =>
    [...el.querySelector("input[type=file]").files].map((file) => ({ place: [el.dataset.block, el.dataset.action], file })))
}

// Where a click or a search belongs: a view (modal, home) or a message.
export function containerOf(node) {
  const view = node.closest("[data-view]")
  if (view) return { root: view, said: { view: view.dataset.view } }
  const message = node.closest(".message")
  return message ? { root: message, said: { channel: message.dataset.channel, ts: message.dataset.ts } } : null
}

async function act(el, value) {
  const where = containerOf(el)
  if (!where) return
  if (el.dataset.confirm && !(await sure(JSON.parse(el.dataset.confirm)))) return
  el.classList.add("busy")
  const outcome = await post("klik", {
    ...where.said, block: el.dataset.block, action: el.dataset.action, value, values: valuesIn(where.root),
  })
  el.classList.remove("busy")
  if (outcome.problem) alertAloud(outcome.problem)
}

export async function sure({ title, text, confirm, deny, style }) {
  const dialog = document.getElementById("sure")
  dialog.querySelector("#sure-title").textContent = title
  dialog.querySelector("[data-sure-text]").textContent = text
  const [no, yes] = dialog.querySelectorAll("button")
  no.textContent = deny
  yes.textContent = confirm
  yes.className = `btn btn-${style ?? "primary"}`
  dialog.returnValue = "no"
  dialog.showModal()
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }))
}

export const enhance = (root) => enhanceCombos(root)

// Changes that the bot wants to hear of at once.
export function listen() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]")
    if (button) act(button.closest(".el"), null)
    const item = event.target.closest("[data-choose]")
    if (item) {
      item.closest("[popover]").hidePopover()
      act(item.closest(".el"), item.dataset.value)
    }
  })
  document.addEventListener("keydown", (event) => {
    const el = event.key === "Enter" && event.target.matches?.("input[data-value]") && event.target.closest(".el[data-dispatch]")
    if (!el) return
    event.preventDefault()
    act(el, read(el))
  })
  document.addEventListener("change", (event) => {
    const el = event.target.closest?.(".el[data-dispatch]")
    if (el && (event.target.matches("[data-value]") || event.target.matches("[data-combo]"))) act(el, read(el))
  })
}
