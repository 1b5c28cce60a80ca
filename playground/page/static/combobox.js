// A list that people search in: the ARIA combobox pattern, for one choice or several, local or asked of the bot.

import { containerOf } from "./fields.js"
import { announce, post, t } from "./wire.js"

const PAUSE = 180 // milliseconds of not typing before the bot is asked
const MOST = 60

const states = new WeakMap()

export const chosenIn = (combo) => states.get(combo)?.chosen ?? JSON.parse(combo.dataset.chosen || "[]")

export function chooseIn(combo, chosen) {
  const state = states.get(combo)
  state.chosen = chosen ?? []
  show(combo, state)
}

export function enhanceCombos(root) {
  for (const combo of root.querySelectorAll("[data-combo]")) if (!states.has(combo)) enhance(combo)
}

function enhance(combo) {
  const input = combo.querySelector("[role=combobox]")
  const list = combo.querySelector("[role=listbox]")
  const local = combo.querySelector("[data-choices]")
  const state = {
    input, list, many: combo.hasAttribute("data-many"),
    choices: local ? JSON.parse(local.textContent) : null,
    least: Number(combo.dataset.remote ?? 0), most: Number(combo.dataset.most || Infinity),
    chosen: JSON.parse(combo.dataset.chosen || "[]"), found: [], active: -1, asked: 0, timer: null,
  }
  states.set(combo, state)
  input.addEventListener("input", () => look(combo, state))
  input.addEventListener("click", () => look(combo, state))
  input.addEventListener("keydown", (event) => key(event, combo, state))
  input.addEventListener("blur", () => {
    close(state)
    // What was half typed is no choice: show what is really chosen.
    if (!state.many) {
      if (!input.value && state.chosen.length) set(combo, state, [])
      else input.value = state.chosen[0]?.label ?? ""
    }
  })
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) choose(combo, state, state.found[Number(option.dataset.number)])
  })
  combo.querySelector(".combo-clear")?.addEventListener("click", () => {
    set(combo, state, [])
    input.focus()
  })
  show(combo, state)
}

function look(combo, state) {
  const typed = state.input.value.trim()
  const settled = !state.many && state.chosen[0]?.label === state.input.value
  if (state.choices) return offer(state, match(state.choices, settled ? "" : typed))
  clearTimeout(state.timer)
  if (typed.length < state.least) return note(state, t("form.type_more", { number: state.least - typed.length }))
  note(state, t("form.searching"))
  state.timer = setTimeout(() => ask(combo, state, typed), state.least ? PAUSE : 0)
}

async function ask(combo, state, typed) {
  const number = ++state.asked
  const el = combo.closest(".el")
  const answer = await post("zoek", {
    ...containerOf(combo).said, block: el.dataset.block, action: el.dataset.action, typed,
  })
  if (number !== state.asked || document.activeElement !== state.input) return
  if (answer.problem) return note(state, answer.problem)
  offer(state, (answer.groups ?? []).flatMap((group) => group.options.map((option) => ({
    value: option.value, label: option.text.text, note: option.description?.text, group: group.label?.text,
  }))))
}

const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "")

function match(choices, typed) {
  const words = plain(typed).split(/\s+/)
  return choices.filter((one) => words.every((word) => plain(`${one.label} ${one.note ?? ""}`).includes(word)))
}

function offer(state, found) {
  const values = new Set(state.chosen.map((one) => one.value))
  state.found = (state.many ? found.filter((one) => !values.has(one.value)) : found).slice(0, MOST)
  state.active = state.found.length ? 0 : -1
  if (!state.found.length) return note(state, t("form.nothing"))
  state.list.replaceChildren()
  let group
  for (const [number, choice] of state.found.entries()) {
    if (choice.group && choice.group !== group) {
      state.list.append(Object.assign(document.createElement("li"), { className: "option-group", textContent: choice.group, role: "presentation" }))
      group = choice.group
    }
    const option = Object.assign(document.createElement("li"), { id: `${state.list.id}-${number}`, role: "option", textContent: choice.label })
    option.dataset.number = number
    if (choice.note) option.append(Object.assign(document.createElement("small"), { textContent: choice.note }))
    if (values.has(choice.value)) option.dataset.chosen = ""
    state.list.append(option)
  }
  open(state)
  announce(t("form.found", { number: state.found.length }))
}

function note(state, text) {
  state.found = []
  state.active = -1
  const line = Object.assign(document.createElement("li"), { className: "option-note", textContent: text, role: "option" })
  line.setAttribute("aria-disabled", "true")
  state.list.replaceChildren(line)
  open(state)
  announce(text)
}

function open(state) {
  state.list.hidden = false
  state.input.setAttribute("aria-expanded", "true")
  const room = innerHeight - state.input.getBoundingClientRect().bottom
  state.list.classList.toggle("above", room < 220 && state.input.getBoundingClientRect().top > room)
  mark(state)
}

export function close(state) {
  clearTimeout(state.timer)
  state.asked++
  state.list.hidden = true
  state.input.setAttribute("aria-expanded", "false")
  state.input.removeAttribute("aria-activedescendant")
}

function mark(state) {
  for (const option of state.list.querySelectorAll("[data-number]")) {
    const active = Number(option.dataset.number) === state.active
    option.setAttribute("aria-selected", String(active))
    if (active) {
      state.input.setAttribute("aria-activedescendant", option.id)
      option.scrollIntoView({ block: "nearest" })
    }
  }
}

function key(event, combo, state) {
  const isOpen = !state.list.hidden
  const moves = { ArrowDown: 1, ArrowUp: -1 }
  if (event.key in moves) {
    event.preventDefault()
    if (!isOpen) return look(combo, state)
    state.active = (state.active + moves[event.key] + state.found.length) % Math.max(state.found.length, 1)
    return mark(state)
  }
  if (event.key === "Enter") {
    event.preventDefault()
    if (isOpen && state.active >= 0) choose(combo, state, state.found[state.active])
    else if (!isOpen && !event.isComposing) combo.closest("form")?.requestSubmit()
  }
  if (event.key === "Escape" && isOpen) {
    event.preventDefault()
    event.stopPropagation()
    close(state)
  }
  if (event.key === "Backspace" && state.many && !state.input.value && state.chosen.length) set(combo, state, state.chosen.slice(0, -1))
}

function choose(combo, state, choice) {
  if (!choice || (state.many && state.chosen.length >= state.most)) return
  if (state.many) state.input.value = ""
  set(combo, state, state.many ? [...state.chosen, choice] : [choice])
  close(state)
}

function set(combo, state, chosen) {
  state.chosen = chosen
  show(combo, state)
  combo.dispatchEvent(new Event("change", { bubbles: true }))
}

function show(combo, state) {
  if (!state.many) {
    state.input.value = state.chosen[0]?.label ?? ""
    combo.querySelector(".combo-clear").hidden = !state.chosen.length
    return
  }
  combo.querySelector(".chips").replaceChildren(...state.chosen.map((one) => {
    const chip = Object.assign(document.createElement("span"), { className: "chip", role: "listitem", textContent: one.label })
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×" })
    remove.setAttribute("aria-label", t("form.remove", { name: one.label }))
    remove.addEventListener("click", () => {
      set(combo, state, state.chosen.filter((other) => other !== one))
      state.input.focus()
    })
    chip.append(remove)
    return chip
  }))
}
