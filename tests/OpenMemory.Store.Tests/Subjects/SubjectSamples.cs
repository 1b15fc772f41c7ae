namespace OpenMemory.Store.Tests;

/// <summary>Grains of all thirteen types with what their types demand.</summary>
internal static class SubjectSamples
{
    internal static readonly EpochMilliseconds Time = 1_768_471_200_000;
    internal static readonly string Address = new('a', 64);

    internal static IEnumerable<Grain> AllTypes()
    {
        yield return new Fact { Subject = "x", Relation = "knows", Object = "y", Confidence = 1, CreatedAt = Time };
        yield return new Event { Content = "hello", CreatedAt = Time };
        yield return new State { Context = new() { ["a"] = 1 }, CreatedAt = Time };
        yield return new Workflow { Nodes = ["a"], CreatedAt = Time };
        yield return new Tool { ToolName = "lookup", Input = new(), Content = 1, IsError = false, CreatedAt = Time };
        yield return new Observation { ObserverId = "sensor", ObserverType = "sensor", CreatedAt = Time };
        yield return new Goal { Description = "done", GoalState = "active", CreatedAt = Time };
        yield return new Reasoning { CreatedAt = Time };
        yield return new Consensus { ParticipatingObservers = ["did:key:a"], Threshold = 1, AgreementCount = 1, DissentCount = 0, CreatedAt = Time };
        yield return new Consent { SubjectDid = "did:key:anna", GranteeDid = "did:key:agent", Scope = ["store"], IsWithdrawal = false, CreatedAt = Time };
        yield return new Skill { Name = "review", Description = "reviews", CreatedAt = Time };
        yield return Recommendation();
        yield return new Trigger { Kind = "manual", Workflow = Address, Enabled = true, CreatedAt = Time };
    }

    /// <summary>A grain of each type that has a subject and, where its type lets it, nothing else to be found by.</summary>
    internal static IEnumerable<Grain> About(string identity) => AllTypes().Select(grain => grain with { Subject = identity });

    /// <summary>Bytes as another implementation may have written them: a header and a small map of texts and arrays, in the order given.</summary>
    internal static GrainBlob Peer(GrainType type, params (string Key, object Value)[] entries)
    {
        List<byte> bytes = [1, 0, (byte)type, 0, 0, 0, 0, 0, 0, (byte)(0x80 | entries.Length)];
        foreach ((string key, object value) in entries)
        {
            Text(bytes, key);
            if (value is string text) Text(bytes, text);
            else bytes.Add(checked((byte)(int)value));
        }
        return GrainBlob.Parse([.. bytes], new() { Mode = ReadingMode.Compatible });
    }

    private static void Text(List<byte> bytes, string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        bytes.AddRange([0xd9, checked((byte)utf8.Length), .. utf8]);
    }

    private static Recommendation Recommendation() => new()
    {
        TargetRef = "host:a", Analyzer = new() { ["id"] = "acme.look/1" }, Summary = new() { ["template_id"] = "t", ["args"] = new OmsMap() },
        DedupKey = DedupKey.Compute("acme.look/1", "host:a", "data"), ProposalData = new() { ["a"] = 1 }, CreatedAt = Time,
    };
}
