"""Grains that a conforming author does not write, although a reader keeps them: older forms, relations, profiles."""
from accepted import HASH, TIME, event, fact, profile, recommendation, tool, trigger


def write(name, section, fields, notes, any_of=()):
    row = {"name": name, "section": section, "kind": "write", "input": fields, "error": "ERR_SCHEMA"}
    if any_of:
        row["error_any_of"] = ["ERR_SCHEMA", *any_of]
    return row | {"notes": notes}


def workflow(**fields):
    return {"type": "workflow", "nodes": ["a", "b"], "edges": [{"src": "a", "dst": "b"}], "created_at": TIME, **fields}


def observation(**fields):
    return {"type": "observation", "observer_id": "o", "observer_type": "imu", "created_at": TIME, **fields}


def consensus(**fields):
    return {"type": "consensus", "participating_observers": ["a", "b"], "threshold": 2, "agreement_count": 2, "dissent_count": 0, "created_at": TIME, **fields}


def type_names():
    state = {"type": "state", "context": {"step": 1}, "created_at": TIME}
    for grain, older in ((fact(), "belief"), (event(), "episode"), (state, "checkpoint"), (tool(), "action"), (tool(), "tool_call")):
        yield write(f"write-type-{older}", "8", grain | {"type": older}, f"OMS-8-5, OMS-L-20: the name is {grain['type']}", ["ERR_UNKNOWN_TYPE"])


def older_keys():
    """Readers would take these for fields of older versions or of peers."""
    note = "OMS-L-8, OMS-L-20: "
    yield write("write-workflow-steps", "8.4", workflow(steps=["a", "b"]), note + "the steps of 1.0 to 1.3")
    yield write("write-workflow-trigger", "8.4", workflow(trigger="daily"), "OMS-8.4-4, OMS-L-20: a Trigger is a grain of its own")
    for name, value in (("args", {"x": 1}), ("res", "2"), ("ok", True), ("action_phase", "complete")):
        yield write(f"write-tool-{name}", "legacy 4", tool(**{name: value}), note + "a Tool of 1.0 to 1.3")
    for name, value in (("sid", "s"), ("stype", "imu")):
        yield write(f"write-observation-{name}", "legacy 4", observation(**{name: value}), note + "an Observation of 1.0")
    yield write("write-integration-key-of-1.3", "legacy 5", profile("integration", {"ict2": "etag"}), note + "the key of int:cursor_type is icft")
    yield write("write-consensus-thr", "legacy 9", consensus(thr=0.67), note + "a peer's key of threshold")
    yield write("write-trigger-tcq", "legacy 9", trigger(tcq="x"), note + "a peer's key; nobody fires such a Trigger")
    yield write("write-scope-path", "legacy 9", event(scp="a/b"), note + "a peer's key, in grains of every type")


def older_values():
    for kind in ("polling", "webhook", "schedule", "listener"):
        yield write(f"write-observation-trigger-{kind}", "legacy 6", observation(observer_type=f"trigger:{kind}"), "OMS-L-20: a Trigger is a grain of its own")
    yield write("write-relation-owned_by", "12.5", fact(relation="owned_by"), "OMS-L-20, R-43: the name is mg:owned_by")
    yield write("write-relation-requires_steps", "14.1", fact(relation="mg:requires_steps"), "OMS-L-20: the name is mg:has_graph")
    for prefix in ("sha256", "grain:sha256", "mg:sha256"):
        yield write(f"write-derived-from-{prefix.replace(':', '-')}-prefix", "5", fact(derived_from=[f"{prefix}:{HASH}"]), "OMS-5-6, R-25: a reference is written bare")
    yield write("write-trigger-workflow-with-a-prefix", "5", trigger(workflow=f"sha256:{HASH}"), "OMS-5-6, R-25: a reference is written bare")


def relations():
    yield write("write-relation-invented", "14.1", fact(relation="mg:invented"), "OMS-8-7: authors add no relations under mg:")
    yield write("write-relation-in-another-case", "14.1", fact(relation="mg:Prefers"), "OMS-8-6: by exact value, so this is not mg:prefers")
    yield write("write-relation-longer-than-another", "14.1", fact(relation="mg:prefers_not"), "OMS-8-6: by exact value, not by prefix")
    yield write("write-relation-step-action-without-node", "14.1", fact(relation="mg:step_action:"), "OMS-8-6: the parameter is not empty")
    yield write("write-recommendation-with-rec_status", "8.12", recommendation(proposal_data={"a": 1}, rec_status="approved"), "OMS-8.12-3")


def profiles():
    codes, mail = {"hc:icd10": ["E11.9"]}, {"mail:message_id": "<1@example.com>"}
    yield write("write-health-information-without-basis", "A.1", profile("healthcare", codes, "phi:diagnosis"), "OMS-A.1-1: no processing_basis")
    yield write("write-health-information-with-an-open-license", "A.1",
                profile("healthcare", codes, "phi:diagnosis", processing_basis="consent", license="CC-BY-4.0"), "OMS-A.1-1: an open license")
    yield write("write-opt-out-as-processing-basis", "A.6", profile("consumer", {"con:ccpa_opted_out": True}, processing_basis="con:ccpa_opted_out"), "OMS-A.6-2")
    yield write("write-path-with-another-parameter", "A.7", profile("integration", {"int:http_path": "/items/{id}", "int:path_params": ["item"]}), "OMS-A.7-1")
    yield write("write-path-without-its-parameters", "A.7", profile("integration", {"int:http_path": "/items/{id}"}), "OMS-A.7-1, OMS-A-1: no int:path_params")
    yield write("write-response-mapping-no-jq", "A.7", profile("integration", {"int:response_mapping": ".items[] | {"}), "OMS-A.7-1: an open brace")
    yield write("write-outbound-hosts-star", "A.7", profile("integration", {"int:allowed_outbound_hosts": ["*"]}), "OMS-A.7-2: to allow all, the list is left out")
    yield write("write-mail-without-its-tag", "A.8", event(context=mail), "OMS-A.8-1: no profile:mail")
    yield write("write-mail-address-as-message-id", "A.8", profile("mail", {"mail:message_id": HASH}), "OMS-A.8-2: the id is the transport's own")
    yield write("write-mail-bcc-of-a-received-message", "A.8", profile("mail", mail | {"mail:direction": "inbound", "mail:bcc": ["a@example.com"]}), "OMS-A.8-2")
    yield write("write-mail-thread-id", "A.8", profile("mail", mail | {"mail:thread_id": "t"}), "OMS-A.8-3: the thread is session_id")
    yield write("write-mail-parent-is-a-message-id", "A.8", profile("mail", mail, parent_message_id="<0@example.com>"), "OMS-A.8-3: a grain's address")


def invalid():
    for group in (type_names, older_keys, older_values, relations, profiles):
        yield from group()
