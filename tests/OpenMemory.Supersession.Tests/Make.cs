namespace OpenMemory.Supersession.Tests;

/// <summary>Grains for the tests.</summary>
internal static class Make
{
    internal const string Alice = "did:key:alice", Bob = "did:key:bob", Carol = "did:key:carol", Mallory = "did:key:mallory";

    /// <summary>2026-01-15 10:00 UTC.</summary>
    internal const long Now = 1_768_471_200_000;

    internal static InvalidationRequest Anonymous { get; } = new() { Now = Now };

    internal static InvalidationRequest By(string requester) => new() { Now = Now, Requester = requester };

    internal static InvalidationRequest Approved(params string[] approvers) => new() { Now = Now, Approvers = approvers };

    internal static Fact Fact(string name, InvalidationPolicy? policy = null, params GrainBlob[] parents) => new()
    {
        Subject = name, Relation = "is", Object = "here", Confidence = 1, CreatedAt = Now, InvalidationPolicy = policy,
        DerivedFrom = parents.Length == 0 ? null : [.. parents.Select(static parent => (OmsValue)parent.Address.ToString())],
    };

    internal static Goal Goal(string state, InvalidationPolicy? policy = null, params GrainBlob[] parents) => new()
    {
        Description = "to get there", GoalState = state, CreatedAt = Now, InvalidationPolicy = policy,
        DerivedFrom = parents.Length == 0 ? null : [.. parents.Select(static parent => (OmsValue)parent.Address.ToString())],
    };

    internal static InvalidationPolicy Policy(string mode, string? scope = null, params string[] authorized) => new()
    {
        Mode = mode, Scope = scope, Authorized = authorized.Length == 0 ? null : authorized,
    };

    internal static InvalidationPolicy Quorum(long? threshold, params string[] authorized) => new() { Mode = "quorum", Threshold = threshold, Authorized = authorized };

    /// <summary>A grain as strict authors could not write it, read in the Compatible mode without its schema being enforced.</summary>
    internal static GrainBlob Peer(GrainType type, params (string Key, object? Value)[] entries) =>
        GrainBlob.Parse(PeerBlob.Of((byte)type, 0, entries), new GrainReadOptions { Mode = ReadingMode.Compatible });

    /// <summary>The vectors that are sealed, which nobody here can open.</summary>
    internal static GrainBlob[] Sealed { get; } =
        [.. Vectors.Rows("sealed").Select(static row => GrainBlob.Parse(Vectors.Hex(row, "sealed_hex")))];

    /// <summary>A Fact by a peer, with one more field.</summary>
    internal static GrainBlob PeerFact(string key, object? value) =>
        Peer(GrainType.Fact, ("t", "fact"), ("s", "x"), ("r", "is"), ("o", "y"), ("c", 1.0), ("ca", PeerBlob.CreatedAt), (key, value));
}
