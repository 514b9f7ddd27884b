"""What documents of YAML look like, for `recipes`. Members end in "!" where they must be there, "*" stands for any
name. A value is a type, a set of choices, a pattern, a list of one shape, or a function that yields problems."""
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
VARVE = None  # the program; `recipes` sets it


def problems(value, shape, where=""):
    if isinstance(shape, dict):
        yield from members(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list) or not value:
            yield f"{where}: a list is wanted"
        else:
            for index, item in enumerate(value):
                yield from problems(item, shape[0], f"{where}[{index}]")
    elif isinstance(shape, set):
        if value not in shape:
            yield f"{where}: {value!r} is none of {sorted(shape)}"
    elif isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield f"{where}: {value!r} does not look like {shape.pattern}"
    elif isinstance(shape, type):
        if type(value) is not shape:
            yield f"{where}: {value!r} is no {shape.__name__}"
    else:
        yield from (f"{where}: {problem}" for problem in shape(value))


def members(value, shape, where):
    if not isinstance(value, dict):
        yield f"{where}: members are wanted"
        return
    value = {"on" if name is True else name: inner for name, inner in value.items()}  # as YAML 1.1 reads it
    known = {name.rstrip("!"): inner for name, inner in shape.items()}
    for name in shape:
        if name.endswith("!") and name[:-1] not in value:
            yield f"{where}: '{name[:-1]}' is missing"
    for name, inner in value.items():
        if name in known or "*" in known:
            yield from problems(inner, known.get(name, known.get("*")), f"{where}.{name}")
        else:
            yield f"{where}: '{name}' is not known"


def shell(text):
    """Does it parse, and does deploy.sh have the stages that it is asked for?"""
    text = re.sub(r"\$\{\{.*?\}\}", "expression", text)  # GitHub's
    for program in ("sh", "bash"):
        done = subprocess.run([program, "-n"], input=text, capture_output=True, text=True)
        if done.returncode:
            yield done.stderr.strip()
    stages = re.findall(r"^(\w+)\(\) \{$", (ROOT / "docs/guide/ci_cd/deploy.sh").read_text(), re.M)
    for stage in re.findall(r"\./deploy\.sh (\w+)", text):
        if stage not in stages:
            yield f"deploy.sh has no stage {stage}"


def arguments(words):
    """Are these arguments of varve? Tried where nothing is to be done."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "migrations").mkdir()
        done = subprocess.run([VARVE, *words], cwd=folder, env={"VARVE_URL": "sqlite::memory:"},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    if done.returncode:
        yield done.stderr.strip()


def dangling(document):
    """Names of things that are defined nowhere in the document."""
    for kind, defined, used in (
            ("volume", named(document, "volumes"), named(document, "volumeMounts")),
            ("container", named(document, "containers"), set(texts(document, "containerName"))),
            ("label", set(map(str, texts(document, "labels"))), set(map(str, texts(document, "matchLabels")))),
            ("stage", set(flat(document.get("stages", []))), set(texts(document, "stage"))),
            ("job", set(document.get("jobs", {})), set(texts(document, "needs"))),
            ("service", set(document.get("services", {})), {name for each in texts(document, "depends_on") for name in each}),
            ("secret", set(document.get("secrets", {})),
             {name for service in document.get("services", {}).values() for name in service.get("secrets", [])})):
        yield from (f"there is no {kind} {name}" for name in sorted(used - defined))


def flat(value):
    return value if isinstance(value, list) else [value]


def texts(value, member):
    """What stands behind this name, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from texts(item, member)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == member:
                yield inner
            else:
                yield from texts(inner, member)


def named(document, member):
    return {item["name"] for items in texts(document, member) for item in items if isinstance(item, dict)}


ANY = {"*": str}
IMAGE = re.compile(r"[\w.-]+(/[\w.-]+)*:[\w.-]+")
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")  # a DNS label

STEP = {"id": str, "if": str, "uses": re.compile(r"[\w-]+/[\w-]+@v\d+"), "with": ANY, "env": ANY, "run": shell}
GITHUB = {
    "name": str,
    "on!": {"pull_request": type(None), "push": {"branches": [str]}},
    "jobs!": {"*": {"runs-on!": str, "needs": str, "if": str, "environment": str, "concurrency": str, "env": ANY,
                    "outputs": ANY, "container": {"image!": IMAGE, "options": str}, "steps!": [STEP]}}}

JOB = {"stage!": str, "rules": [{"if": str, "when": {"manual"}}], "environment": str, "resource_group": str,
       "variables": ANY, "script!": [shell], "artifacts": {"paths": [str], "reports": {"dotenv": str}}}
GITLAB = {"image": {"name!": IMAGE, "entrypoint": [str]}, "stages!": [str], "*": JOB}

CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
COMPOSE = {
    "services!": {"*": {
        "image!": IMAGE, "command": arguments, "environment": ANY, "secrets": [str], "volumes": [str],
        "read_only": bool, "cap_drop": [{"ALL"}], "security_opt": [{"no-new-privileges:true"}],
        "healthcheck": {"test!": [str], "interval": re.compile(r"\d+s"), "retries": int},
        "depends_on": {"*": {"condition!": CONDITIONS}}}},
    "secrets": {"*": {"file!": str}}}

CONTAINER = {
    "name!": NAME, "image!": IMAGE, "args": arguments, "env": [{"name!": re.compile(r"[A-Z_]+"), "value!": str}],
    "securityContext": {"allowPrivilegeEscalation": bool, "readOnlyRootFilesystem": bool,
                        "capabilities": {"drop": [{"ALL"}]}},
    "volumeMounts": [{"name!": NAME, "mountPath!": re.compile("/.*"), "readOnly": bool}]}
POD = {
    "terminationGracePeriodSeconds": int, "automountServiceAccountToken": bool,
    "securityContext": {"runAsNonRoot": bool, "runAsUser": int, "fsGroup": int,
                        "seccompProfile": {"type!": {"RuntimeDefault"}}},
    "initContainers": [CONTAINER], "containers!": [CONTAINER],
    "volumes": [{"name!": NAME, "secret!": {"secretName!": NAME, "defaultMode": int}}]}
METADATA = {"name!": NAME, "labels": ANY, "annotations": ANY}
FAILURE_RULE = {"action!": {"FailJob", "Ignore", "Count"},
                "onExitCodes!": {"containerName": NAME, "operator!": {"In", "NotIn"}, "values!": [int]}}
KUBERNETES = {
    "Job": {"apiVersion!": {"batch/v1"}, "kind!": {"Job"}, "metadata!": METADATA, "spec!": {
        "backoffLimit": int, "activeDeadlineSeconds": int, "ttlSecondsAfterFinished": int,
        "podFailurePolicy": {"rules!": [FAILURE_RULE]},
        # A failure policy allows no other; without one OnFailure would do.
        "template!": {"spec!": {"restartPolicy!": {"Never"}, **POD}}}},
    "Deployment": {"apiVersion!": {"apps/v1"}, "kind!": {"Deployment"}, "metadata!": METADATA, "spec!": {
        "replicas": int, "selector!": {"matchLabels!": ANY}, "template!": {"metadata!": {"labels!": ANY}, "spec!": POD}}}}
