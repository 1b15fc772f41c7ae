namespace OpenMemory.Tests;

/// <summary>Sections 3–6 of legacy.md, row by row (OMS-L-22): OMS 1.0–1.5 as it was written.</summary>
[TestFixture]
public sealed class LegacyRowTests
{
    private const string Address = FieldGen.Address;
    private static readonly (string, object?)[] s_triple = [("s", "user"), ("r", "prefers"), ("o", "tea"), ("c", 0.5)];
    private const string Triple = """ "subject":"user","relation":"prefers","object":"tea","confidence":0.5 """;

    private static PeerRow[] TypeStrings =>
    [
        new("3 belief", 1, "belief", $$"""{{{Triple}}}""", [], s_triple),
        new("3 episode", 2, "episode", """{"content":"hello"}""", [], ("content", "hello")),
        new("3 checkpoint", 3, "checkpoint", """{"context":{"step":1}}""", [], ("ctx", new PeerMap(("step", 1)))),
        new("3 tool_call", 5, "tool_call", """{"tool_name":"calc","input":{"x":1},"content":2,"is_error":false}""", [],
            ("tn", "calc"), ("inp", new PeerMap(("x", 1))), ("cnt", 2), ("iserr", false)),
        new("3 action", 5, "action", """{"tool_name":"calc","tool_phase":"call","input":{"x":1}}""", [],
            ("tn", "calc"), ("aphase", "call"), ("inp", new PeerMap(("x", 1)))),
    ];

    private static PeerRow[] Tools =>
    [
        new("4 tool args res ok", 5, "tool_call", """{"tool_name":"calc","input":{"x":1},"content":"2","is_error":false}""",
            ["legacy_alias_used OMS-L-5 args", "legacy_alias_used OMS-L-5 ok", "legacy_alias_used OMS-L-5 res"],
            ("tn", "calc"), ("args", new PeerMap(("x", 1))), ("res", "2"), ("ok", true)),
        new("4 tool arguments result success", 5, "tool_call", """{"tool_name":"calc","input":{"x":1},"content":"2","is_error":true}""",
            ["legacy_alias_used OMS-L-5 arguments", "legacy_alias_used OMS-L-5 result", "legacy_alias_used OMS-L-5 success"],
            ("tn", "calc"), ("arguments", new PeerMap(("x", 1))), ("result", "2"), ("success", false)),
        new("4 tool ok that is no boolean is left unread", 5, "tool_call", """{"tool_name":"calc","input":{},"content":"2","ok":"yes"}""",
            ["legacy_alias_used OMS-L-5 args", "legacy_alias_used OMS-L-5 res", "schema_invalid OMS-4.9-2 {6}"],
            ("tn", "calc"), ("args", new PeerMap()), ("res", "2"), ("ok", "yes")),
        new("4 tool action_phase", 5, "action", """{"tool_name":"calc","tool_phase":"call","input":{}}""",
            ["legacy_alias_used OMS-L-5 action_phase"], ("tn", "calc"), ("action_phase", "call"), ("inp", new PeerMap())),
        new("4 tool alias beside the current key", 5, "tool", """{"tool_name":"calc","input":{},"content":1,"is_error":false,"args":{"old":1}}""",
            ["duplicate_name_and_key OMS-L-5 args"],
            ("tn", "calc"), ("inp", new PeerMap()), ("cnt", 1), ("iserr", false), ("args", new PeerMap(("old", 1)))),
        new("4 tool alias beside the full name", 5, "tool", """{"tool_name":"calc","input":{},"content":1,"is_error":false,"args":{"old":1}}""",
            ["duplicate_name_and_key OMS-L-5 args", "non_canonical OMS-6-1 input"],
            ("tn", "calc"), ("input", new PeerMap()), ("cnt", 1), ("iserr", false), ("args", new PeerMap(("old", 1)))),
        new("4 res of a Skill is its own", 11, "skill", """{"name":"n","description":"d","resources":["r"]}""", [],
            ("skname", "n"), ("desc", "d"), ("res", new[] { "r" })),
        new("4 res elsewhere is unknown", 8, "reasoning", """{"res":"r","args":1,"ok":true}""", [], ("res", "r"), ("args", 1), ("ok", true)),
    ];

