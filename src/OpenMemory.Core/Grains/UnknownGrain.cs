namespace OpenMemory;

/// <summary>
/// A grain of a type that this version does not know, 0x0E–0xEF: its bytes and map are kept, and nobody authors one.
/// </summary>
public sealed record UnknownGrain : Grain
{
    internal UnknownGrain(byte typeByte)
        : base((GrainType)typeByte)
    {
    }

    /// <summary>The whole map with its raw keys.</summary>
    public OmsMap Map => CopyFields();
}
