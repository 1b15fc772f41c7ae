namespace OpenMemory.Fuzzing;

/// <summary>What a grain of each type must have (§8, §27.1), written from the specification and not taken from the library.</summary>
internal static class RequiredGrammar
{
    private static readonly string[][] s_names =
    [
        [], ["fact", "belief"], ["event", "episode"], ["state", "checkpoint"], ["workflow"], ["tool", "action", "tool_call"], ["observation"], ["goal"],
        ["reasoning"], ["consensus"], ["consent"], ["skill"], ["recommendation"], ["trigger"],
    ];

    private static readonly string[][] s_texts =
    [
        [], ["s", "r"], [], [], [], [], ["oid", "otype"], ["desc", "gs"], [], [], ["sdid", "gdid"], ["skname", "desc"], ["tref", "ddk"], ["aknd", "twf"],
    ];

    private static readonly string[][] s_others =
    [
        [], ["o", "c"], [], ["ctx"], ["nodes"], [], [], [], [], ["pobs", "thold", "agcnt", "discnt"], ["scope", "isw"], [], ["anlz", "summ"], [],
    ];

    private static readonly string[] s_phases = ["definition", "call", "result"];

    /// <summary>The type strings of a type, the older ones included.</summary>
    internal static string[] Names(int type) => s_names[type];

    /// <summary>Keys of texts that a type always needs and that must not be empty.</summary>
    internal static string[] Texts(int type) => s_texts[type];

    /// <summary>Keys of other values that a type always needs, besides <c>t</c> and <c>ca</c>.</summary>
    internal static string[] Others(int type) => s_others[type];

    /// <summary>Fields whose value decides what else is required, so they are only set with it.</summary>
    internal static bool IsDecisive(string key) => key is "t" or "ca" or "aphase" or "emode" or "isw" or "nodes";

    /// <summary>Adds what a type needs to a payload.</summary>
    internal static void Add(CaseRandom random, Node root, int type)
    {
        foreach (string key in s_texts[type]) root.Add(key, Text(random));
        switch (type)
        {
            case 1:
                root.Add("o", random.OneIn(4) ? ValueGrammar.Map(random, 4) : Node.Text(TextGrammar.Any(random)));
                root.Add("c", Node.Of(random.NextDouble()));
                break;
            case 2: AddContent(random, root); break;
            case 3: root.Add("ctx", ValueGrammar.Map(random, 8)); break;
            case 4: root.Add("nodes", Node.Array(Text(random), Node.Of("b"))); break;
            case 5: AddPhase(random, root); break;
            case 9:
                root.Add("pobs", Node.Array(Text(random)));
                foreach (string key in (string[])["thold", "agcnt", "discnt"]) root.Add(key, Node.Of(random.Next(100)));
                break;
            case 10:
                bool isWithdrawal = random.OneIn(2);
                root.Add("scope", Node.Array(Text(random)));
                root.Add("isw", Node.Of(isWithdrawal));
                if (isWithdrawal) root.Add("pcon", Node.Of(FieldGrammar.Address));
                break;
            case 12:
                root.Add("anlz", Node.Map(("id", Text(random))));
                root.Add("summ", ValueGrammar.Map(random, 3));
                if (random.OneIn(3)) root.Add("pcal", Text(random));
                else root.Add(random.Pick("pedit", "pdata"), ValueGrammar.Map(random, 3));
                break;
            default: break;
        }
    }

    /// <summary>One of the three forms of an Event's content (OMS-8.2-1).</summary>
    private static void AddContent(CaseRandom random, Node root)
    {
        switch (random.Next(3))
        {
            case 0: root.Add("content", Text(random)); break;
            case 1: root.Add("cblocks", Node.Array(Node.Map(("type", Node.Of("text")), ("text", Text(random))))); break;
            default:
                foreach (string key in (string[])["s", "r", "o"]) root.Add(key, Text(random));
                root.Add("content", Text(random));
                break;
        }
    }

    /// <summary>A Tool's phase, whether it runs code, and what the two require (§27.1, R-31).</summary>
    private static void AddPhase(CaseRandom random, Node root)
    {
        int phase = random.Next(4);
        bool runsCode = phase > 0 && random.OneIn(3);
        if (phase < 3) root.Add("aphase", Node.Of(s_phases[phase]));
        if (runsCode) root.Add("emode", Node.Of("code_exec"));
        string[] keys = (phase, runsCode) switch
        {
            (0, _) => ["tn", "tdesc", "isch"],
            (1, false) => ["tn", "inp"],
            (1, true) => ["code"],
            (2, false) => ["tcid", "cnt", "iserr", "df"],
            (2, true) => ["tcid", "iserr", "df"],
            (_, false) => ["tn", "inp", "cnt", "iserr"],
            _ => ["code", "iserr"],
        };
        foreach (string key in keys)
        {
            root.Add(key, key switch
            {
                "isch" or "inp" => ValueGrammar.Map(random, 3),
                "iserr" => Node.Of(random.OneIn(2)),
                "df" => Node.Array(Node.Of(FieldGrammar.Address)),
                "cnt" => random.OneIn(2) ? Text(random) : ValueGrammar.Map(random, 3),
                _ => Text(random),
            });
        }
    }

    private static Node Text(CaseRandom random) => Node.Text(TextGrammar.NonEmpty(random));
}
