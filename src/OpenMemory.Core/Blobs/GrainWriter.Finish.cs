namespace OpenMemory;

public ref partial struct GrainWriter
{
    /// <summary>Ends the payload, writes the header and applies the rules of the type.</summary>
    private readonly ReadOnlySpan<byte> Complete()
    {
        if (_state is null) throw new ObjectDisposedException(nameof(GrainWriter));
        CanonicalWriter writer = _writer;
        writer.Path = null;
        if (_type == GrainType.Trigger && !_options.Restore) WriteEnabled(writer);
        writer.EndMap();
        if (writer.Length > _options.Limits.OrDefault.MaxBlobBytes) writer.TooLarge();
        Span<byte> blob = writer.Written;
        GrainHeader header = _options.Header ?? MakeHeader(blob, writer.RootEntries);
        header.Write(blob);
        if (!_options.Restore) CheckRules(blob, header, writer.RootEntries);
        return blob;
    }

    /// <summary>A Trigger always says whether it is enabled (OMS-6.14-1).</summary>
    private readonly void WriteEnabled(CanonicalWriter writer)
    {
        int slot = _map.SlotOf(Field.Enabled);
        foreach (ref readonly MapEntry entry in writer.RootEntries)
        {
            if (entry.Slot == slot) return;
        }
        FieldDefinition definition = _map.Definitions[slot];
        writer.WriteKnownKey(definition.KeyBytes, definition.KeyPrefix, slot);
        writer.WriteBoolean(true);
    }

    private readonly GrainHeader MakeHeader(ReadOnlySpan<byte> blob, ReadOnlySpan<MapEntry> entries)
    {
        GrainFlags flags = _options.Signed ? GrainFlags.Signed : GrainFlags.None;
        Sensitivity sensitivity = _options.Sensitivity;
        ushort namespaceHash = 0;
        uint seconds = 0;
        foreach (ref readonly MapEntry entry in entries)
        {
            // By key, so that grains without a schema have a header like all others.
            if (blob[entry.ValueStart - 1] == 0) continue; // a key that ends in NUL shares its prefix with the key before the NUL
            int position = entry.ValueStart;
            switch (entry.Prefix)
            {
                case HeaderKeys.Namespace when Is(blob, ref position, OmsValueKind.Text, out Token value):
                    namespaceHash = _state!.HashNamespace(blob.Slice(value.ContentStart, value.Length));
                    break;
                case HeaderKeys.CreatedAt when Is(blob, ref position, OmsValueKind.Integer, out Token value):
                    seconds = value.IsUnsigned ? uint.MaxValue : new EpochMilliseconds(value.Bits).ToHeaderSeconds();
                    break;
                case HeaderKeys.StructuralTags when Is(blob, ref position, OmsValueKind.Array, out Token value):
                    Sensitivity required = SensitivityTags.Required(blob, value);
                    if (required > sensitivity) sensitivity = required;
                    break;
                case HeaderKeys.ContentRefs when Is(blob, ref position, OmsValueKind.Array, out Token value) && value.Length > 0:
                    flags |= GrainFlags.HasContentRefs;
                    break;
                case HeaderKeys.EmbeddingRefs when Is(blob, ref position, OmsValueKind.Array, out Token value) && value.Length > 0:
                    flags |= GrainFlags.HasEmbeddingRefs;
                    break;
                default: break;
            }
        }
        return new GrainHeader(flags, sensitivity, _type, namespaceHash, seconds);
    }

    private static bool Is(ReadOnlySpan<byte> blob, ref int position, OmsValueKind kind, out Token value)
    {
        value = TrustedReader.Read(blob, ref position);
        return value.Kind == kind;
    }

    private readonly void CheckRules(ReadOnlySpan<byte> blob, GrainHeader header, ReadOnlySpan<MapEntry> entries)
    {
        bool look = AuthorRules.HasRules(_type);
        SchemaCheck schema = new(blob, header, _map);
        if (_type.HasSchema())
        {
            foreach (ref readonly MapEntry entry in entries)
            {
                if (entry.Slot < 0) continue;
                int position = entry.ValueStart;
                schema.Add(entry.Slot, TrustedReader.Read(blob, ref position));
                look |= _map.Definitions[entry.Slot].HasAuthorRules;
            }
            schema.Finish();
        }
        else
        {
            int position = GrainHeader.Size;
            schema.FinishOpaque(TrustedReader.Read(blob, ref position));
        }
        // An author gave fields, not bytes: an offset would point into nothing the author has seen.
        if (!schema.Passed(out OmsFault fault)) Throw.Fault(fault with { Offset = -1 });
        if (look) AuthorRules.Check(GrainView.OverTrusted(blob));
    }
}