    private static PeerRow[] Observations =>
    [
        new("4 observation sid stype", 6, "observation", """{"observer_id":"s1","observer_type":"imu"}""",
            ["legacy_alias_used OMS-L-5 sid", "legacy_alias_used OMS-L-5 stype"], ("sid", "s1"), ("stype", "imu")),
        new("4 observation sensor_id sensor_type", 6, "observation", """{"observer_id":"s1","observer_type":"imu"}""",
            ["legacy_alias_used OMS-L-5 sensor_id", "legacy_alias_used OMS-L-5 sensor_type"], ("sensor_id", "s1"), ("sensor_type", "imu")),
        new("4 sid is neither subject_did nor session_id", 6, "observation", """{"observer_id":"s1","observer_type":"imu","subject_did":"did:a","session_id":"x"}""",
            ["legacy_alias_used OMS-L-5 sid"], ("sid", "s1"), ("otype", "imu"), ("sdid", "did:a"), ("sid2", "x")),
    ];

    private static PeerRow[] Workflows =>
    [
        new("4 workflow steps", 4, "workflow",
            """{"steps":["a","b","a"],"trigger":"on push","nodes":["a","b","a#2"],"edges":[{"src":"a","dst":"b"},{"src":"b","dst":"a#2"}]}""",
            ["schema_invalid OMS-4.9-2 {4}", "legacy_alias_used OMS-L-5 steps", "schema_invalid OMS-L-7 trigger"], ("steps", new[] { "a", "b", "a" }), ("trigger", "on push")),
        new("4 workflow steps that take a suffix", 4, "workflow",
            """{"steps":["a","a","a#2","a"],"nodes":["a","a#3","a#2","a#4"],"edges":[{"src":"a","dst":"a#3"},{"src":"a#3","dst":"a#2"},{"src":"a#2","dst":"a#4"}]}""",
            ["schema_invalid OMS-4.9-2 {3}", "legacy_alias_used OMS-L-5 steps"], ("steps", new[] { "a", "a", "a#2", "a" })),
        new("4 workflow nodes and steps and trigger", 4, "workflow", """{"nodes":["a"],"steps":["b"],"trigger":"on push"}""",
            ["duplicate_name_and_key OMS-L-5 steps", "schema_invalid OMS-L-7 trigger"],
            ("nodes", new[] { "a" }), ("steps", new[] { "b" }), ("trigger", "on push")),
    ];

    private static PeerRow[] Others =>
    [
        new("4 fact with source_type", 1, "fact", $$"""{{{Triple}},"source_type":"user_explicit"}""", [], [.. s_triple, ("st", "user_explicit")]),
        new("4 goal with subject and source_type", 7, "goal", """{"description":"d","goal_state":"active","subject":"s","source_type":"x"}""", [],
            ("desc", "d"), ("gs", "active"), ("s", "s"), ("st", "x")),
        new("4 no default is inserted", 2, "event", """{"content":"x"}""", [], ("content", "x")),
        new("4 index-layer fields are kept", 1, "fact", $$"""{{{Triple}},"superseded_by":"{{Address}}","contradicted":true,"system_valid_to":5}""", [],
            [.. s_triple, ("sb", Address), ("ct", true), ("svt", 5)]),
        new("4 goal of 1.0", 7, "goal",
            """{"description":"d","goal_state":"active","expiry_policy":"extend","priority":5,"criteria_structured":[{"metric":"m","operator":"gte","threshold":1}]}""", [],
            ("desc", "d"), ("gs", "active"), ("ep", "extend"), ("pri", 5),
            ("crs", new object?[] { new PeerMap(("metric", "m"), ("operator", "gte"), ("threshold", 1)) })),
        new("4 owned_by", 1, "fact", """{"subject":"agent","relation":"mg:owned_by","object":"did:a","confidence":1.0}""", ["legacy_alias_used OMS-L-5 owned_by"],
            ("s", "agent"), ("r", "owned_by"), ("o", "did:a"), ("c", 1.0)),
        new("4 mg:requires_steps", 1, "belief", $$"""{"subject":"flow","relation":"mg:has_graph","object":"{{Address}}","confidence":1.0}""",
            ["legacy_alias_used OMS-L-5 mg:requires_steps"], ("s", "flow"), ("r", "mg:requires_steps"), ("o", Address), ("c", 1.0)),
        new("4 skill as a Fact stays one", 1, "belief", """{"subject":"agent","relation":"mg:capable_of","object":{"name":"n"},"confidence":1.0}""", [],
            ("s", "agent"), ("r", "mg:capable_of"), ("o", new PeerMap(("name", "n"))), ("c", 1.0)),
    ];

