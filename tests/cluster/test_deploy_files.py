"""What deploy/ says of containers is well formed, and its parts know each other."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.config import SETTINGS

DEPLOY = Path(__file__).parents[2] / "deploy"
MANIFESTS = sorted(file for file in (DEPLOY / "k8s").glob("*.yaml") if file.name != "kustomization.yaml")
COMPOSE = DEPLOY / "compose.yml"
KUBERNETES = "1.31"
PASSWORD = "SVOD_STORE_PASSWORD"
_VARIABLES = {"SVOD_" + setting.key.replace(".", "_").upper(): setting for setting in SETTINGS}


def documents() -> Iterator[dict[str, Any]]:
    """Every manifest of Kubernetes."""
    for file in MANIFESTS:
        yield from yaml.safe_load_all(file.read_text("utf-8"))


def pods(of: dict[str, Any]) -> dict[str, Any] | None:
    """The pod that a manifest makes, with its labels."""
    if of["kind"] == "CronJob":
        return of["spec"]["jobTemplate"]["spec"]["template"]
    return of["spec"]["template"] if of["kind"] in ("Deployment", "StatefulSet") else None


def named(kind: str) -> set[str]:
    """Names of the manifests of a kind."""
    return {each["metadata"]["name"] for each in documents() if each["kind"] == kind}


@pytest.mark.parametrize("document", list(documents()), ids=lambda each: f"{each['kind']}-{each['metadata']['name']}")
def test_manifests_follow_the_schemas_of_kubernetes(document: dict[str, Any]) -> None:
    """Every field is known to Kubernetes and of its type."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import kubernetes_validate
    kubernetes_validate.validate(document, KUBERNETES, strict=True)


def test_manifests_know_each_other() -> None:
    """What is claimed, mounted, selected or read from is there; images have a version, pods no rights and a limit."""
    makers = [(each, pod) for each in documents() if (pod := pods(each)) is not None]
    labels = [pod["metadata"]["labels"] for _, pod in makers]
    assert len(makers) == 6
    for each in documents():
        spec = each.get("spec", {})
        selector = spec.get("selector", spec.get("podSelector", {}))
        wanted = selector.get("matchLabels", {} if "matchLabels" in selector else selector)
        assert any(wanted.items() <= held.items() for held in labels), each["metadata"]["name"]
    for maker, pod in makers:
        spec = pod["spec"]
        assert spec["securityContext"]["runAsNonRoot"]
        # a service svod-web would set SVOD_WEB_PORT, which is a setting
        assert spec["enableServiceLinks"] is False
        held = {volume["name"] for volume in spec.get("volumes", ())}
        held |= {claim["metadata"]["name"] for claim in maker["spec"].get("volumeClaimTemplates", ())}
        claims = {
            volume["persistentVolumeClaim"]["claimName"]
            for volume in spec.get("volumes", ())
            if len(volume) > 1 and "persistentVolumeClaim" in volume
        }
        assert claims <= named("PersistentVolumeClaim")
        for container in spec["containers"]:
            assert {mount["name"] for mount in container["volumeMounts"]} == held
            assert {source["configMapRef"]["name"] for source in container.get("envFrom", ())} <= named("ConfigMap")
            assert container["image"] == "svod" or container["image"].rpartition(":")[2][0].isdigit()
            assert container["resources"]["limits"]["memory"]
            assert not container["securityContext"]["allowPrivilegeEscalation"]
    kustomization = yaml.safe_load((DEPLOY / "k8s" / "kustomization.yaml").read_text("utf-8"))
    assert sorted(kustomization["resources"]) == [file.name for file in MANIFESTS]


def test_containers_set_what_svod_knows() -> None:
    """Every SVOD_ variable of compose and Kubernetes is a setting, and its value one that the setting takes."""
    compose = yaml.safe_load(COMPOSE.read_text("utf-8"))
    (config,) = (each["data"] for each in documents() if each["kind"] == "ConfigMap")
    services = compose["services"]
    for given in (services["svod-web"]["environment"], services["svod-driver"]["environment"], config):
        assert given["SVOD_INDEX_ENGINE"] == "opensearch"
        for name, value in given.items():
            assert name in _VARIABLES or name == PASSWORD
            assert name == PASSWORD or not isinstance(_VARIABLES[name].default, int) or value.isdigit()


def test_nights_on_kubernetes_are_read_by_the_workers() -> None:
    """The nightly job's executor is the scheduler's service, and what it may know of the store is the servers' own secret."""
    containers = {each["metadata"]["name"]: pod["spec"]["containers"][0] for each in documents() if (pod := pods(each))}
    given = {each["name"]: each for each in containers["svod-nightly"]["env"]}
    scheme, _, host = given["SVOD_RUN_EXECUTOR"]["value"].partition("://")
    name, port = host.split(":")
    (service,) = (each for each in documents() if each["kind"] == "Service" and each["metadata"]["name"] == name)
    assert (scheme, int(port)) == ("dask", service["spec"]["ports"][0]["port"])
    kept = next(each["valueFrom"] for each in containers["postgres"]["env"] if each["name"] == "POSTGRES_PASSWORD")
    for reader in ("svod-nightly", "svod-web"):
        assert next(each["valueFrom"] for each in containers[reader]["env"] if each["name"] == PASSWORD) == kept


def test_compose_parts_know_each_other() -> None:
    """Networks, volumes, secrets and services that are named are declared, and the other way round; nodes find each other."""
    compose = yaml.safe_load(COMPOSE.read_text("utf-8"))
    services = compose["services"]
    assert set(services) == {
        "opensearch1", "opensearch2", "opensearch3", "svod-web", "proxy", "postgres", "dask-scheduler", "dask-worker",
        "svod-driver",
    }  # fmt: skip
    networks = {name for service in services.values() for name in service["networks"]}
    assert networks == set(compose["networks"])
    sources = {str(volume).split(":")[0] for service in services.values() for volume in service.get("volumes", ())}
    assert {source for source in sources if "/" not in source and "$" not in source} == set(compose["volumes"])
    # who drives must reach whom it drives
    reached = set(services["svod-driver"]["networks"])
    for server in ("dask-scheduler", "postgres", "opensearch1"):
        assert reached & set(services[server]["networks"]), server
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services)
        assert "build" in service or service["image"].rpartition(":")[2][0].isdigit(), name
        published = [str(port) for port in service.get("ports", ())]
        assert all(port.startswith("127.0.0.1:") for port in published), name
    nodes = {name for name in services if name.startswith("opensearch")}
    for name in nodes:
        given = services[name]["environment"]
        assert given["node.name"] == name
        assert (
            set(given["discovery.seed_hosts"].split(","))
            == nodes
            == set(given["cluster.initial_cluster_manager_nodes"].split(","))
        )
        assert all(compose["networks"][network]["internal"] for network in services[name]["networks"])


def test_docker_reads_the_compose_file(tmp_path: Path) -> None:
    """Docker's own reading of it, where docker compose is here."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker compose is not here")
    done = subprocess.run([docker, "compose", "-f", str(COMPOSE), "config", "--quiet"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_kubectl_puts_the_manifests_together() -> None:
    """``kubectl kustomize`` reads all of them, where kubectl is here; every one is in svod's namespace."""
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("kubectl is not here")
    done = subprocess.run([kubectl, "kustomize", str(DEPLOY / "k8s")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = list(yaml.safe_load_all(done.stdout))
    assert len(made) == len(list(documents()))
    assert {each["metadata"].get("namespace", "svod") for each in made} == {"svod"}
