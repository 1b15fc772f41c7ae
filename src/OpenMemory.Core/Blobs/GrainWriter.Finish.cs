using System.Runtime.CompilerServices;

namespace OpenMemory;

public ref partial struct GrainWriter
{
    /// <summary>Ends the payload, writes the header and applies the rules of the type.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> Complete(Span<byte> destination = default)
    {
        CheckUsable();
        CanonicalWriter writer = _writer;
        if (!_context.IsNull) WriteDeferred();
        if (_writesType) _writer.WriteKnownText(_map.Known(Field.Type), _type.ToText());
        if (_type == GrainType.Trigger && !_options.Restore) WriteEnabled(writer);
        writer.LookAtEntries();
        HeaderParts parts = new() { Flags = _options.Signed ? GrainFlags.Signed : GrainFlags.None, Sensitivity = _options.Sensitivity };
        if (_options.Header is null) Gather(ref parts, writer);
        bool isSuspect = !_options.Restore && !IsBeyondSuspicion();
        bool isOther = _options.Encoding != PayloadEncoding.MessagePack;
        int maxBytes = _options.Limits.OrDefault.MaxBlobBytes;
        // Nothing that may still be refused is put into the caller's buffer.
        Span<byte> blob = writer.EndMap(isSuspect || isOther || writer.Written.Length > maxBytes ? default : destination);
        if (_options.Header is { } given) Transcoder.HeaderFor(given, PayloadEncoding.MessagePack).Write(blob);
        else parts.ToHeader(_type).Write(blob);
        if (isSuspect) CheckRules(blob, writer.RootEntries);
        if (isOther) blob = ToCbor(blob);
        if (blob.Length > maxBytes) writer.TooLarge();
        return blob;
    }

    /// <summary>The blob in the other encoding: the rules have judged the MessagePack form; the bytes are made from it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly Span<byte> ToCbor(ReadOnlySpan<byte> blob)
    {
        GrainHeader.TryRead(blob, out GrainHeader header);
        Span<byte> cbor = Transcoder.ToCbor(blob, _state!);
        Transcoder.HeaderFor(header, _options.Encoding).Write(cbor);
        return cbor;
    }

    /// <summary>A Trigger always says whether it is enabled (OMS-6.14-1).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void WriteEnabled(CanonicalWriter writer)
    {
        ref readonly KnownKey key = ref _map.Known(Field.Enabled);
        foreach (ref readonly MapEntry entry in writer.RootEntries)
        {
            if (entry.Slot == key.Slot) return;
        }
        writer.WriteKnownKey(key);
        writer.WriteBoolean(true);
    }

    /// <summary>Gathers what the header is made of, before the entries are put in order: what was just moved is slow to read.</summary>
    private readonly void Gather(ref HeaderParts parts, CanonicalWriter writer)
    {
        ReadOnlySpan<byte> written = writer.Written;
        if (_type.HasSchema())
        {
            for (SlotSet left = writer.Slots.Shared(_map.HeaderSlots); left.TryTakeLowest(out int slot);) parts.Add(written, writer.Entry(slot), _state!);
            return;
        }
        // By key, so that grains without a schema have a header like all others.
        foreach (ref readonly MapEntry entry in writer.RootEntries)
        {
            if (HeaderKeys.MayBe(entry.Prefix, entry.KeySize - entry.KeyHeader)) parts.Add(written, entry, _state!);
        }
    }

    // Out of line: most grains never come here, and its locals would have to be cleared for all of them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void CheckRules(ReadOnlySpan<byte> blob, ReadOnlySpan<MapEntry> entries)
    {
        GrainHeader.TryRead(blob, out GrainHeader header);
        bool look = AuthorRules.HasRules(_type);
        SchemaCheck schema = new(blob, header, _map);
        if (_type.HasSchema())
        {
            look |= AddAll(ref schema, blob, entries);
            schema.Finish();
        }
        else
        {
            int position = GrainHeader.Size;
            TrustedMessagePack.Read(blob, ref position, out Token root);
            schema.FinishOpaque(root);
        }
        // An author gave fields, not bytes: an offset would point into nothing the author has seen.
        if (!schema.Passed(out OmsFault fault)) Throw.Fault(fault with { Offset = -1 });
        CheckOldForms(blob, entries, schema.UsesIntegrationKeys);
        if (look) AuthorRules.Check(GrainView.OverTrusted(blob));
    }

    private readonly void CheckOldForms(ReadOnlySpan<byte> blob, ReadOnlySpan<MapEntry> entries, bool usesIntegrationKeys)
    {
        foreach (ref readonly MapEntry entry in entries)
        {
            if (entry.Slot >= 0 && _map.Definitions[entry.Slot].HasOldForms)
                LegacyRules.Check(_map.Definitions[entry.Slot], new FieldValue(blob, PayloadEncoding.MessagePack, entry.ValueStart), usesIntegrationKeys);
        }
    }

    /// <summary>Whether nothing was written that a rule could object to, and nothing required is missing.</summary>
    private readonly bool IsBeyondSuspicion()
    {
        if (_isSuspect || !_writesType || AuthorRules.HasRules(_type) || !RequiredFields.AreFixed(_type)) return false;
        return RequiredFields.Of(_type).FirstMissingFrom(_writer.Slots) < 0;
    }

    private readonly bool AddAll(ref SchemaCheck schema, ReadOnlySpan<byte> blob, ReadOnlySpan<MapEntry> entries)
    {
        bool look = false;
        foreach (ref readonly MapEntry entry in entries)
        {
            if (entry.Slot < 0)
            {
                look |= MailRules.Owns(blob[entry.KeyStart..entry.ValueStart]); // the one profile that binds without its tag
                continue;
            }
            int position = entry.ValueStart;
            TrustedMessagePack.Read(blob, ref position, out Token value);
            schema.Add(entry.Slot, value);
            FieldDefinition definition = _map.Definitions[entry.Slot];
            look |= definition.HasAuthorRules || (definition.IsVocabulary && RelationVocabulary.IsReserved(blob[value.ContentStart..]));
        }
        return look;
    }
}
