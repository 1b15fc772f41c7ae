using System.Buffers;
using System.Text;

namespace OpenMemory;

/// <summary>What a grain's header must say; everything that is not set matches. The default value matches every grain.</summary>
public readonly record struct GrainHeaderFilter
{
    private readonly string? _namespace;
    private readonly ushort? _namespaceHash;

    /// <summary>The type.</summary>
    public GrainType? Type { get; init; }

    /// <summary>
    /// The namespace, by the two bytes of its hash in the header: a bucket, in which others may be too (§3.1). Null matches all;
    /// the empty text is the bucket of grains without a namespace.
    /// </summary>
    public string? Namespace
    {
        get => _namespace;
        init => (_namespace, _namespaceHash) = (value, value is null ? null : HashOf(value));
    }

    /// <summary>The earliest time, inclusive. The header holds whole seconds of <c>created_at</c>, rounded down.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time, exclusive; grains of the second in which it lies match when it is not a whole one.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The lowest sensitivity.</summary>
    public Sensitivity MinSensitivity { get; init; }

    /// <summary>The highest sensitivity; all by default.</summary>
    public Sensitivity? MaxSensitivity { get; init; }

    /// <summary>Whether a header matches.</summary>
    /// <param name="header">The header.</param>
    /// <returns>True when it does.</returns>
    public bool Matches(in GrainHeader header) =>
        (Type is not { } type || header.Type == type) &&
        (_namespaceHash is not { } hash || header.NamespaceHash == hash) &&
        // What lies outside the header's range stands at its ends.
        (From is not { } from || header.CreatedAtSeconds >= Math.Min(from.ToUnixTimeSeconds(), uint.MaxValue)) &&
        (To is not { } to || 1000L * header.CreatedAtSeconds < Math.Max(to.ToUnixTimeMilliseconds(), 1)) &&
        header.Sensitivity >= MinSensitivity &&
        header.Sensitivity <= (MaxSensitivity ?? Sensitivity.Phi);

    private static ushort HashOf(string name)
    {
        ArrayBufferWriter<byte> normalized = new();
        Nfc.Normalize(Encoding.UTF8.GetBytes(name), normalized);
        return GrainHeader.HashNamespace(normalized.WrittenSpan);
    }
}
