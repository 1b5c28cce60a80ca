// The message box: completes commands, their verbs, and names; takes files; Enter sends, Shift+Enter begins a line.

import { announce, facts, post, t } from "./wire.js"

export function listen() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-say]")) return
    event.preventDefault()
    send(event.target)
  })
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".composer-text")) return
    grow(event.target)
    complete(event.target)
  })
  document.addEventListener("click", (event) => {
    const attach = event.target.closest("[data-attach]")
    if (attach) attach.closest("form").querySelector("[data-attachments]").click()
    const off = event.target.closest("[data-take-off]")
    if (off) takeOff(off)
  })
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-attachments]")) attached(event.target)
  })
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.(".composer-text")) key(event, event.target)
  })
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(".composer-text")) close(event.target)
  })
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest(".completions [role=option]")
    if (!option) return
    event.preventDefault()
    const input = option.closest("form").querySelector(".composer-text")
    take(input, option)
  })
}

export function fill(text) {
  const input = document.getElementById("say")
  if (!input) return
  input.value = text
  grow(input)
  input.focus()
  complete(input)
}

// As high as what is typed, up to where the style sheet lets it scroll.
function grow(input) {
  input.style.height = "auto"
  input.style.height = `${input.scrollHeight}px`
}

// What goes along with the next message, by form.
const along = new WeakMap()
const alongWith = (form) => along.get(form) ?? []

function attached(input) {
  const form = input.closest("form")
  along.set(form, [...alongWith(form), ...input.files])
  input.value = ""
  showAttached(form)
  form.querySelector(".composer-text").focus()
}

function takeOff(button) {
  const form = button.closest("form")
  along.set(form, alongWith(form).filter((file, number) => number !== Number(button.dataset.takeOff)))
  showAttached(form)
  form.querySelector(".composer-text").focus()
}

function showAttached(form) {
  form.querySelector(".attached").replaceChildren(...alongWith(form).map((file, number) => {
    const chip = Object.assign(document.createElement("li"), { className: "chip", textContent: file.name })
    const off = Object.assign(document.createElement("button"), { type: "button", textContent: "×" })
    off.dataset.takeOff = number
    off.setAttribute("aria-label", t("say.take_off", { name: file.name }))
    chip.append(off)
    return chip
  }))
}

async function send(form) {
  const input = form.querySelector(".composer-text")
  const wrong = form.querySelector("[data-wrong]")
  const text = input.value
  const files = alongWith(form)
  if (!text.trim() && !files.length) return
  close(input)
  wrong.textContent = ""
  input.value = ""
  grow(input)
  along.delete(form)
  showAttached(form)
  form.classList.add("busy")
  const said = { channel: form.dataset.channel, thread: form.dataset.thread ?? null, text }
  const outcome = await post("zeg", said, files.map((file) => ({ file })))
  form.classList.remove("busy")
  if (outcome.problem) {
    wrong.textContent = outcome.problem
    if (!input.value) input.value = text
    along.set(form, [...files, ...alongWith(form)])
    showAttached(form)
    grow(input)
  }
}

function suggestions(input) {
  const before = input.value.slice(0, input.selectionStart)
  const command = before.match(/^\/\S*$/)
  if (command) {
    return facts.commands.filter((one) => one.name.startsWith(command[0])).map((one) => ({ label: one.name, about: one.about, from: 0, put: `${one.name} ` }))
  }
  const verb = before.match(/^(\/\S+) (\S*)$/)
  if (verb) {
    const known = facts.commands.find((one) => one.name === verb[1])
    return (known?.verbs ?? []).filter((one) => one.startsWith(verb[2])).map((one) => ({ label: one, about: `${verb[1]} ${one}`, from: verb[1].length + 1, put: `${one} ` }))
  }
  const name = before.match(/(^|\s)@(\S*)$/)
  if (name && !before.startsWith("/")) {
    const wanted = name[2].toLocaleLowerCase()
    return facts.names.filter((one) => one.toLocaleLowerCase().includes(wanted)).slice(0, 8).map((one) => ({ label: `@${one}`, about: "", from: before.length - name[2].length - 1, put: `@${one} ` }))
  }
  return []
}

function complete(input) {
  const found = suggestions(input)
  const list = input.closest("form").querySelector("[role=listbox]")
  if (!found.length) return close(input)
  list.replaceChildren(...found.map((one, number) => {
    const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, role: "option", textContent: one.label })
    if (one.about) option.append(Object.assign(document.createElement("small"), { textContent: one.about }))
    option.dataset.from = one.from
    option.dataset.put = one.put
    return option
  }))
  list.hidden = false
  delete list.dataset.entered
  mark(input, list, 0)
  announce(t("say.completions_found", { number: found.length }))
}

function mark(input, list, number) {
  const options = [...list.children]
  const active = (number + options.length) % options.length
  for (const [place, option] of options.entries()) option.setAttribute("aria-selected", String(place === active))
  input.setAttribute("aria-activedescendant", options[active].id)
  options[active].scrollIntoView({ block: "nearest" })
}

function close(input) {
  const list = input.closest("form").querySelector("[role=listbox]")
  list.hidden = true
  input.removeAttribute("aria-activedescendant")
}

function take(input, option) {
  const from = Number(option.dataset.from)
  const after = input.value.slice(input.selectionStart)
  input.value = input.value.slice(0, from) + option.dataset.put + after
  const place = from + option.dataset.put.length
  input.setSelectionRange(place, place)
  input.focus()
  complete(input)
}

function key(event, input) {
  const list = input.closest("form").querySelector("[role=listbox]")
  if (!list.hidden) completing(event, input, list)
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return
  event.preventDefault()
  input.form.requestSubmit()
}

function completing(event, input, list) {
  const now = [...list.children].findIndex((one) => one.getAttribute("aria-selected") === "true")
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault()
    mark(input, list, now + (event.key === "ArrowDown" ? 1 : -1))
    list.dataset.entered = ""
  } else if (event.key === "Tab" && !event.shiftKey) {
    event.preventDefault()
    take(input, list.children[now])
  } else if (event.key === "Enter") {
    // A word that is complete, or not begun, is sent as it stands; a begun or a chosen one is completed first.
    const option = list.children[now]
    const begun = input.value.slice(Number(option.dataset.from)).trim()
    if ("entered" in list.dataset || (begun && begun !== option.dataset.put.trim())) {
      event.preventDefault()
      take(input, option)
    }
  } else if (event.key === "Escape") {
    event.preventDefault()
    close(input)
  }
}