    private static PeerRow[] IntegrationKeys =>
    [
        Tagged("ict2", "int:cursor_type", "x"), Tagged("icfgs", "int:config_schema", 1), Tagged("ievs", "int:event_schema", true),
        Tagged("im", "int:http_method", "POST"), Tagged("ip", "int:http_path", "/x"),
        Context("5 im that is no text", """{"im":0.5,"ip":{}}""", [], ("im", 0.5), ("ip", new PeerMap())),
        Context("5 im beside ihm", """{"int:http_method":"GET","im":"POST"}""", [], ("ihm", "GET"), ("im", "POST")),
        Context("5 im beside the full name", """{"int:http_method":"GET","im":"POST"}""",
            ["non_canonical OMS-4.7-1 int:http_method"], ("im", "POST"), ("int:http_method", "GET")),
        Context("5 full names", """{"int:allowed_outbound_hosts":["a.example"]}""", ["non_canonical OMS-4.7-1 int:allowed_outbound_hosts"],
            ("int:allowed_outbound_hosts", new[] { "a.example" })),
        Context("5 name and key", """{"int:base_url":"key"}""",
            ["duplicate_name_and_key OMS-6-6 int:base_url"], ("ib", "key"), ("int:base_url", "name")),
        new("5 without the tag nothing is expanded", 8, "reasoning", """{"context":{"ict2":"x","ib":"y","im":"z"}}""", [],
            ("ctx", new PeerMap(("ib", "y"), ("ict2", "x"), ("im", "z")))),
        new("5 nor in a State", 3, "state", """{"structural_tags":["profile:integration"],"context":{"ict2":"x","ib":"y"}}""", [],
            ("tags", new[] { "profile:integration" }), ("ctx", new PeerMap(("ib", "y"), ("ict2", "x")))),
        new("5 full names in config", 13, "trigger", """{"kind":"manual","workflow":"w","config":{"int:timezone":"UTC","ict2":"own"}}""",
            ["non_canonical OMS-4.7-1 int:timezone"], ("aknd", "manual"), ("twf", "w"), ("tcfg", new PeerMap(("ict2", "own"), ("int:timezone", "UTC")))),
        new("5 tags under their full name count", 8, "reasoning", """{"structural_tags":["profile:integration"],"context":{"int:cursor_type":"x"}}""",
            ["non_canonical OMS-6-1 structural_tags", "legacy_alias_used OMS-L-13 ict2"],
            ("structural_tags", new[] { "profile:integration" }), ("ctx", new PeerMap(("ict2", "x")))),
    ];

    private static PeerRow[] Triggers =>
    [
        TriggerObservation("polling", "periodic", "schema_invalid R-27 periodic"), TriggerObservation("webhook", "continuous", "schema_invalid R-27 continuous"),
        TriggerObservation("schedule", "scheduled", "schema_invalid R-27 scheduled"), TriggerObservation("listener", "continuous", "schema_invalid R-27 continuous"),
        new("6 trigger:firing is no definition", 6, "observation", """{"observer_id":"host","observer_type":"trigger:firing","context":{"items":3}}""", [],
            ("oid", "host"), ("otype", "trigger:firing"), ("ctx", new PeerMap(("items", 3)))),
    ];

    [TestCaseSource(nameof(TypeStrings))]
    [TestCaseSource(nameof(Tools))]
    [TestCaseSource(nameof(Observations))]
    [TestCaseSource(nameof(Workflows))]
    [TestCaseSource(nameof(Others))]
    [TestCaseSource(nameof(IntegrationKeys))]
    [TestCaseSource(nameof(Triggers))]
    public void A_row_is_read_in_1_6_terms_and_keeps_its_bytes(PeerRow row) => row.Check(); // OMS-L-1 … OMS-L-7, OMS-L-13 … OMS-L-15

    private static PeerRow Tagged(string old, string name, object value)
    {
        string json = value switch { string text => $"\"{text}\"", true => "true", _ => $"{value}" };
        return Context($"5 {old}", $"{{\"{name}\":{json}}}", [$"legacy_alias_used OMS-L-13 {old}"], (old, value));
    }

    private static PeerRow Context(string name, string context, string[] deviations, params (string, object?)[] entries) => new(
        name, 8, "reasoning", $$"""{"structural_tags":["profile:integration"],"context": {{context}} }""", deviations,
        ("tags", new[] { "profile:integration" }), ("ctx", new PeerMap(entries)));

    private static PeerRow TriggerObservation(string kind, string mode, string marked) => new(
        $"6 trigger:{kind}", 6, "observation",
        $$"""{"observer_id":"github","observer_type":"trigger:{{kind}}","observation_mode":"{{mode}}","observation_scope":"repos/o/r","context":{"ipis":300} }""",
        [marked, "schema_invalid R-27 repos/o/r", $"schema_invalid OMS-L-15 trigger:{kind}"],
        ("oid", "github"), ("otype", $"trigger:{kind}"), ("omode", mode), ("oscope", "repos/o/r"), ("ctx", new PeerMap(("ipis", 300))));
}
