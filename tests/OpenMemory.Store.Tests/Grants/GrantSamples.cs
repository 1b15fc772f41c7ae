namespace OpenMemory.Store.Tests;

/// <summary>Grants as anybody might write them.</summary>
internal static class GrantSamples
{
    internal static readonly EpochMilliseconds Time = 1_800_000_000_000;

    internal static Fact Grant(string principal = "agent:bot", string text = "read ON caller", string grantor = "user:anna") => new()
    {
        Namespace = "agent:authz", Subject = principal, Relation = "mg:permits", Object = text, Confidence = 1,
        Context = new() { ["grantor"] = grantor }, CreatedAt = Time,
    };

    internal static GrantObject Parse(string text) => GrantObject.TryParse(text, out GrantObject? grant) ? grant : throw new ArgumentException(text);
}
