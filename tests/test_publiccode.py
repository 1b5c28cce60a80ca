"""What catalogues and operators read here: publiccode.yml, the version, the alerts, and the container."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from bot.chat.feature import IN_ENGLISH
from bot.chat.router import Router
from bot.features import FEATURES
from handlers.observability import metrics
from tests.sources import ROOT
from tests.test_docs import settings_in_the_example

# The standard is a text, without a schema: docs/standard/schema.core.rst of version 0.7, key by key.
MANDATORY = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "organisation": Mapping,
    "platforms": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": Mapping,
    "legal": Mapping,
    "maintenance": Mapping,
    "localisation": Mapping,
}
OPTIONAL = {
    *("applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo", "categories", "usedBy"),
    *("fundedBy", "roadmap", "supports", "intendedAudience", "dependsOn"),
}
ONE_OF = {
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {
        *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
        *("addon", "library", "configurationFiles"),
    },
}
ABOUT = {"localisedName", "shortDescription", "longDescription", "documentation", "features", "screenshots", "videos"}


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def code() -> dict[str, Any]:
    return read("publiccode.yml")


def test_the_standard_has_every_key_of_publiccode(code: dict[str, Any]) -> None:
    assert code["publiccodeYmlVersion"] == "0.7"
    assert [key for key, kind in MANDATORY.items() if not isinstance(code.get(key), kind) or not code[key]] == []
    assert code.keys() - MANDATORY.keys() - OPTIONAL == set()
    assert all(code[key] in allowed for key, allowed in ONE_OF.items())
    assert re.match(r"https://", code["url"])
    assert code["organisation"]["uri"]
    assert all(re.fullmatch("[A-Z]{2}", country) for country in code["intendedAudience"]["countries"])
    assert code["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in code["maintenance"]["contacts"])
    assert isinstance(code["localisation"]["localisationReady"], bool)
    assert set(code["localisation"]["availableLanguages"]) == set(code["description"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_description_of_publiccode_fits(code: dict[str, Any], language: str) -> None:
    about = code["description"][language]
    assert about.keys() - ABOUT == set()
    assert len(about["shortDescription"]) <= 150
    assert 150 <= len(about["longDescription"]) <= 10_000
    assert 5 <= len(about["features"]) <= 20
    assert [picture for picture in about.get("screenshots", ()) if not (ROOT / picture).is_file()] == []
    assert {"Slack", "Microsoft Teams"} <= {each["name"] for each in code["dependsOn"]["proprietary"]}
    assert "Microsoft Teams" in about["longDescription"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_features_of_publiccode_are_there_and_none_is_forgotten(code: dict[str, Any], language: str) -> None:
    router = Router(FEATURES)
    named = re.findall(r"\(/([a-z ]+)\)", "\n".join(code["description"][language]["features"]))
    of = {dutch: english for english, dutch in IN_ENGLISH.items()} if language == "en" else {}
    roots = {of.get(root, root) for root in router.roots}
    words = {
        f"{of.get(each.root, each.root)} {word}"
        for each in router.commands
        for word in ((each.verb, *each.synonyms) if language == "en" else (each.verb,))
    }
    assert [each for each in named if each not in words | roots] == []
    assert {each.split()[0] for each in named} == roots


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return found


def test_there_is_one_version(code: dict[str, Any]) -> None:
    version = project()["project"]["version"]
    assert read("deploy/chart/Chart.yaml")["appVersion"] == version
    assert code.get("softwareVersion", version) == version
    assert f"\n## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_there_is_one_address_for_whoever_publishes_this_to_fill_in(code: dict[str, Any]) -> None:
    address = code["url"].removesuffix(".git")
    assert [url for url in project()["project"]["urls"].values() if not url.startswith(address)] == []
    readme = project()["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    assert [each for each in readme["substitutions"] if address not in each["replacement"]] == []


@pytest.mark.parametrize(("file", "job"), [(".gitlab-ci.yml", "check"), (".github/workflows/check.yml", "jobs")])
def test_elsewhere_too_a_change_is_held_to_what_we_run(file: str, job: str) -> None:
    told = read(file)
    assert "bash .ci/run" in str(told[job])
    targets = set(re.findall(r"'make ([a-z]+)'", str(told)))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert "audit" in targets


def test_every_alert_is_about_figures_that_there_are_and_says_what_to_do() -> None:
    told = (ROOT / "docs" / "monitoring.md").read_text("utf-8")
    rules = [rule for group in read("deploy/alerts.yaml")["groups"] for rule in group["rules"]]
    assert len(rules) > 5
    assert [rule["alert"] for rule in rules if f"`{rule['alert']}`" not in told] == []
    figures = {family.name for family in metrics.REGISTRY.collect()}
    counted = "\n".join(rule["expr"] for rule in rules)
    asked = {re.sub(r"_(total|bucket)$", "", name) for name in re.findall(r"\bsamenspel_\w+", counted)}
    assert {name for name in asked - figures if f"`{name}`" not in told} == set()


def test_a_container_may_do_little_and_is_given_settings_that_there_are() -> None:
    services = read("compose.yaml")["services"]
    ours = services["samenspel"]
    assert ours["read_only"]
    assert ours["cap_drop"] == ["ALL"]
    assert ours["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in ours["ports"])
    assert set(ours["environment"]) <= set(settings_in_the_example())
    assert ours["depends_on"]["database"]["condition"] == "service_healthy"
    container = (ROOT / "Containerfile").read_text("utf-8")
    assert "USER 1000:1000" in container
    assert "--require-hashes -r requirements.lock" in container
    copied = {
        word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", container, re.MULTILINE) for word in line.split()
    }
    let_in = {line[1:] for line in (ROOT / ".containerignore").read_text("utf-8").splitlines() if line[0:1] == "!"}
    assert copied == let_in
    assert (ROOT / ".dockerignore").read_bytes() == (ROOT / ".containerignore").read_bytes()
