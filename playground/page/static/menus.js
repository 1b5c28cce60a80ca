// Menus that pop up beside their button, with arrow keys; the side bar on a small screen; light and dark.

export function listen() {
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("[popover].menu") && event.newState === "open") place(event.target)
  }, true)
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("[popover].menu")
    if (menu && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) step(event, menu)
  })
  const toggle = document.getElementById("side-toggle")
  toggle.addEventListener("click", () => side(toggle.getAttribute("aria-expanded") !== "true"))
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("side-open")) side(false)
  })
  document.getElementById("main").addEventListener("click", () => side(false))
}

export function side(open) {
  const toggle = document.getElementById("side-toggle")
  if (open === (toggle.getAttribute("aria-expanded") === "true")) return
  document.body.classList.toggle("side-open", open)
  toggle.setAttribute("aria-expanded", String(open))
  if (open) document.querySelector("#side a").focus()
  else toggle.focus()
}

function place(menu) {
  const button = document.querySelector(`[popovertarget="${menu.id}"]`)
  const at = button.getBoundingClientRect()
  const left = Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))
  const below = at.bottom + 6
  const fits = below + menu.offsetHeight < innerHeight - 8
  menu.style.left = `${left}px`
  menu.style.top = `${fits ? below : Math.max(8, at.top - menu.offsetHeight - 6)}px`
  ;(menu.querySelector("[aria-current]") ?? menu.querySelector("a, button"))?.focus()
}

function step(event, menu) {
  event.preventDefault()
  const items = [...menu.querySelectorAll(".menu-item")]
  const now = items.indexOf(document.activeElement.closest(".menu-item") ?? document.activeElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key]
  items[(next + items.length) % items.length].focus()
}

export function toggleTheme() {
  const root = document.documentElement
  const dark = root.dataset.theme === "dark" || (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches)
  root.dataset.theme = dark ? "light" : "dark"
  document.cookie = `thema=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`
}
