namespace OpenMemory;

/// <summary>
/// A grain of an application's or domain profile's own type, 0xF0–0xFF (§3.1). It has no schema here: its map holds raw keys,
/// of which <c>t</c> (its type string), <c>ca</c>, <c>ns</c> and <c>tags</c> also make the header.
/// </summary>
public sealed record CustomGrain : Grain
{
    /// <summary>Makes a grain of an application type.</summary>
    /// <param name="typeByte">0xF0 … 0xFF.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another byte.</exception>
    public CustomGrain(byte typeByte)
        : base((GrainType)typeByte) => ArgumentOutOfRangeException.ThrowIfLessThan(typeByte, (byte)0xf0);

    /// <summary>The whole map with its raw keys.</summary>
    public OmsMap Map
    {
        get => CopyFields();
        init => Extra = value;
    }
}
