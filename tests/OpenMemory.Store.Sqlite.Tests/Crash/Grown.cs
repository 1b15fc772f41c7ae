namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Grains of the load, each of another text.</summary>
internal static class Grown
{
    internal const string Chain = "chain", Kept = "kept", Batch = "batch", Temporary = "temporary", Claim = "claim", Person = "person", Received = "received";

    /// <summary>How many chains all threads supersede.</summary>
    internal const int Chains = 3;

    internal static GrainBlob Fact(string relation, string text, string subject = "the load", string? old = null, CasUri? attachment = null) => new Fact
    {
        Subject = subject, Relation = relation, Object = text, Confidence = 0.5, CreatedAt = new(1_768_000_000_000), DerivedFrom = old is null ? null : [old],
        ContentRefs = attachment is { } uri ? [new() { Uri = uri.ToString(), Modality = "document", MimeType = "text/plain" }] : null,
    }.ToBlob();

    /// <summary>The first grain of a chain, which every process knows.</summary>
    internal static GrainBlob Root(int chain) => Fact(Chain, "begins", $"chain-{chain}");
}
