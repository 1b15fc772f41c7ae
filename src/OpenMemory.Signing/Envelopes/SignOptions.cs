namespace OpenMemory.Signing;

/// <summary>How an envelope is written. The default value is what most want.</summary>
public readonly record struct SignOptions
{
    /// <summary>When the grain is signed, as <c>iat</c>, in whole seconds; by default what <see cref="Clock"/> says.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Leaves <c>iat</c> out: the unprotected header is an empty map.</summary>
    public bool OmitIssuedAt { get; init; }

    /// <summary>Tells the time; the system's by default.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Bytes that both sides know and the envelope does not hold (<c>external_aad</c>); empty by default, as OMS has it .</summary>
    public ReadOnlyMemory<byte> ExternalData { get; init; }
}
