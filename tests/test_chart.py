"""What Helm makes of deploy/chart, as `make chart` wrote it: Helm is not on every machine, and this skips nothing."""

import dataclasses
import json
import re
import sys
from functools import cache
from hashlib import sha256
from typing import Any

import yaml

from handlers.settings import Settings
from tests.sources import ROOT
from tests.test_docs import settings_in_the_example

CHART = ROOT / "deploy" / "chart"
RENDERED = ROOT / "tests" / "data" / "chart.yaml"
STABLE = re.compile(r"([a-z0-9.]+/)?v\d+")


def fingerprint() -> str:
    """Of all that the chart is made of."""
    files = sorted(file for file in CHART.rglob("*") if file.is_file())
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


@cache
def rendered() -> dict[str, dict[str, Any]]:
    """By kind: the chart has one of each."""
    return {each["kind"]: each for each in yaml.safe_load_all(RENDERED.read_text("utf-8"))}


@cache
def values() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
    return found


def pod() -> dict[str, Any]:
    found: dict[str, Any] = rendered()["Deployment"]["spec"]["template"]["spec"]
    return found


def test_this_is_what_helm_makes_of_the_chart_as_it_is() -> None:
    first = RENDERED.read_text("utf-8").splitlines()[0]
    assert first == f"# {fingerprint()}", "the chart was changed: make chart"
    kinds = {"Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget", "Ingress"}
    assert rendered().keys() == kinds
    assert [each["apiVersion"] for each in rendered().values() if not STABLE.fullmatch(each["apiVersion"])] == []


def test_a_pod_may_do_nothing_to_the_cluster() -> None:
    """Pod Security Standard "restricted", point by point, and more."""
    assert pod()["automountServiceAccountToken"] is False
    may = pod()["securityContext"]
    assert (may["runAsNonRoot"], may["runAsUser"], may["seccompProfile"]["type"]) == (True, 1000, "RuntimeDefault")
    containers = [*pod()["initContainers"], *pod()["containers"]]
    assert len(containers) == 2
    for each in containers:
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert each["resources"]["limits"]["memory"]
        assert each["resources"]["requests"].keys() == {"cpu", "memory"}
        mounts = {mount["mountPath"]: mount.get("readOnly", False) for mount in each["volumeMounts"]}
        assert mounts == {"/tmp": False, "/data": True}, "a database in a file would be gone with its pod"
    assert all(volume.keys() - {"name"} == {"emptyDir"} for volume in pod()["volumes"])


def test_the_database_is_brought_up_to_date_before_the_bot_starts_and_both_ask_the_same_one() -> None:
    first, bot = pod()["initContainers"][0], pod()["containers"][0]
    assert first["args"] == ["db", "upgrade"]
    assert "args" not in bot, "what the image says: run"
    assert (first["image"], first["env"], first["envFrom"]) == (bot["image"], bot["env"], bot["envFrom"])


def test_it_gives_settings_that_there_are_and_secrets_by_name_alone() -> None:
    given = {each["name"]: each for each in pod()["containers"][0]["env"]}
    assert given.keys() <= set(settings_in_the_example())
    assert "optional" not in given["DATABASE_URL"]["valueFrom"]["secretKeyRef"], "no pod with a database of its own"
    refused = re.compile(schema()["settings"]["propertyNames"]["not"]["pattern"])
    secrets = {field.name.upper() for field in dataclasses.fields(Settings) if not field.repr} - {"ADMINS"}
    assert len(secrets) >= 5
    assert [name for name in sorted(secrets) if not refused.search(name)] == []


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CHART / "values.schema.json").read_text("utf-8"))["properties"]
    return found


def test_every_value_is_in_the_schema() -> None:
    assert schema().keys() - {"global"} == values().keys()


def test_it_asks_whether_the_bot_lives_and_whether_it_is_ready_and_waits_for_it_to_stop() -> None:
    bot = pod()["containers"][0]
    assert bot["startupProbe"]["httpGet"]["path"] == bot["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert bot["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert pod()["terminationGracePeriodSeconds"] >= 30


def test_strangers_reach_what_the_platforms_ask_for_and_nothing_else() -> None:
    (rule,) = rendered()["Ingress"]["spec"]["rules"]
    platforms = {"/slack/events", "/api/messages", "/teams/pictures", "/over"}
    web = {"/publiek", "/agenda", "/web", "/in"}
    assert {each["path"] for each in rule["http"]["paths"]} == platforms | web, "rendered with all that can be on"
    assert (values()["ingress"]["enabled"], values()["ingress"]["web"]) == (False, False)
    policy = rendered()["NetworkPolicy"]["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    (inward,) = policy["ingress"]
    assert inward["ports"] == [{"protocol": "TCP", "port": 3000}]
    assert all(each.keys() == {"namespaceSelector"} for each in inward["from"])
    assert {port["port"] for each in policy["egress"] for port in each["ports"]} == {53, 443, 5432}


if __name__ == "__main__":
    RENDERED.write_text(f"# {fingerprint()}\n{sys.stdin.read()}", "utf-8")
