namespace OpenMemory;

/// <summary>What the header says of the payload (§3.1), gathered entry by entry.</summary>
internal struct HeaderParts
{
    internal GrainFlags Flags;
    internal Sensitivity Sensitivity;
    private ushort _namespaceHash;
    private uint _seconds;

    /// <summary>Takes note of an entry of the payload, if it is one of those that count.</summary>
    internal void Add(ReadOnlySpan<byte> blob, in MapEntry entry, WriterState state)
    {
        int position = entry.ValueStart;
        TrustedMessagePack.Read(blob, ref position, out Token value);
        switch (value.Kind)
        {
            case OmsValueKind.Text when entry.Prefix == HeaderKeys.Namespace:
                _namespaceHash = state.HashNamespace(blob.Slice(value.ContentStart, value.Length));
                break;
            case OmsValueKind.Integer when entry.Prefix == HeaderKeys.CreatedAt:
                _seconds = value.IsUnsigned ? uint.MaxValue : new EpochMilliseconds(value.Bits).ToHeaderSeconds();
                break;
            case OmsValueKind.Float when entry.Prefix == HeaderKeys.CreatedAt:
                _seconds = new EpochMilliseconds((long)BitConverter.Int64BitsToDouble(value.Bits)).ToHeaderSeconds();
                break;
            case OmsValueKind.Array when entry.Prefix == HeaderKeys.StructuralTags:
                Sensitivity required = SensitivityTags.Required(blob, value);
                if (required > Sensitivity) Sensitivity = required;
                break;
            case OmsValueKind.Array when value.Length > 0 && entry.Prefix == HeaderKeys.ContentRefs: Flags |= GrainFlags.HasContentRefs; break;
            case OmsValueKind.Array when value.Length > 0 && entry.Prefix == HeaderKeys.EmbeddingRefs: Flags |= GrainFlags.HasEmbeddingRefs; break;
            default: break;
        }
    }

    internal readonly GrainHeader ToHeader(GrainType type) => new(Flags, Sensitivity, type, _namespaceHash, _seconds);
}
