"""What axe finds on a page: WCAG 2.2 AA, and good practice."""

from playwright.sync_api import Page

from tests import needs

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOK = """async rules => {
  const found = await axe.run({ runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] })
  return found.violations
}"""
"""All that is right as well would be a third of a megabyte: to bring that here took five times as long as to look."""


def violations(page: Page) -> list[str]:
    axe = needs.package("axe-core") / "axe.min.js"
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate(LOOK, RULES)
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
    ]
